import Statistics
import Study
import Text

extension LoadSeries {
  /// The series for a terminal of 80 columns: a line a quantity.
  func text() -> String {
    var shown: [(name: String, quantity: Quantity)] = [
      ("offered/s", .offered), ("goodput/s", .goodput), ("requests/s", .requests),
      ("requests/op", .amplification),
    ]
    if workers != nil { shown += [("queue", .queue), ("wait (ms)", .wait)] }
    let seconds = Double(binWidth.nanoseconds) * Double(bins.count) / 1e9
    let width = shown.map(\.name.count).max() ?? 0
    let lines = shown.map { name, quantity in
      let values = bins.indices.map { value(quantity, in: $0) }
      let top = values.compactMap { $0 }.max() ?? 0
      return name.padded(to: width, .left) + " " + SparkLine.text(values) + " "
        + LoadSeries.rounded(top) + "\n"
    }
    let time =
      "0 s to \(LoadSeries.rounded(seconds)) s, a character is "
      + "\(LoadSeries.rounded(seconds / Double(bins.count))) s, and the number is the largest value:"
    return time + "\n" + lines.joined()
  }

  /// To three digits: the height of a line of blocks says no more.
  private static func rounded(_ value: Double) -> String {
    if value >= 100_000 { return NumberText.fixed(value / 1_000, decimals: 0) + "k" }
    let decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
    return NumberText.withoutZeros(NumberText.fixed(value, decimals: decimals))
  }
}
