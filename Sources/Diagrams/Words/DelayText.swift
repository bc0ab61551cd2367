import Simulation

/// Times for the eye: "20 ms", "223.417 ms", "1.5 s".
///
/// Rounded to the microsecond from 10 µs up, as finer digits only hide the coarse ones; below that
/// exact to the nanosecond. The digits come from integers, so they are the same everywhere.
package enum DelayText {
  /// A length of time with its unit: milliseconds below one second, seconds from there on.
  package static func text(_ delay: Delay) -> String {
    let nanoseconds = rounded(delay.nanoseconds)
    if nanoseconds < 1_000_000_000 {
      return quotient(nanoseconds, by: 1_000_000, decimals: 6) + " ms"
    }
    return quotient(nanoseconds, by: 1_000_000_000, decimals: 9) + " s"
  }

  /// The time since the start of the trial.
  package static func text(_ instant: Instant) -> String {
    text(instant.sinceStart)
  }

  private static func rounded(_ nanoseconds: Int64) -> Int64 {
    nanoseconds < 10_000 ? nanoseconds : (nanoseconds + 500) / 1_000 * 1_000
  }

  /// A quotient without the zeros at its end; `unit` is 10 to the power of `decimals`.
  private static func quotient(_ value: Int64, by unit: Int64, decimals: Int) -> String {
    let whole = String(value / unit)
    let digits = String(value % unit)
    var fraction = String(repeating: "0", count: decimals - digits.count) + digits
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? whole : whole + "." + fraction
  }
}
