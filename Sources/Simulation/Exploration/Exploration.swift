/// The endings of a system with their probabilities.
///
/// It holds the state of each ending, or a value that was computed from the state.
public struct Exploration<State: Hashable & Sendable>: Sendable {
  /// The states in which nothing is pending any more, in the order of their discovery.
  public var endings: [Ending] = []
  /// The probability of the paths that were not followed to their end, between 0 and 1.
  public var residual = 0.0
  /// For each milestone the mean time until it is first reached, or until the end, in nanoseconds. The residual does not
  /// count. `nil` if a mean has no closed form.
  public var meanTimes: [Double?] = []
  /// For each reward its mean sum along a path.
  public var meanRewards = [Double](repeating: 0, count: Rewards.count)
  /// The greatest sum of reward 0 along a path; `nil` if there is none, since a loop adds to it.
  public var greatestReward: UInt64? = 0
  /// The number of different states, counted with the events that are pending in them.
  public var states = 0
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  public var isApproximate = false

  @inlinable
  init() {}

  /// One ending.
  public struct Ending: Hashable, Sendable {
    /// The state.
    public let state: State
    /// The probability, in 0 ... 1.
    public let probability: Double

    /// An ending with its probability.
    @inlinable
    init(state: State, probability: Double) {
      self.state = state
      self.probability = probability
    }
  }
}
