/// An estimate of a quantity, with its 95 % interval.
public struct Estimate: Hashable, Sendable {
  /// The value.
  public let value: Double
  /// The interval's lower end; 0 or −∞ where nothing bounds it.
  public let low: Double
  /// The interval's upper end; +∞ where nothing bounds it.
  public let high: Double

  /// Creates a value from its parts.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// Returns a known quantity, whose interval has no length.
  public static func exactly(_ value: Double) -> Estimate {
    Estimate(value: value, low: value, high: value)
  }
}

/// A count as a part of a total, with the interval of Clopper and Pearson.
public struct Share: Hashable, Sendable {
  /// The number of observations.
  public let count: UInt64
  /// The total; at least 1.
  public let total: UInt64
  /// The share, with its 95% interval.
  public let estimate: Estimate

  /// Creates a value from its parts.
  public init(count: UInt64, of total: UInt64) {
    self.count = count
    self.total = total
    estimate = ClopperPearson.interval(count: count, of: total)
  }
}
