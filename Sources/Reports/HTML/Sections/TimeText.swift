import EndToEnd
import Statistics
import Study
import Text

extension PageReport {
  /// A time for a reader: three digits are enough of seconds.
  func timeText(_ measurement: MeasureEstimate, _ result: StrategyResult) -> String {
    let value = measurement.estimate.value
    if value >= 1_000 { return NumberText.significant(value / 1_000, digits: 3) + " s" }
    return EstimateText(measurement, of: result).value + " ms"
  }
}
