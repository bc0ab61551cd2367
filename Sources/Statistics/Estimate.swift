/// A quantity that was estimated, with its 95 % interval.
public struct Estimate: Hashable, Sendable {
  public let value: Double
  /// The interval's lower end; 0 or −∞ where nothing bounds it.
  public let low: Double
  /// The interval's upper end; +∞ where nothing bounds it.
  public let high: Double

  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// A quantity that is known: its interval is itself.
  public static func exactly(_ value: Double) -> Estimate {
    Estimate(value: value, low: value, high: value)
  }
}
