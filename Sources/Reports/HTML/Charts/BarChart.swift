import Diagrams

/// One number of several strategies: a bar each, with its interval.
struct BarChart {
  let title: String
  let bars: [Bar]

  /// One bar.
  struct Bar {
    let name: String
    /// The number as text, with the same digits as in every other format.
    let text: EstimateText
    let value: Double
    let low: Double
    let high: Double
    /// A Boolean value that indicates whether the event was never observed, so that only an
    /// upper bound is known.
    var isBound: Bool { text.value.hasPrefix("<") }
  }

  func image() -> Markup {
    let width = ChartFrame.width
    let scale = ChartScale(bars.flatMap { [$0.value, $0.low, $0.high] }, from: 1, to: width - 1)
    var content: [Markup] = []
    var y = 4.0
    for bar in bars {
      y += 14
      let text = bar.text.whole
      let room = Int(width / 7.4) - SVGText.columns(text) - 1
      content.append(ChartFrame.words(SVGText.cut(bar.name, columns: max(room, 6)), x: 0, y: y))
      content.append(ChartFrame.words(text, x: width, y: y, "end"))
      y += 5
      content += draw(bar, scale, y)
      y += 19
    }
    return ChartFrame(title: title, description: description).image(height: y, content)
  }

  private func draw(_ bar: Bar, _ scale: ChartScale, _ y: Double) -> [Markup] {
    let zero = scale.place(0)
    let (low, high) = (scale.place(bar.low), scale.place(bar.high))
    var content = [
      ChartFrame.path("axis", [(0, y + 12.5), (ChartFrame.width, y + 12.5)])
    ]
    if bar.isBound {
      content.append(
        ChartFrame.rectangle("bound", x: zero, y: y, width: max(high - zero, 2), height: 12))
      return content
    }
    let end = scale.place(bar.value)
    content.append(
      ChartFrame.rectangle("bar", x: min(zero, end), y: y, width: abs(end - zero), height: 12))
    if high - low >= 1 {
      // A halo keeps the interval apart from the bar that it lies on.
      for kind in ["halo", "whisker"] {
        content.append(ChartFrame.path(kind, [(low, y + 6), (high, y + 6)]))
        content.append(ChartFrame.path(kind, [(low, y + 2), (low, y + 10)]))
        content.append(ChartFrame.path(kind, [(high, y + 2), (high, y + 10)]))
      }
    }
    return content
  }

  private var description: String {
    "A bar for each strategy. "
      + bars.map { "\($0.name): \($0.text.whole)." }.joined(separator: " ")
  }
}

extension EstimateText {
  /// The value with its interval, in one line.
  var whole: String { interval.isEmpty ? value : "\(value) (\(interval))" }
}
