/// What an exploration found: how a system ends, and how probably.
///
/// Of each ending it holds the state, or what was asked for in its place.
public struct Exploration<State: Hashable & Sendable>: Sendable {
  /// The states in which nothing is pending any more, in the order of their discovery.
  public var endings: [Ending] = []
  /// The probability of all that was not followed to its end: what is missing of the endings' sum.
  public var residual = 0.0
  /// For each milestone the mean time in nanoseconds until it is first reached, or until the end; without
  /// that of the residual. `nil` if a mean has no closed form.
  public var meanTimes: [Double?] = []
  /// How many states were told apart, with what is in flight.
  public var states = 0
  /// Whether finitely many delays stood for continuous ones.
  public var isApproximate = false

  @inlinable
  init() {}

  /// One state at the end.
  public struct Ending: Hashable, Sendable {
    public let state: State
    public let probability: Double

    @inlinable
    init(state: State, probability: Double) {
      self.state = state
      self.probability = probability
    }
  }
}

/// What an exploration may use.
public struct ExplorationLimits: Hashable, Sendable {
  /// The most states that are told apart.
  public var states = 1_000_000
  /// Ways whose probability is below this are not followed; what they hold is the residual.
  public var leastProbability = 1e-200
  /// How many delays stand for a continuous distribution that other events race with; `nil` for none.
  public var discretisation: Int?

  public init() {}
}

/// Why a system cannot be explored, nor searched by an adversary.
public enum ExplorationProblem: Error, Hashable, Sendable {
  /// There are more states than allowed.
  case states(limit: Int)
  /// A delay has infinitely many values, and others are pending with which it races.
  case continuousDelay(ChoicePoint, Latency)
  /// A handler decided by a delay that it drew, or kept it in its state.
  case dependsOnDelay(ChoicePoint)
  /// A handler that was run again with the same state and the same answers asked for something else here:
  /// what it does depends on more than its state, which hides a reference, or on something global.
  case notRepeatable(ChoicePoint)
}
