/// Amounts from one to another, in equal steps or by a factor.
///
/// The last value must be the end of the range. A step that misses it is an error, since a user
/// who asks for 0% to 20% expects a point at 20%.
struct VariedRange {
  /// The name of the variation, for messages.
  private let name: String
  private let first: Amount
  private let last: Amount
  /// The way from one value to the next.
  private let step: Step

  /// The two ways from one value to the next.
  private enum Step {
    /// Adds an amount, which has the unit of the ends.
    case sum(Amount)
    /// Multiplies by a factor above 1.
    case factor(Double)
  }

  /// The error for a range with more values than are allowed.
  static func tooMany(_ name: String, limit: Int) -> VariationError {
    VariationError(
      message:
        "\(name): more than \(limit) values; take a longer step, or allow more with --limit-points")
  }

  /// - Parameter rest: what stands behind the dots: `20%:1%` or `1s:x10`.
  init(from: Substring, rest: Substring, of name: String) throws(VariationError) {
    self.name = name
    func problem(_ message: String) -> VariationError {
      VariationError(message: "\(name): \(message)")
    }
    func amount(_ text: Substring) throws(VariationError) -> Amount {
      if let amount = Amount(text) { return amount }
      throw problem(
        "'\(text)' is no number of at least 0 with the unit that the model has for it, for example 5% or 20ms"
      )
    }
    guard let colon = rest.lastIndex(of: ":") else {
      throw problem(
        "a range needs its step, for example 0%..20%:1%, or a factor, for example 1ms..1s:x10")
    }
    let stepText = rest[rest.index(after: colon)...]
    var first = try amount(from)
    let last = try amount(rest[..<colon])
    // 0 needs no unit.
    if first.isZero, first.unit == .one { first = Amount(first.digits, in: last.unit) }
    if first.unit != last.unit {
      throw problem("\(from) and \(rest[..<colon]) have different units")
    }
    self.first = first
    self.last = last
    let from = first.number ?? 0
    let to = last.number ?? 0
    if stepText.first == "x" || stepText.first == "×" {
      guard let factor = DecimalDigits(stepText.dropFirst())?.value(shiftedBy: 0), factor > 1,
        factor.isFinite
      else { throw problem("the factor must be a number above 1, for example x10") }
      if from == 0 { throw problem("no factor leads away from 0; begin above it") }
      step = .factor(factor)
    } else {
      if stepText.first == "-" {
        throw problem("the step must be above 0; list the values to go down")
      }
      let sum = try amount(stepText)
      if sum.isZero { throw problem("the step must be above 0") }
      if sum.unit != last.unit {
        throw problem("the step \(stepText) has another unit than the ends")
      }
      step = .sum(sum)
    }
    if from > to {
      throw problem(
        "\(first.text) is more than \(last.text); swap them, or list the values to go down")
    }
  }

  /// All amounts.
  func amounts(limit: Int) throws(VariationError) -> [Amount] {
    switch step {
    case .sum(let step): try amounts(by: step, limit: limit)
    case .factor(let factor): try amounts(by: factor, limit: limit)
    }
  }

  /// In whole numbers of a power of ten: 0.1 and 0.2 make 0.3.
  private func amounts(by step: Amount, limit: Int) throws(VariationError) -> [Amount] {
    for decimals in 0...15 {
      guard let from = first.digits.whole(shiftedBy: decimals),
        let to = last.digits.whole(shiftedBy: decimals),
        let by = step.digits.whole(shiftedBy: decimals), by > 0
      else { continue }
      let count = (to - from) / by
      if count >= Int64(limit) { throw VariedRange.tooMany(name, limit: limit) }
      let amounts = (0...count).compactMap { index in
        DecimalDigits("\(from + index * by)e-\(decimals)").map { Amount($0, in: first.unit) }
      }
      try check(amounts, reachLast: from + count * by == to)
      return amounts
    }
    throw VariationError(message: "\(name): the range has more than 15 decimals")
  }

  /// The amounts of a range that goes by a factor.
  ///
  /// Doubles are enough here: each amount is rounded to twelve digits, so that 0.1 times 10 is 1
  /// and not a neighbor of it.
  private func amounts(by factor: Double, limit: Int) throws(VariationError) -> [Amount] {
    let to = last.digits.value(shiftedBy: 0) ?? 0
    var amounts = [first]
    var value = first.digits.value(shiftedBy: 0) ?? 0
    while value * factor <= to * (1 + 1e-9) {
      value *= factor
      // What the factor's own rounding has added is cut off again.
      let rounded = first.unit == .time ? value.rounded() : VariedRange.twelveDigits(value)
      guard let digits = DecimalDigits("\(rounded)"[...]) else { break }
      if amounts.count == limit { throw VariedRange.tooMany(name, limit: limit) }
      amounts.append(Amount(digits, in: first.unit))
    }
    try check(amounts, reachLast: abs(value - to) <= to * 1e-9)
    return amounts
  }

  /// Checks that the last value is reached.
  private func check(_ amounts: [Amount], reachLast: Bool) throws(VariationError) {
    if reachLast { return }
    throw VariationError(
      message:
        "\(name): these steps go from \(amounts.last?.text ?? "") past \(last.text); end there, or "
        + "choose a step that reaches it")
  }

  /// A number rounded to twelve significant digits.
  private static func twelveDigits(_ value: Double) -> Double {
    var scale = 1.0
    while value * scale < 1e11 { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
