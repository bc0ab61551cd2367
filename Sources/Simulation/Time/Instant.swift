/// A point in virtual time: whole nanoseconds since the start of a trial, up to 292 years.
public struct Instant: Hashable, Comparable, Sendable {
  /// The time since the start of the trial, in nanoseconds; never negative.
  public let nanoseconds: Int64

  /// An instant from its nanoseconds.
  @inlinable init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The start of a trial.
  @inlinable public static var start: Instant { Instant(nanoseconds: 0) }

  /// The last instant there is. A trial that reaches it is stopped with ``SimulationError/virtualTime(trial:)``.
  @inlinable public static var end: Instant { Instant(nanoseconds: .max) }

  /// Returns true if the first comes before the second.
  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The instant after a delay, or `end` if that comes first.
  @inlinable
  public static func + (instant: Instant, delay: Delay) -> Instant {
    let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(delay.nanoseconds)
    return overflow ? .end : Instant(nanoseconds: sum)
  }

  /// The time since the start of the trial; `Delay.longest` if it is more than 100 years.
  @inlinable
  public var sinceStart: Delay {
    Delay(unchecked: min(nanoseconds, Delay.longest.nanoseconds))
  }
}
