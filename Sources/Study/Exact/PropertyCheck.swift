import EndToEnd
import Simulation

/// The result of checking that a strategy never ends in a class of outcomes.
///
/// ```swift
/// let check = try PropertyCheck.check(strategy, never: .duplicate, mostFaults: 3)
/// if case .broken(let counterexample) = check.finding { … }
/// ```
public struct PropertyCheck: Hashable, Sendable {
  /// The strategy.
  public let strategy: Strategy
  /// The class that must not occur.
  public let never: OutcomeClass
  /// The number of delays that approximate a continuous latency; `nil` for no approximation.
  public let discretisation: Int?
  /// The answer.
  public let finding: Finding

  /// The answers of a search.
  public enum Finding: Hashable, Sendable {
    /// No execution breaks the property.
    case holds(Proof)
    /// A counterexample with the fewest faults.
    case broken(RecordedPath<Outcome>)
    /// No execution breaks the property, in any order of events that the ranges of the latencies allow.
    case holdsInEveryOrder(Proof)
    /// A counterexample in one of those orders.
    case brokenInSomeOrder(RecordedPath<Outcome>)
  }

  /// Tries every placement of faults.
  ///
  /// - Parameters:
  ///   - mostFaults: the largest number of faults; `nil` for any number.
  ///   - inEveryOrder: whether to try every order of events that the ranges of the latencies allow, so that continuous
  ///     latencies need no approximation.
  /// - Throws: the reason why the executions cannot be searched.
  public static func check(
    _ strategy: Strategy, never: OutcomeClass, mostFaults: Int?, inEveryOrder: Bool = false,
    limits: ExplorationLimits = ExplorationLimits()
  ) throws(ExplorationError) -> PropertyCheck {
    let checker = OperationChecker(strategy.scenario, mostFaults: mostFaults, limits: limits)
    let finding: Finding
    if inEveryOrder {
      finding =
        switch try checker.searchEveryOrder(for: never) {
        case .holds(let proof): .holdsInEveryOrder(proof)
        case .broken(let path): .brokenInSomeOrder(path)
        }
    } else {
      finding =
        switch try checker.search(for: { never.contains($0) }) {
        case .holds(let proof): .holds(proof)
        case .broken(let path): .broken(path)
        }
    }
    return PropertyCheck(
      strategy: strategy, never: never, discretisation: limits.discretisation, finding: finding)
  }

  /// A Boolean value that indicates whether no execution breaks the property.
  public var holds: Bool {
    switch finding {
    case .holds, .holdsInEveryOrder: true
    case .broken, .brokenInSomeOrder: false
    }
  }
}
