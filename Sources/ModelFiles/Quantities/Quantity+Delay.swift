import Simulation
import Text

/// Lengths of time with their units, and back again.
///
/// Virtual time is in whole nanoseconds. A length that has more decimals than that is an error,
/// and not rounded.
extension Quantity {
  /// A length of time: `"200 ms"`, `"1.5 s"`, `"24 h"`.
  package static func delay(_ value: Value) throws(QuantityError) -> Delay {
    let example = "\"200 ms\""
    let text: String
    switch value {
    case .string(let string): text = string
    case .number(let number) where number.value == 0: return .zero
    case .number: throw QuantityError(requirement: "needs a unit, for example \(example)")
    default: throw QuantityError(requirement: "must be a length of time, for example \(example)")
    }
    if text.hasPrefix("-") {
      throw QuantityError(requirement: "must not be negative, for example \(example)")
    }
    let number = text.prefix { $0.isASCII && ($0.isNumber || ".+-".contains($0)) }
    let name = text.dropFirst(number.count).drop { $0 == " " }
    guard let digits = DecimalDigits(number) else {
      throw QuantityError(requirement: "must be a length of time, for example \(example)")
    }
    if name.isEmpty { throw QuantityError(requirement: "needs a unit, for example \(example)") }
    if name.hasPrefix(",") {
      throw QuantityError(
        requirement: "must have a point before its decimals, for example \"2.5 s\"")
    }
    guard let unit = units.first(where: { $0.names.contains(String(name)) }) else {
      throw QuantityError(
        requirement: "needs one of the units ns, us, ms, s, min, h and d" + remedy(String(name)))
    }
    // Days, hours and minutes are no powers of ten: the digits are made whole first.
    for decimals in 0...14 {
      guard let whole = digits.whole(shiftedBy: decimals) else { continue }
      var scale: Int64 = 1
      for _ in 0..<decimals { scale *= 10 }
      let (product, overflow) = whole.multipliedReportingOverflow(by: unit.nanoseconds)
      if overflow || product / scale > Delay.longest.nanoseconds { break }
      if product % scale != 0 {
        throw QuantityError(requirement: "must be a whole number of nanoseconds")
      }
      return .nanoseconds(product / scale)
    }
    throw QuantityError(requirement: "must be at most 100 years and whole nanoseconds")
  }

  /// The text of a length, in the largest unit in which it is short, that reads back as the same.
  static func text(of delay: Delay) -> String {
    DelayText.exact(nanoseconds: delay.nanoseconds)
  }

  /// The unit that a user probably meant, as a question; empty if the word is no unit at all.
  private static func remedy(_ name: String) -> String {
    let meant: [String: String] = [
      "sec": "s", "secs": "s", "second": "s", "seconds": "s", "msec": "ms", "millis": "ms",
      "milliseconds": "ms", "minute": "min", "minutes": "min", "m": "min", "hour": "h",
      "hours": "h", "hr": "h", "day": "d", "days": "d", "usec": "us", "S": "s", "MS": "ms",
    ]
    return meant[name].map { " (did you mean \($0)?)" } ?? ""
  }

  /// From the shortest to the longest, each with the name that is written first.
  private static let units: [(names: [String], nanoseconds: Int64)] = [
    (["ns"], 1), (["us", "µs", "μs"], 1_000), (["ms"], 1_000_000), (["s"], 1_000_000_000),
    (["min"], 60_000_000_000), (["h"], 3_600_000_000_000), (["d"], 86_400_000_000_000),
  ]
}

/// Lengths of time with further rules.
extension Quantity {
  /// Reads a length of time that is longer than 0 s.
  ///
  /// - Throws: if the value is no length of time, or is zero.
  package static func positiveDelay(_ value: Value) throws(QuantityError) -> Delay {
    let delay = try self.delay(value)
    if delay == .zero { throw QuantityError(requirement: "must be longer than 0 s") }
    return delay
  }

  /// A length that must not be zero, or `nil` for "none".
  static func positiveDelayOrNone(_ value: Value) throws(QuantityError) -> Delay? {
    if case .string("none") = value { return nil }
    return try positiveDelay(value)
  }

  /// A length, or the longest that there is for "none".
  static func delayOrLongest(_ value: Value) throws(QuantityError) -> Delay {
    if case .string("none") = value { return .longest }
    return try delay(value)
  }
}
