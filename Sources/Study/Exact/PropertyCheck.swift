import EndToEnd
import Simulation

/// What an adversary makes of a wish of the model: that a strategy never ends in a certain way.
///
/// ```swift
/// let check = try PropertyCheck(strategy, never: .duplicate, mostFaults: 3)
/// if case .broken(let counterexample) = check.finding { … }
/// ```
public struct PropertyCheck: Hashable, Sendable {
  public let strategy: Strategy
  /// What must not happen.
  public let never: OutcomeClass
  /// How many delays may stand for a continuous latency; `nil` for none.
  public let discretisation: Int?
  public let finding: Finding

  /// What was found.
  public enum Finding: Hashable, Sendable {
    /// Nothing.
    case holds(Proof)
    /// A course of events with the fewest faults.
    case broken(RecordedPath<Outcome>)
    /// Nothing, in whatever order events come.
    case holdsInEveryOrder(Proof)
    /// One in an order that the ranges of the latencies allow.
    case brokenInSomeOrder(RecordedPath<Outcome>)
  }

  /// Tries every placement of faults.
  ///
  /// - Parameters:
  ///   - mostFaults: how many there may be; `nil` for any number.
  ///   - inEveryOrder: whether to try every order of events that the ranges of the latencies allow: then nothing
  ///     needs to stand for a continuous one.
  /// - Throws: what stands against it.
  public init(
    _ strategy: Strategy, never: OutcomeClass, mostFaults: Int?, inEveryOrder: Bool = false,
    limits: ExplorationLimits = ExplorationLimits()
  ) throws(ExplorationProblem) {
    self.strategy = strategy
    self.never = never
    discretisation = limits.discretisation
    let adversary = OperationChecker(
      strategy.scenario, mostFaults: mostFaults, limits: limits)
    if inEveryOrder {
      finding =
        switch try adversary.searchEveryOrder(for: { never.contains($0) }) {
        case .holds(let proof): .holdsInEveryOrder(proof)
        case .broken(let course): .brokenInSomeOrder(course)
        }
    } else {
      finding =
        switch try adversary.search(for: { never.contains($0) }) {
        case .holds(let proof): .holds(proof)
        case .broken(let found): .broken(found)
        }
    }
  }

  /// Whether there is no way in which it happens.
  public var holds: Bool {
    switch finding {
    case .holds, .holdsInEveryOrder: true
    case .broken, .brokenInSomeOrder: false
    }
  }
}
