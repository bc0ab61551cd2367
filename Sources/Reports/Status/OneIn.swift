import Statistics
import Study
import Text

/// A share as a number of cases: "one operation in 68".
struct OneIn {
  /// The share.
  let measurement: MeasureEstimate
  /// The strategy's result, for the number of trials.
  let result: StrategyResult

  /// The number of cases for each one, to two digits; `nil` if the share is 0, was never observed, or is so
  /// large that a percentage says it better.
  var cases: String? {
    let share = measurement.estimate.value
    guard share > 0, share <= 0.2, measurement.count != 0, 1 / share < 1e15 else { return nil }
    var unit = 1.0
    while 1 / share >= unit * 100 { unit *= 10 }
    let cases = (1 / share / unit).rounded() * unit
    return NumberText.grouped(UInt64(cases))
  }
}
