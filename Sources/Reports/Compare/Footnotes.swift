import Analysis

/// What stands below a table of results: how it was found, and what it says about the model's wishes
/// and prices.
struct Footnotes {
  let text: String

  init(_ comparison: Comparison) {
    var lines: [String] = []
    if let method = comparison.results.first?.method { lines += Footnotes.about(method) }
    for outcomeClass in comparison.model.never {
      let sentence = Footnotes.about(never: outcomeClass, in: comparison.results)
      lines += WrappedText.lines(sentence, width: 80)
    }
    if let cheapest = CheapestStrategy(comparison) { lines += CheapestText(cheapest).lines }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func about(_ method: StrategyResult.Method) -> [String] {
    switch method {
    case .load(let runs, let operations, let seed):
      WrappedText.lines(
        "\(NumberText.grouped(operations)) operations in \(NumberText.grouped(runs)) runs, seed "
          + "\(seed). Intervals are 95%, from the spread between runs (Student's t), and no "
          + "shorter for shares than Clopper–Pearson. <x%: never seen, and x is where the interval "
          + "ends.", width: 80)
    case .sample(let trials, let seed):
      [
        "\(NumberText.grouped(trials)) operations each, seed \(seed). Intervals are 95%: Clopper–Pearson for",
        "shares, normal for means. <x%: never seen, and x is where the interval ends.",
      ]
    }
  }

  /// Whether a class that must never occur was seen. Not seen is no proof.
  private static func about(never outcomeClass: OutcomeClass, in results: [StrategyResult])
    -> String
  {
    let guilty = results.filter { ($0[.share(outcomeClass)]?.count ?? 0) > 0 }
    if guilty.isEmpty { return "never \(outcomeClass.rawValue): not seen (which is no proof)." }
    return "never \(outcomeClass.rawValue): broken by "
      + guilty.map(\.strategy).joined(separator: ", ") + "."
  }
}
