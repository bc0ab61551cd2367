import EndToEnd
import Statistics
import Study
import Text

/// The answer to "which fault first?" of one strategy, in words and as a table.
struct SensitivityText {
  /// The faults, the one whose halving changes most first.
  let effects: [FaultEffect]
  /// The measure by which they are ordered; `nil` if no fault changes any.
  let measure: Measure?
  /// The derivatives that are put into words.
  private let sensitivity: Sensitivity

  /// - Returns: `nil` for a result without a sensitivity.
  init?(_ result: StrategyResult) {
    guard let sensitivity = result.sensitivity else { return nil }
    self.sensitivity = sensitivity
    let measure = SensitivityText.candidates.first { candidate in
      sensitivity.effects.contains { ($0.change(in: candidate)?.value ?? 0) != 0 }
    }
    self.measure = measure
    effects = sensitivity.effects.enumerated().sorted { one, other in
      let (first, second) = (one.element.effect(on: measure), other.element.effect(on: measure))
      return first == second ? one.offset < other.offset : first > second
    }.map(\.element)
  }

  /// The measures to order faults by, the most telling first.
  private static let candidates: [Measure] =
    [.costMean] + [.duplicate, .disagree, .unsure].map(Measure.share)

  /// The answer in a sentence: "Halving response loss saves 0.2985 of 0.898 a write; …".
  var sentence: String { "Which fault first? " + finding }

  /// The answer without its question.
  var finding: String {
    if let problem = sensitivity.problem {
      return "Not known: "
        + problem.remedy(fewerStates: nil, isSampled: false) + "."
    }
    guard let measure, let first = effects.first, let change = first.change(in: measure) else {
      return effects.isEmpty
        ? "The model has no fault whose probability lies between 0 and 1."
        : "No fault leads to a duplicate or a disagreement."
    }
    let isCost = measure == .costMean
    var text = "Halving \(first.fault.words) "
    text += isCost ? SensitivityText.saving(change) : SensitivityText.shift(change)
    if let last = effects.last, effects.count > 1, let least = last.change(in: measure) {
      text += "; halving \(last.fault.words) "
      text +=
        isCost ? SensitivityText.shortSaving(least) : "to " + SensitivityText.share(least.halved)
    }
    return text + (sensitivity.isApproximate ? " (approximate delays)." : ".")
  }

  // MARK: Costs

  /// The change by halving a fault, as the end of a sentence about costs.
  private static func saving(_ change: FaultEffect.Change) -> String {
    let total = NumberText.withoutZeros(
      NumberText.fixed(change.value, decimals: max(3, decimals(change.value))))
    let saved = change.value - change.halved
    return saved < 0
      ? "costs \(amount(-saved)) more than the \(total) a write of today"
      : "saves \(amount(saved)) of \(total) a write"
  }

  /// The same change in two or three words.
  private static func shortSaving(_ change: FaultEffect.Change) -> String {
    let saved = change.value - change.halved
    return saved <= -leastAmount ? "costs \(amount(-saved)) more" : amount(abs(saved))
  }

  /// The saving that is rounded up to a millionth.
  private static let leastAmount = 5e-7

  /// A saving with four decimals; a small one with its first digit, down to a millionth.
  private static func amount(_ value: Double) -> String {
    if value == 0 { return "nothing" }
    if value < leastAmount { return "less than 0.000001" }
    guard value < 1e12 else { return NumberText.significant(value, digits: 4) }
    return NumberText.fixed(value, decimals: min(max(4, decimals(value)), 6))
  }

  /// The decimals that resolve a value.
  private static func decimals(_ value: Double) -> Int {
    NumberText.decimals(toResolve: max(abs(value), 1e-6))
  }

  // MARK: Shares

  /// The change of a share, as the end of a sentence.
  private static func shift(_ change: FaultEffect.Change) -> String {
    "takes \(change.measure.heading) from \(share(change.value)) to \(share(change.halved))"
  }

  /// A share with as many digits as everywhere. Rounding may take a value a little beyond 0 or 1.
  private static func share(_ value: Double) -> String {
    EstimateText(exactShare: .exactly(min(max(value, 0), 1))).value
  }

  // MARK: The table

  /// The columns of the table: the measures that any fault changes.
  var columns: [Measure] {
    let measures: [Measure] =
      [.costMean] + [.duplicate, .lost, .phantom, .falseRejection, .unsure].map(Measure.share)
    return measures.filter { measure in
      effects.contains { $0.effect(on: measure) > 0 }
    }
  }

  /// The heading of the table.
  var heading: [String] {
    ["with half of", "from"] + columns.map(\.heading)
      + (measure.map { ["elasticity of \($0.heading)"] } ?? [])
  }

  /// The rows: how it is, and how it would be with half of each fault.
  var rows: [[String]] {
    guard let first = effects.first else { return [] }
    let today = columns.map { first.change(in: $0).map { text($0.value, $0.measure) } ?? "" }
    let tail = measure == nil ? [] : [""]
    return [["nothing: as it is", ""] + today + tail]
      + effects.map { effect in
        let elasticity = measure.map { measure in
          effect.change(in: measure)?.elasticity.map {
            NumberText.significant($0, digits: 3)
          } ?? ""
        }
        return [effect.fault.path, SensitivityText.share(effect.fault.probability)]
          + columns.map { effect.change(in: $0).map { text($0.halved, $0.measure) } ?? "" }
          + (elasticity.map { [$0] } ?? [])
      }
  }

  /// A value of the table in the form of its measure.
  private func text(_ value: Double, _ measure: Measure) -> String {
    measure.isProbability
      ? SensitivityText.share(value)
      : abs(value) < 1e12
        ? NumberText.fixed(value, decimals: 4) : NumberText.significant(value, digits: 4)
  }

  /// The sentence and the table, for a screen.
  func text(on screen: Screen) -> String {
    let paragraph = screen.paragraph(sentence, most: 120)
    if rows.isEmpty { return paragraph }
    let lines = heading.map { $0.replacing("elasticity of ", with: "elasticity\nof ") }
    var table = TextTable(heading: lines, isASCII: screen.isASCII)
    table.rows = rows
    return paragraph + table.text(width: screen.width)
  }
}

/// Faults in words.
extension FaultEffect {
  /// The size of the change that halving the fault makes in a measure.
  fileprivate func effect(on measure: Measure?) -> Double {
    guard let measure, let change = change(in: measure) else { return 0 }
    return abs(change.value - change.halved)
  }
}

/// The answers of all strategies.
extension Comparison {
  /// The answer for each strategy in a paragraph of its own; empty without sensitivities.
  func sensitivityText(on screen: Screen) -> String {
    results.compactMap { result in
      SensitivityText(result).map { (result.strategy, $0.sentence) }
    }.map { name, sentence in
      screen.paragraph("\(name): \(sentence)", margin: 2, most: 120)
    }.joined()
  }
}
