import EndToEnd
import Statistics
import Study

/// The notes on the bounds of a model and on the values that it expects, below a table of results.
///
/// A comparison answers from the intervals that it shows. `disagree check` is the command that decides.
struct BoundNotes {
  /// One for each bound, and one for each expected value that the results contradict.
  let sentences: [String]

  /// Checks the upper bounds of the model against a comparison.
  init(_ comparison: Comparison) {
    let bounds = Figure.all.compactMap { figure in
      comparison.model.atMost[figure].map { Property.atMost(figure, $0) }
    }
    sentences =
      bounds.map { BoundNotes.sentence(about: $0, in: comparison.results) }
      + comparison.results.flatMap { BoundNotes.contradictions(of: $0, in: comparison.model) }
  }

  /// The sentence about one bound: the strategies that break it, and those whose interval holds
  /// it.
  private static func sentence(about bound: Property, in results: [StrategyResult]) -> String {
    let name = CheckText.name(of: bound)
    var broken: [String] = []
    var undecided: [String] = []
    for result in results {
      guard let estimate = result[bound.figure.measure]?.estimate else { continue }
      switch bound.answer(for: estimate) {
      case true: break
      case false:
        broken.append(
          "\(result.strategy) (\(CheckText.value(estimate.value, of: bound.figure)))")
      case nil: undecided.append(result.strategy)
      }
    }
    if !broken.isEmpty { return "✗ \(name): broken by \(broken.joined(separator: ", "))." }
    if undecided.isEmpty { return "\(name): holds." }
    return "\(name): not decided for \(undecided.joined(separator: ", ")); "
      + "disagree check looks closer."
  }

  /// The sentences about expected values that a strategy's interval excludes.
  private static func contradictions(of result: StrategyResult, in model: Model) -> [String] {
    guard let strategy = model.strategies.first(where: { $0.name == result.strategy }) else {
      return []
    }
    return Property.all(of: strategy, in: model).compactMap { property in
      guard case .expected = property, let estimate = result[property.figure.measure]?.estimate,
        property.answer(for: estimate) == false
      else { return nil }
      return "✗ \(result.strategy), \(CheckText.name(of: property)): "
        + "\(CheckText.value(estimate.value, of: property.figure))."
    }
  }
}
