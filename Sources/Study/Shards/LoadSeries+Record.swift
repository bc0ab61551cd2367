import EndToEnd
import Simulation

extension LoadSeries {
  func add(to record: inout CountRecord) {
    record.add(
      "series",
      [[binWidth.nanoseconds.description, runs.description, (workers ?? 0).description]])
    record.add("series_bins", bins.map { $0.numbers.map(\.description) })
  }

  init(_ record: CountRecord) throws(CountRecordError) {
    let row = try record.row("series", columns: 3)
    let width: Int64 = try row.number(0)
    let workers: UInt32 = try row.number(2)
    guard width > 0, width <= Delay.longest.nanoseconds else {
      throw CountRecordError("\(width) is no width for 'series'")
    }
    var bins: [LoadRecord.Totals] = []
    for row in try record.rows("series_bins", columns: 13) {
      var numbers: [UInt64] = []
      for column in 0..<13 { numbers.append(try row.number(column)) }
      bins.append(LoadRecord.Totals(numbers))
    }
    if bins.count != LoadRecord.binCount {
      throw CountRecordError("'series_bins' does not have \(LoadRecord.binCount) rows")
    }
    for bin in bins where bin.begun > CountRecord.mostTrials {
      throw CountRecord.contradiction("series_bins")
    }
    self.init(
      bins: bins, binWidth: .nanoseconds(width), runs: try row.number(1),
      workers: workers == 0 ? nil : workers)
  }
}
