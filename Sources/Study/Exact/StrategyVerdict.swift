import EndToEnd
import Simulation

/// Which anomalies a strategy can bring about, whatever the probabilities, and by how many faults.
///
/// ```swift
/// let verdict = StrategyVerdict(strategy, mostFaults: 3)
/// if case .possible(let counterexample) = verdict[.duplicate] { counterexample.faults.count }
/// ```
public struct StrategyVerdict: Hashable, Sendable {
  public let strategy: Strategy
  /// How many delays may stand for a continuous latency; `nil` for none.
  public let discretisation: Int?
  /// What is known of each of ``OutcomeClass/anomalies``, in their order.
  public let judgements: [Judgement]
  /// What stands against knowing more; `nil` if nothing does.
  public let problem: ExplorationProblem?

  /// What is known of one anomaly.
  public enum Judgement: Hashable, Sendable {
    /// No number of faults brings it about. Where finitely many delays stand for continuous ones, that is
    /// proven for these alone.
    case impossible(isApproximate: Bool)
    /// So many faults do not bring it about; of more nothing is known.
    case impossibleUpTo(faults: Int, isApproximate: Bool)
    /// These faults do, and fewer do not.
    case possible(RecordedPath<Outcome>)
    /// Nothing is known: not even whether it takes a fault.
    case undecided
  }

  /// Judges all anomalies.
  ///
  /// - Parameter mostFaults: how many faults to be content with where there are too many states to try any
  ///   number; if those are too many too, one fewer, and so on. `nil`: as many as can be tried at once.
  public init(
    _ strategy: Strategy, mostFaults: Int?, limits: ExplorationLimits = ExplorationLimits()
  ) {
    self.strategy = strategy
    discretisation = limits.discretisation
    var search = Search(OperationChecker(strategy.scenario, mostFaults: nil, limits: limits))
    if let mostFaults, case .states = search.problem {
      var faults = mostFaults
      while faults > search.provenFaults {
        // Without the states that take more faults there is room for more that take fewer.
        let adversary = OperationChecker(
          strategy.scenario, mostFaults: faults, limits: limits)
        let next = Search(adversary)
        search.merge(next)
        // What it has not tried all of may fit by itself.
        faults = min(next.provenFaults + 1, faults - 1)
      }
    }
    judgements = search.counterexamples.map { found in
      if let found { return .possible(found) }
      guard let proof = search.proof else { return .undecided }
      guard let faults = proof.mostFaults else {
        return .impossible(isApproximate: proof.isApproximate)
      }
      return .impossibleUpTo(faults: faults, isApproximate: proof.isApproximate)
    }
    problem = search.counterexamples.contains { $0 == nil } ? search.problem : nil
  }

  /// What is known of an anomaly.
  ///
  /// - Precondition: it is one of ``OutcomeClass/anomalies``.
  public subscript(anomaly: OutcomeClass) -> Judgement {
    guard let index = OutcomeClass.anomalies.firstIndex(of: anomaly) else {
      preconditionFailure("only anomalies are judged")
    }
    return judgements[index]
  }
}

/// What one or more surveys of the same strategy have found.
private struct Search {
  var counterexamples: [RecordedPath<Outcome>?]
  var proof: Proof?
  /// What stopped the first survey.
  let problem: ExplorationProblem?

  init(_ adversary: OperationChecker) {
    let survey = adversary.survey(OutcomeClass.anomalies) { $0.contains($1) }
    counterexamples = survey.counterexamples
    proof = survey.proof
    problem = survey.problem
  }

  /// With up to how many faults everything was followed; -1 for none.
  var provenFaults: Int {
    guard let proof else { return -1 }
    return proof.mostFaults ?? Int.max
  }

  /// Each counterexample has the fewest faults that there can be, whoever found it.
  mutating func merge(_ other: Search) {
    counterexamples = zip(counterexamples, other.counterexamples).map { $0 ?? $1 }
    if other.provenFaults > provenFaults { proof = other.proof }
  }
}
