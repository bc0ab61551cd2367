/// A course of events, as the ways that its decisions take, in their order.
public struct Tape: Hashable, Sendable {
  /// The decisions that have several ways, each with the one that it takes.
  public var decisions: [Decision] = []

  @inlinable
  public init() {}

  /// One decision.
  @frozen
  public struct Decision: Hashable, Sendable {
    /// Which way it takes, counted from 0: of a chance 1 is that it happens; of a latency its values are
    /// numbered from the shortest.
    public var way: Int
    /// How many there are.
    public let ways: Int

    @inlinable
    public init(way: Int, ways: Int) {
      self.way = way
      self.ways = ways
    }
  }
}
