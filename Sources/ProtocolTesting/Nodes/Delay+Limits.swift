import Simulation

/// Delays as a test or a handler writes them. One that cannot be, for example a negative one, keeps its value, so that the
/// check can throw an error that names the node and the timer. The functions of `Simulation` trap instead.
///
/// They take the place of those in a file that imports `ProtocolTesting` alone.
extension Delay {
  /// A delay of whole nanoseconds.
  ///
  /// A check throws a ``ProtocolTestError`` if a delay is negative or longer than 100 years.
  @_disfavoredOverload
  public static func nanoseconds(_ nanoseconds: Int64) -> Delay { unchecked(nanoseconds, times: 1) }

  /// A delay of whole microseconds. See ``nanoseconds(_:)`` for the range.
  @_disfavoredOverload
  public static func microseconds(_ microseconds: Int64) -> Delay {
    unchecked(microseconds, times: 1_000)
  }

  /// A delay of whole milliseconds. See ``nanoseconds(_:)`` for the range.
  @_disfavoredOverload
  public static func milliseconds(_ milliseconds: Int64) -> Delay {
    unchecked(milliseconds, times: 1_000_000)
  }

  /// A delay of whole seconds. See ``nanoseconds(_:)`` for the range.
  @_disfavoredOverload
  public static func seconds(_ seconds: Int64) -> Delay { unchecked(seconds, times: 1_000_000_000) }

  /// The reason why there is no such delay; `nil` if there is one.
  var impossibility: String? {
    if nanoseconds < 0 { return "-" + DelayLabel.text(.nanoseconds(-nanoseconds)) + " is negative" }
    return self > .longest ? "it is longer than 100 years" : nil
  }

  /// A sum of two delays that cannot be does not overflow.
  private static func unchecked(_ count: Int64, times unit: Int64) -> Delay {
    let bounds = -Delay.longest.nanoseconds...Delay.longest.nanoseconds + 1
    let (product, isTooMuch) = count.multipliedReportingOverflow(by: unit)
    let nanoseconds =
      isTooMuch
      ? (count < 0 ? bounds.lowerBound : bounds.upperBound)
      : min(max(product, bounds.lowerBound), bounds.upperBound)
    return Delay(unchecked: nanoseconds)
  }
}

extension Latency {
  /// The reason why it may have a delay that cannot be; `nil` if all are possible.
  var impossibility: String? {
    switch self {
    case .constant(let delay), .exponential(let delay), .lognormal(let delay, _),
      .pareto(let delay, _), .weibull(let delay, _):
      delay.impossibility
    case .uniform(let from, let to):
      from.impossibility ?? to.impossibility
        ?? (from > to ? "its range ends before it begins" : nil)
    case .percentiles: nil
    case .empirical(let values):
      values.elements.lazy.compactMap { $0.element.impossibility }.first
    case .mixture(let parts):
      parts.elements.lazy.compactMap { $0.element.impossibility }.first
    }
  }
}
