import EndToEnd
import Simulation

extension StrategyVerdict {
  /// Judges all anomalies of a strategy for one operation, whose latencies have finitely many values, by a search over
  /// faults and by the rules that exclude some.
  ///
  /// It is the first part of ``judge(_:mostFaults:observed:limits:gain:)``, and the judgements are the same where that
  /// part decides. Without the code for people and for orders of events a module of a web page is half as large.
  ///
  /// - Parameter mostFaults: the number of faults to try where any number has too many states; if that number has too
  ///   many too, one fewer, and so on.
  /// - Precondition: the scenario has no person.
  package static func judgeOperation(
    of strategy: Strategy, mostFaults: Int, limits: ExplorationLimits, gain: RetryGain
  ) -> StrategyVerdict {
    func search(_ mostFaults: Int?) -> Search {
      let checker = OperationChecker(strategy.scenario, mostFaults: mostFaults, limits: limits)
      return Search(checker.surveyOperation(OutcomeClass.anomalies) { $0.contains($1) })
    }
    var found = search(nil)
    found.addRules(of: strategy.scenario)
    if found.problem?.isLimit == true {
      for faults in stride(from: mostFaults, through: 0, by: -1) where faults > found.provenFaults {
        found.merge(search(faults))
      }
    }
    let judgements = found.judgements
    return StrategyVerdict(
      strategy: strategy, discretisation: nil, judgements: judgements,
      problem: judgements.allSatisfy { $0.isDecided } ? nil : found.problem, gain: gain)
  }
}

extension StrategyResult {
  /// The exact result of a strategy for one operation.
  ///
  /// - Precondition: the scenario has no person.
  /// - Throws: the reason why it cannot be explored.
  package static func ofOperation(
    _ strategy: Strategy, costs: Costs?, limits: ExplorationLimits
  ) throws(ExactExperimentError) -> StrategyResult {
    do {
      let explorer = OperationExplorer(forMeasuresOf: strategy.scenario, limits: limits)
      return StrategyResult(try explorer.operationDistribution(), of: strategy.name, costs: costs)
    } catch {
      throw ExactExperimentError(strategy: strategy.name, problem: error)
    }
  }
}
