import EndToEnd
import Simulation

extension StrategyVerdict {
  /// Judges all anomalies of a strategy of many clients: by what a run has shown, then by the rules that keep any write
  /// from an anomaly, however many others there are.
  ///
  /// There is no search: the orders of many clients' events have no end.
  ///
  /// - Parameter observed: the anomalies that a run has shown, each with the first trial that does, where trials are
  ///   numbered.
  static func judgeClients(
    of strategy: Strategy, observed: [OutcomeClass: UInt64?]
  ) -> StrategyVerdict {
    let judgements = OutcomeClass.anomalies.map { anomaly -> Judgement in
      if let trial = observed[anomaly] { return .observed(trial: trial) }
      return strategy.scenario.excludes(anomaly) ? .impossible : .undecided
    }
    return StrategyVerdict(
      strategy: strategy, discretisation: nil, judgements: judgements, problem: nil, gain: .unknown)
  }
}
