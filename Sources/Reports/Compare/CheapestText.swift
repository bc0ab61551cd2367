import Statistics
import Study
import Text

/// The sentences about costs that stand below a comparison.
///
/// A winner is named only if the paired difference to every other strategy is above zero at once,
/// by intervals that are adjusted for their number.
struct CheapestText {
  /// The sentences, each a line.
  let lines: [String]

  /// Puts a ranking by cost into words.
  init(_ cheapest: CheapestStrategy) {
    let sentences = cheapest.rivals.isEmpty ? Self.sure(cheapest) : Self.unsure(cheapest)
    lines = WrappedText.lines(sentences, width: 80)
  }

  /// The sentence about a strategy that costs least for certain.
  private static func sure(_ cheapest: CheapestStrategy) -> String {
    let text = EstimateText(number: cheapest.saving)
    let interval = text.interval.isEmpty ? "" : " (\(text.interval))"
    return
      "Cheapest: \(cheapest.strategy). Next is \(cheapest.next), which costs \(text.value) more for "
      + "each write\(interval). All other strategies cost more (\(confidence(cheapest)))."
  }

  /// Returns the sentences without the counted difference, whose first digit may mean nothing.
  private static func unsure(_ cheapest: CheapestStrategy) -> String {
    let text = EstimateText(number: cheapest.saving)
    let isBounded = cheapest.saving.low.isFinite && cheapest.saving.high.isFinite
    let range =
      !isBounded ? "an unknown amount" : text.interval.isEmpty ? text.value : text.interval
    return
      "Cheapest\(cheapest.isExact ? "" : " as observed"): \(cheapest.strategy). Next is \(cheapest.next), which "
      + "costs \(range) more for each write. No clear winner: these may cost as little or less: "
      + cheapest.rivals.joined(separator: ", ") + " (\(confidence(cheapest)))."
  }

  /// The ground of that certainty, in brackets.
  private static func confidence(_ cheapest: CheapestStrategy) -> String {
    cheapest.isExact
      ? "the costs are known"
      : "simultaneous 95%, Bonferroni"
  }
}
