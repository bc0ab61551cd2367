import EndToEnd
import Statistics
import Study

/// The columns that `--verdict` adds at the end, for each anomaly a word and a number of faults.
extension StrategyVerdict {
  /// Behind the other columns of a row for each strategy.
  static let csvColumns = OutcomeClass.anomaliesInColumnOrder.flatMap {
    ["\($0.rawValue)_verdict", "\($0.rawValue)_faults"]
  }

  /// The fields of those columns.
  var csvFields: [String] {
    OutcomeClass.anomaliesInColumnOrder.flatMap { anomaly in
      let text = text(of: anomaly)
      return [text.word, text.number.map(String.init) ?? ""]
    }
  }

  /// Behind the other columns of a row for each strategy and measure; empty but in the rows of verdicts.
  static let longColumns = ["verdict", "verdict_faults", "verdict_note"]

  /// A row for each anomaly. Its estimate, low and high are the fewest faults that bring it about, as far as
  /// they are known: nothing is known to be higher than an empty field, nor does anything bring about what
  /// has no field filled in and is impossible.
  func longRows(of model: Model) -> [[String]] {
    OutcomeClass.anomaliesInColumnOrder.map { anomaly in
      let text = text(of: anomaly)
      let fewest: [Int?] =
        switch text.judgement {
        case .impossible: [nil, nil, nil]
        case .impossibleUpTo(let faults): [nil, faults + 1, nil]
        case .possible(let found): [Int?](repeating: found.faults.count, count: 3)
        case .observed, .notFound, .undecided: [nil, 0, nil]
        }
      var row = [model.name, strategy.name, text.method]
      row += ["verdict_\(anomaly.rawValue)", "faults"]
      row += fewest.map { $0.map(String.init) ?? "" }
      row += ["", "", "", Version.current, model.digest, "", text.word]
      row.append(text.number.map(String.init) ?? "")
      row.append(text.needsObstacle ? obstacle ?? "" : text.trialNote ?? text.faults)
      return row
    }
  }
}

/// A judgement as a field of the CSV, without spaces.
extension JudgementText {
  /// A Boolean value that indicates whether the verdict leaves something undecided.
  fileprivate var needsObstacle: Bool {
    switch judgement {
    case .impossible, .possible, .observed: false
    case .impossibleUpTo, .notFound, .undecided: true
    }
  }

  /// The method of the verdict.
  fileprivate var method: String {
    if case .observed = judgement { return "sample" }
    return isApproximate ? "discretised" : "exact"
  }

  /// The trial that shows the anomaly.
  fileprivate var trialNote: String? { trial.map { "trial \($0)" } }
}
