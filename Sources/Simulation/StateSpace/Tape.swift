/// A path through a system, as the branches that its decisions take, in their order.
public struct Tape: Hashable, Sendable {
  /// The decisions that have several branches, each with the one that it takes.
  public var decisions: [Decision] = []

  /// Creates a value with the default of every property.
  @inlinable
  public init() {}

  /// One decision.
  public struct Decision: Hashable, Sendable {
    /// The branch that the decision takes, from 0. Branch 1 of a chance is that it happens; the branches of a latency
    /// are its values, from the shortest.
    public var branch: Int
    /// The number of branches; at least 2.
    public let branches: Int

    /// Creates a value from its parts.
    @inlinable
    public init(branch: Int, branches: Int) {
      self.branch = branch
      self.branches = branches
    }
  }
}
