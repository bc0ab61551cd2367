import Simulation

/// Lengths of time with more rules than a `Quantity` has.
enum Duration {
  static func positive(_ value: Value) throws(QuantityProblem) -> Delay {
    let delay = try Quantity.delay(value)
    if delay == .zero { throw QuantityProblem(requirement: "must be longer than 0 s") }
    return delay
  }

  /// A length that must not be zero, or `nil` for "none".
  static func positiveOrNone(_ value: Value) throws(QuantityProblem) -> Delay? {
    if case .string("none") = value { return nil }
    return try positive(value)
  }

  /// A length, or the longest that there is for "none".
  static func orLongest(_ value: Value) throws(QuantityProblem) -> Delay {
    if case .string("none") = value { return .longest }
    return try Quantity.delay(value)
  }
}
