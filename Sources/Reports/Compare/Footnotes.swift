import EndToEnd
import Statistics
import Study
import Text

/// The notes below a table of results: the method, the model's `never`, and the costs.
struct Footnotes {
  /// The lines of each paragraph, for a terminal of 80 columns.
  private let lines: [[String]]
  /// Those about costs.
  private let cheapest: [String]

  init(_ comparison: Comparison) {
    var lines = [Footnotes.about(comparison.results)]
    for outcomeClass in comparison.model.never {
      let sentence = Footnotes.about(never: outcomeClass, in: comparison.results)
      lines.append(WrappedText.lines(sentence, width: 80))
    }
    for sentence in BoundNotes(comparison).sentences {
      lines.append(WrappedText.lines(sentence, width: 80))
    }
    self.lines = lines
    cheapest = CheapestStrategy(comparison).map { CheapestText($0).lines } ?? []
  }

  /// For a terminal.
  var text: String { (lines.joined() + cheapest).joined(separator: "\n") + "\n" }

  /// The paragraphs without line breaks, and without those about costs.
  var paragraphs: [String] { lines.map { $0.joined(separator: " ") } }

  /// Returns the note on the method.
  static func about(_ results: [StrategyResult]) -> [String] {
    switch results.first?.method {
    case nil: []
    case .load(let runs, let operations, let seed):
      WrappedText.lines(
        "\(NumberText.grouped(operations)) operations in \(NumberText.grouped(runs)) runs, seed "
          + "\(seed). Intervals are 95%, from the spread between runs: Korn–Graubard for shares, "
          + "Student's t for means. <x%: never seen, and x is where the interval ends if operations "
          + "of one run do not depend on each other.", width: 80)
    case .exact: about(exact: results)
    case .rare(let method): about(rare: results, method)
    case .sample(let trials, let seed):
      WrappedText.lines(
        "\(NumberText.grouped(trials)) operations each, seed \(seed). Intervals are 95%: "
          + "Clopper–Pearson for shares, normal for means. <x%: never seen, and x is where the "
          + "interval ends.", width: 80)
    }
  }

  private static func about(
    rare results: [StrategyResult], _ method: StrategyResult.RareMethod
  ) -> [String] {
    var sentence =
      "\(NumberText.grouped(method.trials)) weighted operations each, in which faults are more probable "
      + "than in the model; \(NumberText.grouped(method.plainTrials)) of them plain ones. Seed "
      + "\(method.seed). Intervals are 95%: Fay–Feuer for shares, normal for means"
    if let runs = method.runs {
      sentence += ", and no shorter than the spread between \(NumberText.grouped(runs)) runs says."
    } else {
      sentence += "; times are quantiles of the plain ones."
    }
    sentence += " <x%: never seen, and x is what the plain ones leave open."
    sentence += results.compactMap(\.doubt).map { " " + $0 }.joined()
    return WrappedText.lines(sentence, width: 80)
  }

  private static func about(exact results: [StrategyResult]) -> [String] {
    let effort = ExactEffort(results)
    let states = NumberText.grouped(effort.states)
    var sentence =
      "Exact up to rounding: \(states) states were followed in all."
    if effort.isApproximate {
      sentence =
        "An approximation, whose error nothing bounds: finitely many delays stand for continuous ones. "
        + "\(states) states were followed in all."
    }
    if effort.residual > 0 {
      sentence +=
        " What was not followed has a probability of at most \(NumberText.scientific(effort.residual)), which "
        + "any share may be more."
    }
    return WrappedText.lines(sentence, width: 80)
  }

  /// Returns the note on a class that must never occur. That it was not observed is no proof.
  private static func about(never outcomeClass: OutcomeClass, in results: [StrategyResult])
    -> String
  {
    let guilty = results.filter { ($0[.share(outcomeClass)]?.estimate.value ?? 0) > 0 }
    if guilty.isEmpty, results.allSatisfy({ $0[.share(outcomeClass)]?.estimate.high == 0 }) {
      return "never \(outcomeClass.rawValue): it cannot be."
    }
    if guilty.isEmpty { return "never \(outcomeClass.rawValue): not seen (which is no proof)." }
    return "✗ never \(outcomeClass.rawValue): broken by "
      + guilty.map(\.strategy).joined(separator: ", ") + "."
  }
}

extension StrategyResult {
  /// The shares from weighted trials that are unreliable, in a sentence; `nil` if there are none.
  package var doubt: String? {
    let classes = classesInDoubt
    let diagnoses = classes.compactMap { self[.share($0)]?.diagnosis }
    guard let least = diagnoses.map(\.effectiveHits).min(),
      let largest = diagnoses.map(\.largestShare).max()
    else { return nil }
    return
      "Do not trust \(classes.map(\.rawValue).joined(separator: ", ")) of '\(strategy)': they rest on "
      + "as few as \(NumberText.fixed(least, decimals: 0)) effective hits, the heaviest of which is up to "
      + "\(NumberText.fixed(largest * 100, decimals: 0))%. Give them more trials."
  }
}
