import EndToEnd
import Statistics
import Study

/// What is known of one anomaly under one strategy, in words.
struct JudgementText {
  let judgement: StrategyVerdict.Judgement
  let strategy: Strategy

  /// For a narrow column: "impossible", "not by 3", "not by itself", "by 1 fault", "by itself" or
  /// "undecided".
  var brief: String {
    let words =
      switch judgement {
      case .impossible: "impossible"
      case .impossibleUpTo(faults: 0, _): "not by itself"
      case .impossibleUpTo(let faults, _): "not by \(faults)"
      case .possible(let found):
        found.faults.isEmpty ? "by itself" : "by \(FaultText.count(found.faults.count))"
      case .undecided: "undecided"
      }
    return (isApproximate ? "≈ " : "") + words
  }

  /// The same with the faults themselves.
  var full: String { faults.isEmpty ? brief : "\(brief): \(faults)" }

  /// The word of the CSV and of JSON.
  var word: String {
    switch judgement {
    case .impossible: "impossible"
    case .impossibleUpTo: "impossible-up-to"
    case .possible: "possible"
    case .undecided: "undecided"
    }
  }

  /// The number that belongs to it: the fewest faults that bring it about, or the most that are proved not
  /// to.
  var number: Int? {
    switch judgement {
    case .impossible, .undecided: nil
    case .impossibleUpTo(let faults, _): faults
    case .possible(let found): found.faults.count
    }
  }

  /// The faults that bring it about.
  var faults: String {
    guard case .possible(let found) = judgement else { return "" }
    return FaultText(scenario: strategy.scenario).text(found.faults)
  }

  /// Whether finitely many delays stood for continuous ones.
  var isApproximate: Bool {
    switch judgement {
    case .impossible(let isApproximate), .impossibleUpTo(_, let isApproximate): isApproximate
    case .possible(let found): found.isApproximate
    case .undecided: false
    }
  }
}

extension StrategyVerdict {
  /// What is known of an anomaly, in words.
  func text(of anomaly: OutcomeClass) -> JudgementText {
    JudgementText(judgement: self[anomaly], strategy: strategy)
  }

  /// What stands against knowing more, and what to do.
  var obstacle: String? {
    problem?.remedy(fewerStates: nil, isSampled: false)
  }
}
