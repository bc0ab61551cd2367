import Diagrams
import Statistics
import Study

/// The time of an operation under each strategy: the median, the 99th percentile, and the mean.
///
/// The three have marks of different shapes: a circle, a bar across, and a diamond.
struct TimeChart {
  let results: [StrategyResult]

  func image() -> Markup {
    let width = ChartFrame.width
    let values = results.flatMap { result in
      TimeChart.measures.compactMap { result[$0.measure]?.estimate.value }
    }
    let scale = ChartScale(values, from: 6, to: width - 6)
    var content: [Markup] = []
    var left = 8.0
    for (measure, name) in TimeChart.measures
    where results.contains(where: { $0[measure] != nil }) {
      content += TimeChart.mark(measure, x: left, y: 12)
      content.append(ChartFrame.words(name, x: left + 10, y: 16))
      left += 24 + Double(name.count) * 7
    }
    var y = 22.0
    for result in results {
      y += 16
      let text = TimeChart.text(of: result)
      let room = Int(width / 7.4) - text.count - 1
      content.append(
        ChartFrame.words(SVGText.cut(result.strategy, columns: max(room, 6)), x: 0, y: y))
      content.append(ChartFrame.words(text, x: width, y: y, "end"))
      y += 14
      content += draw(result, scale, y)
      y += 10
    }
    y += 6
    content.append(ChartFrame.path("axis", [(scale.start, y), (scale.end, y)]))
    for (index, tick) in scale.ticks.enumerated() {
      let x = scale.place(tick)
      content.append(ChartFrame.path("axis", [(x, y), (x, y + 4)]))
      let words = scale.text(of: tick, isShare: false)
      let half = Double(words.count) * 3.2
      if index == 0 || x + half <= width {
        content.append(
          index == 0
            ? ChartFrame.words(words, x: 0, y: y + 16, "small faint")
            : ChartFrame.words(words, x: x, y: y + 16, "small faint middle"))
      }
    }
    return ChartFrame(
      title: "Time to the client's decision, in milliseconds", description: description
    )
    .image(height: y + 20, content)
  }

  private static let measures: [(measure: Measure, name: String)] = [
    (.timeMedian, "median"), (.timeMean, "mean"), (.timePercentile99, "99th percentile"),
  ]

  private func draw(_ result: StrategyResult, _ scale: ChartScale, _ y: Double) -> [Markup] {
    func place(_ measure: Measure) -> Double? {
      result[measure].map { scale.place($0.estimate.value) }
    }
    var content = [ChartFrame.path("grid", [(scale.start, y), (scale.end, y)])]
    if let median = place(.timeMedian), let last = place(.timePercentile99) {
      content.append(
        ChartFrame.rectangle("bar", x: median, y: y - 1.5, width: last - median, height: 3))
    }
    for (measure, _) in TimeChart.measures {
      if let x = place(measure) { content += TimeChart.mark(measure, x: x, y: y) }
    }
    return content
  }

  private static func mark(_ measure: Measure, x: Double, y: Double) -> [Markup] {
    switch measure {
    case .timeMedian:
      [
        Markup(
          "circle",
          ["class": "bar", "cx": ChartFrame.text(x), "cy": ChartFrame.text(y), "r": "4.5"])
      ]
    case .timeMean:
      [ChartFrame.path("bar", [(x, y - 6), (x + 5, y), (x, y + 6), (x - 5, y), (x, y - 6)])]
    default: [ChartFrame.rectangle("bar", x: x - 1.5, y: y - 7, width: 3, height: 14)]
    }
  }

  /// The median and the percentile, or the mean where no others are known.
  private static func text(of result: StrategyResult) -> String {
    func text(_ measure: Measure) -> String? {
      result[measure].map { EstimateText($0, of: result).value }
    }
    if let median = text(.timeMedian), let last = text(.timePercentile99) {
      return "\(median) to \(last) ms"
    }
    return text(.timeMean).map { "\($0) ms" } ?? ""
  }

  private var description: String {
    results.map { result in
      let parts = TimeChart.measures.compactMap { measure, name in
        result[measure].map { "\(name) \(EstimateText($0, of: result).whole)" }
      }
      return "\(result.strategy): \(parts.joined(separator: ", "))."
    }.joined(separator: " ")
  }
}
