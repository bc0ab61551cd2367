import Statistics
import Study
import Text

/// A share for whoever thinks in cases: "one operation in 68".
struct OneIn {
  let measurement: MeasureEstimate
  let result: StrategyResult

  /// How many cases there are to one, to as many digits as one takes in; `nil` where the share is 0, was never
  /// seen, or is so large that a percentage says it better.
  var cases: String? {
    let share = measurement.estimate.value
    guard share > 0, share <= 0.2, measurement.count != 0, 1 / share < 1e15 else { return nil }
    var unit = 1.0
    while 1 / share >= unit * 100 { unit *= 10 }
    let cases = (1 / share / unit).rounded() * unit
    return NumberText.grouped(UInt64(cases))
  }

  /// "one operation in 68 (1.46%)", or "25% of all operations".
  func text(_ noun: String) -> String {
    let value = EstimateText(measurement, of: result).value
    if let cases { return "one \(noun) in \(cases) (\(value))" }
    if value.hasPrefix("<") {
      return "less than \(value.dropFirst()) of all \(noun)s (none was seen)"
    }
    if value.hasPrefix(">") { return "more than \(value.dropFirst()) of all \(noun)s" }
    return measurement.estimate.high == 0 ? "no \(noun)" : "\(value) of all \(noun)s"
  }
}
