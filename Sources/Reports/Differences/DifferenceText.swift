import Statistics
import Study
import Text

/// The text of a difference, with its sign and as many digits as its interval justifies.
struct DifferenceText {
  /// The difference with its sign.
  let value: String
  /// The margin to either side, for example "±0.05"; empty for an exact value.
  let margin: String

  /// Writes a difference; a dash if there is none.
  init(_ difference: Difference?) {
    guard let difference else {
      value = ""
      margin = ""
      return
    }
    let isShare = difference.measure.isProbability
    let scale = isShare ? 100.0 : 1.0
    let number = difference.estimate.value * scale
    let unit = isShare ? "%" : ""
    // To the farther end: the interval shown holds what the true one holds.
    let reach =
      max(
        difference.estimate.high - difference.estimate.value,
        difference.estimate.value - difference.estimate.low) * scale
    if !reach.isFinite || max(abs(number), reach) >= 1e12 {
      value = DifferenceText.signed(NumberText.shortest(abs(number)), number) + unit
      margin = reach.isFinite ? "±\(NumberText.shortest(reach))" : "±?"
    } else if reach <= abs(number) * 1e-6 {
      value = DifferenceText.signed(DifferenceText.known(abs(number)), number) + unit
      margin = ""
    } else {
      let decimals = min(NumberText.decimals(toResolve: reach), 12)
      let digits = NumberText.fixed(abs(number), decimals: decimals)
      value = (number == 0 ? "0" : DifferenceText.signed(digits, number)) + unit
      margin = "±" + NumberText.fixed(reach, decimals: decimals, .up)
    }
  }

  /// The value with its margin.
  var full: String { margin.isEmpty ? value : "\(value) (\(margin))" }

  /// Three digits of a number that is known.
  private static func known(_ number: Double) -> String {
    if number == 0 { return "0" }
    if number < 1e-6 { return NumberText.scientific(number) }
    return NumberText.withoutZeros(
      NumberText.fixed(number, decimals: NumberText.decimals(toResolve: number / 100)))
  }

  /// A number with its sign; without one if nothing but zeros is left of it.
  private static func signed(_ digits: String, _ number: Double) -> String {
    let isNothing = digits.allSatisfy { $0 == "0" || $0 == "." }
    return isNothing ? digits : (number < 0 ? "−" : "+") + digits
  }
}
