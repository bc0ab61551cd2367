/// A part of some operations that were counted, with the interval of Clopper and Pearson.
public struct Share: Hashable, Sendable {
  public let count: UInt64
  /// What it is a part of; at least 1.
  public let total: UInt64
  public let estimate: Estimate

  public init(count: UInt64, of total: UInt64) {
    self.count = count
    self.total = total
    estimate = ClopperPearson.interval(count: count, of: total)
  }
}
