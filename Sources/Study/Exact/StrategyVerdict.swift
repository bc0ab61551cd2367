import EndToEnd
import Simulation

/// The anomalies that a strategy can cause at any probabilities, and the fewest faults for each.
///
/// ```swift
/// let verdict = StrategyVerdict.judge(strategy, mostFaults: 3)
/// if case .possible(let counterexample) = verdict[.duplicate] { counterexample.faults.count }
/// ```
public struct StrategyVerdict: Hashable, Sendable {
  public let strategy: Strategy
  /// The number of delays that approximate a continuous latency; `nil` for no approximation.
  public let discretisation: Int?
  /// The judgement on each of `OutcomeClass.anomalies`, in their order.
  public let judgements: [Judgement]
  /// The reason why something is undecided; `nil` if nothing is.
  public let problem: ExplorationError?

  /// The judgement on one anomaly.
  public enum Judgement: Hashable, Sendable {
    /// No number of faults causes it. An approximate proof holds only for the finitely many delays that approximate
    /// a continuous latency.
    case impossible(isApproximate: Bool)
    /// This number of faults does not cause it. Nothing is known of more.
    case impossibleUpTo(faults: Int, isApproximate: Bool)
    /// These faults cause it, and fewer do not.
    case possible(RecordedPath<Outcome>)
    /// Nothing is known, not even whether it takes a fault.
    case undecided
  }

  /// Judges all anomalies.
  ///
  /// - Parameter mostFaults: the number of faults to try where any number has too many states; if that number has too
  ///   many too, one fewer, and so on. `nil` for as many as can be tried at once.
  public static func judge(
    _ strategy: Strategy, mostFaults: Int?, limits: ExplorationLimits = ExplorationLimits()
  ) -> StrategyVerdict {
    var search = Search(OperationChecker(strategy.scenario, mostFaults: nil, limits: limits))
    if let mostFaults, case .states = search.problem {
      var faults = mostFaults
      while faults > search.provenFaults {
        // Without the states that take more faults there is room for more that take fewer.
        let next = Search(
          OperationChecker(strategy.scenario, mostFaults: faults, limits: limits))
        search.merge(next)
        // What it has not tried all of may fit by itself.
        faults = min(next.provenFaults + 1, faults - 1)
      }
    }
    let judgements = search.counterexamples.map { found -> Judgement in
      if let found { return .possible(found) }
      guard let proof = search.proof else { return .undecided }
      guard let faults = proof.mostFaults else {
        return .impossible(isApproximate: proof.isApproximate)
      }
      return .impossibleUpTo(faults: faults, isApproximate: proof.isApproximate)
    }
    return StrategyVerdict(
      strategy: strategy, discretisation: limits.discretisation, judgements: judgements,
      problem: search.counterexamples.contains(nil) ? search.problem : nil)
  }

  /// The judgement on an anomaly.
  ///
  /// - Precondition: it is one of `OutcomeClass.anomalies`.
  public subscript(anomaly: OutcomeClass) -> Judgement {
    guard let index = OutcomeClass.anomalies.firstIndex(of: anomaly) else {
      preconditionFailure("only anomalies are judged")
    }
    return judgements[index]
  }
}

/// The findings of one or more surveys of a strategy.
private struct Search {
  var counterexamples: [RecordedPath<Outcome>?]
  var proof: Proof?
  /// The reason why the first survey stopped.
  let problem: ExplorationError?

  init(_ checker: OperationChecker) {
    let survey = checker.survey(OutcomeClass.anomalies) { $0.contains($1) }
    counterexamples = survey.counterexamples
    proof = survey.proof
    problem = survey.problem
  }

  /// The number of faults up to which everything was followed; -1 for none.
  var provenFaults: Int {
    guard let proof else { return -1 }
    return proof.mostFaults ?? Int.max
  }

  /// Adds the findings of another survey. Each counterexample has the fewest possible faults, in either survey.
  mutating func merge(_ other: Search) {
    counterexamples = zip(counterexamples, other.counterexamples).map { $0 ?? $1 }
    if other.provenFaults > provenFaults { proof = other.proof }
  }
}

extension Comparison {
  /// Returns the same results, each with the verdict on its strategy.
  ///
  /// - Parameters:
  ///   - mostFaults: the number of faults to try where any number has too many states.
  ///   - jobs: the number of threads; at least 1.
  public func judged(
    mostFaults: Int?, limits: ExplorationLimits = ExplorationLimits(), jobs: Int = 1
  ) -> Comparison {
    let model = model
    return Comparison(
      model,
      results: results.concurrentMap(jobs: jobs) { result in
        guard let strategy = model.strategies.first(where: { $0.name == result.strategy }) else {
          preconditionFailure("results are of the model's strategies")
        }
        var judged = result
        judged.verdict = StrategyVerdict.judge(strategy, mostFaults: mostFaults, limits: limits)
        return judged
      })
  }
}
