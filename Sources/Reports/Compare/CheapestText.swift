import Statistics
import Study
import Text

/// The sentences about costs that stand below a comparison.
struct CheapestText {
  let lines: [String]

  init(_ cheapest: CheapestStrategy) {
    let sentences = cheapest.rivals.isEmpty ? Self.sure(cheapest) : Self.unsure(cheapest)
    lines = WrappedText.lines(sentences, width: 80)
  }

  private static func sure(_ cheapest: CheapestStrategy) -> String {
    let text = EstimateText(number: cheapest.saving)
    let interval = text.interval.isEmpty ? "" : " (\(text.interval))"
    return "Cheapest: \(cheapest.strategy). Under \(cheapest.next), which comes next, an operation "
      + "costs \(text.value) more\(interval). Sure: all others cost more (\(confidence(cheapest)))."
  }

  /// Returns the sentences without the counted difference, whose first digit may mean nothing.
  private static func unsure(_ cheapest: CheapestStrategy) -> String {
    let text = EstimateText(number: cheapest.saving)
    let isBounded = cheapest.saving.low.isFinite && cheapest.saving.high.isFinite
    let range =
      !isBounded ? "an unknown amount" : text.interval.isEmpty ? text.value : text.interval
    return
      "Cheapest\(cheapest.isExact ? "" : " as counted"): \(cheapest.strategy). Under \(cheapest.next), which comes next, an "
      + "operation costs \(range) more. Not sure: as little or less may be the cost of "
      + cheapest.rivals.joined(separator: ", ") + " (\(confidence(cheapest)))."
  }

  private static func confidence(_ cheapest: CheapestStrategy) -> String {
    cheapest.isExact
      ? "the costs are known"
      : "95% for all strategies at once, whatever luck they share: Bonferroni"
  }
}
