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

  /// Collects the notes on a comparison.
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

  /// Returns the note on the method.
  static func about(_ results: [StrategyResult]) -> [String] {
    switch results.first?.method {
    case nil: []
    case .load(let runs, let operations, let seed):
      WrappedText.lines(
        "\(NumberText.grouped(operations)) writes in \(NumberText.grouped(runs)) runs, seed "
          + "\(seed). 95% confidence intervals, from the spread between runs: Korn–Graubard for shares, "
          + "Student's t for means. <x%: not observed; x is the upper end of the interval if the writes "
          + "of one run are independent.", width: 80)
    case .exact: about(exact: results)
    case .rare(let method): about(rare: results, method)
    case .sample(let trials, let seed):
      WrappedText.lines(
        "\(NumberText.grouped(trials)) writes each, seed \(seed). 95% confidence intervals: "
          + "Clopper–Pearson for shares, normal for means. <x%: not observed; x is the upper end of "
          + "the interval.", width: 80)
    }
  }

  /// The note on importance sampling: its trials, the authors of its intervals, and the bound for
  /// outcomes without a hit.
  private static func about(
    rare results: [StrategyResult], _ method: StrategyResult.RareMethod
  ) -> [String] {
    var sentence =
      "\(NumberText.grouped(method.trials)) importance-sampled writes each, "
      + "\(NumberText.grouped(method.plainTrials)) of them unweighted. Seed "
      + "\(method.seed). 95% confidence intervals: Fay–Feuer for shares, normal for means"
    if let runs = method.runs {
      sentence += ", and no shorter than the spread between \(NumberText.grouped(runs)) runs says."
    } else {
      sentence += "; quantiles of times are those of the unweighted writes."
    }
    sentence += " <x%: not observed; x is the upper bound by the unweighted writes."
    sentence += results.compactMap(\.doubt).map { " " + $0 }.joined()
    return WrappedText.lines(sentence, width: 80)
  }

  /// The note on exact values: the states, the error of a lattice, and the probability of all
  /// that was not followed.
  private static func about(exact results: [StrategyResult]) -> [String] {
    let effort = ExactEffort(results)
    let states = NumberText.grouped(effort.states)
    var sentence =
      "Exact probabilities (\(states) states explored)."
    if let error = effort.latticeError {
      sentence = "\(error) \(states) states explored."
    } else if effort.isApproximate {
      sentence =
        "An approximation without an error bound: each continuous latency has finitely many delays. "
        + "\(states) states explored."
    }
    if effort.residual > 0 {
      sentence +=
        " Executions with a probability of at most \(NumberText.scientific(effort.residual)) in all were left "
        + "out, so any share may be larger by that."
    }
    return WrappedText.lines(sentence, width: 80)
  }

  /// Returns the note on a class that must never occur. That it was not observed is no proof.
  private static func about(never outcomeClass: OutcomeClass, in results: [StrategyResult])
    -> String
  {
    let guilty = results.filter { ($0[.share(outcomeClass)]?.estimate.value ?? 0) > 0 }
    if guilty.isEmpty, results.allSatisfy({ $0[.share(outcomeClass)]?.estimate.high == 0 }) {
      return "never \(outcomeClass.rawValue): proved."
    }
    if guilty.isEmpty { return "never \(outcomeClass.rawValue): not observed, which is no proof." }
    return "✗ never \(outcomeClass.rawValue): broken by "
      + guilty.map(\.strategy).joined(separator: ", ") + "."
  }
}

/// The warning about shares that rest on too few weighted trials.
extension StrategyResult {
  /// The shares from weighted trials that are unreliable, in a sentence; `nil` if there are none.
  package var doubt: String? {
    let classes = classesInDoubt
    let diagnoses = classes.compactMap { self[.share($0)]?.diagnosis }
    guard let least = diagnoses.map(\.effectiveHits).min(),
      let largest = diagnoses.map(\.largestShare).max()
    else { return nil }
    return
      "Do not trust \(classes.map(\.rawValue).joined(separator: ", ")) of '\(strategy)': too few "
      + "samples (effective sample size \(NumberText.fixed(least, decimals: 0)), largest weight "
      + "\(NumberText.fixed(largest * 100, decimals: 0))%). Use more trials."
  }
}
