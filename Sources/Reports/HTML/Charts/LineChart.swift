import Diagrams

/// Some numbers over one other: a line each, told apart by its dashes as well as its colour.
struct LineChart {
  /// The title, which is also the first part of the description.
  let title: String
  /// The quantity on the horizontal axis, with its unit.
  let across: String
  /// The lines, in the order of the strategies.
  let lines: [Line]
  /// A Boolean value that indicates whether the numbers are shares.
  var isShare = false
  /// A Boolean value that indicates whether the horizontal axis begins at zero, as time does.
  var beginsAtZero = false
  /// The words for some places across; round numbers if there are none.
  var words: [(across: Double, text: String)] = []
  /// The least that the upper end of the scale is; so several charts may have the same.
  var top: Double?

  /// One line.
  struct Line {
    /// The name of the line, in the legend.
    let name: String
    /// The points, from left to right.
    let points: [Point]
  }

  /// A place on a line, perhaps with an interval.
  struct Point {
    /// The place on the horizontal axis.
    let across: Double
    let value: Double
    /// The lower end of the interval; `nil` for an exact value.
    var low: Double?
    /// The upper end of the interval; `nil` for an exact value.
    var high: Double?
    /// The value as it is written elsewhere, if it is.
    var text: String?
  }

  /// The height of the field between the axes, in pixels.
  private static let height = 150.0

  /// As an image beside a table of the same numbers.
  func image() -> Markup {
    let drawing = drawing()
    return ChartFrame(title: title, description: description + " The table has all numbers.")
      .image(height: drawing.height, drawing.content)
  }

  /// The content of the image, and its height.
  func drawing() -> (content: [Markup], height: Double) {
    var content: [Markup] = []
    var y = 2.0
    for (index, line) in lines.enumerated() {
      y += 15
      content += LineStyle(index).sample(y: y - 4)
      content.append(
        ChartFrame.words(SVGText.cut(line.name, columns: 40), x: 42, y: y))
    }
    y += 16
    let points = lines.flatMap(\.points)
    let vertical = ChartScale(
      points.flatMap { [$0.value, $0.high ?? $0.value] } + [top ?? 0], from: y + LineChart.height,
      to: y, isRounded: true)
    let labels = vertical.ticks.map { vertical.text(of: $0, isShare: isShare) }
    let left = Double(labels.map(\.count).max() ?? 0) * 6.6 + 6
    for (tick, label) in zip(vertical.ticks, labels) {
      let place = vertical.place(tick)
      content.append(ChartFrame.path("grid", [(left, place), (ChartFrame.width, place)]))
      content.append(ChartFrame.words(label, x: left - 6, y: place + 4, "small faint end"))
    }
    let horizontal = ChartScale(
      points.map(\.across), from: left, to: ChartFrame.width - 6, hasZero: beginsAtZero)
    content += axis(horizontal, y + LineChart.height)
    for (index, line) in lines.enumerated() {
      content += draw(line, index, horizontal, vertical)
    }
    return (content, y + LineChart.height + 36)
  }

  /// The band of the intervals, the line, and its marks, in the order in which they cover each
  /// other.
  private func draw(
    _ line: Line, _ index: Int, _ horizontal: ChartScale, _ vertical: ChartScale
  ) -> [Markup] {
    let style = LineStyle(index)
    func x(_ point: Point) -> Double { horizontal.place(point.across) }
    var content: [Markup] = []
    let bounded = line.points.filter { $0.low != nil && $0.high != nil }
    if bounded.count > 1 {
      let upper = bounded.map { (x($0), vertical.place($0.high ?? $0.value)) }
      let lower = bounded.reversed().map { (x($0), vertical.place($0.low ?? $0.value)) }
      content.append(ChartFrame.path("band \(style.kind)", upper + lower))
    } else if let point = bounded.first, let low = point.low, let high = point.high, low < high {
      content.append(
        ChartFrame.path(
          "line \(style.kind)", [low, high].map { (x(point), vertical.place($0)) }))
    }
    content.append(
      ChartFrame.path(
        "line \(style.kind)", line.points.map { (x($0), vertical.place($0.value)) }))
    // A mark here and there: every point of a short line, some of a long one.
    let every = max(line.points.count / 8, 1)
    for (number, point) in line.points.enumerated()
    where (number + index) % every == 0 || line.points.count < 12 {
      content += style.mark(x: x(point), y: vertical.place(point.value))
    }
    return content
  }

  /// The horizontal axis with as many labels as are clear of each other.
  private func axis(_ scale: ChartScale, _ y: Double) -> [Markup] {
    var content = [ChartFrame.path("axis", [(scale.start, y), (ChartFrame.width, y)])]
    let places =
      words.isEmpty
      ? scale.ticks.map { ($0, scale.text(of: $0, isShare: false)) }
      : words.map { ($0.across, SVGText.cut($0.text, columns: longestWord)) }
    for label in AxisLabels(places.map { (scale.place($0), $1) }).labels {
      content.append(ChartFrame.path("axis", [(label.place, y), (label.place, y + 4)]))
      content.append(ChartFrame.words(label.text, x: label.center, y: y + 16, "small faint middle"))
    }
    content.append(
      ChartFrame.words(
        SVGText.cut(across, columns: 48), x: ChartFrame.width, y: y + 31, "small faint end"))
    return content
  }

  /// The maximum number of columns of a word below the axis: the number that leaves room for all words, if it
  /// is enough to tell them apart.
  private var longestWord: Int {
    max(Int((ChartFrame.width / Double(words.count) - 10) / 7.2), 12)
  }

  /// The description for readers who cannot see the chart.
  var description: String {
    let sentences = lines.map { line in
      guard let first = line.points.first, let last = line.points.last,
        let most = line.points.max(by: { $0.value < $1.value })
      else { return "\(line.name): nothing." }
      return
        "\(line.name): begins at \(text(first)), is at most \(text(most)), and ends "
        + "at \(text(last))."
    }
    let places =
      words.isEmpty || words.count > 12
      ? "" : ", at " + words.map(\.text).joined(separator: ", ")
    return "Lines across \(across)\(places). " + sentences.joined(separator: " ")
  }

  /// The value of a point as the page writes it elsewhere.
  private func text(_ point: Point) -> String {
    if let text = point.text { return text }
    return isShare
      ? EstimateText(exactShare: .exactly(point.value)).value
      : EstimateText(number: .exactly(point.value)).value
  }
}

/// The look of a line in a chart. Its dashes and marks, as well as its color, tell it from the others.
struct LineStyle {
  /// The class of its strokes and fills.
  let kind: String
  /// The number of the shape of its marks.
  private let shape: Int

  /// - Parameter index: the index of the line in its chart, below `count`.
  init(_ index: Int) {
    precondition(index < LineStyle.count, "each line looks unlike all others")
    kind = LineStyle.kinds[index]
    shape = index
  }

  /// The number of lines that can be told apart.
  static let count = kinds.count

  /// The classes of the style sheet, one for each look.
  private static let kinds = ["first", "harm", "second", "third", "other"]

  /// A short piece of the line, for a legend.
  func sample(y: Double) -> [Markup] {
    [ChartFrame.path("line \(kind)", [(0, y), (34, y)])] + mark(x: 17, y: y)
  }

  /// A sign on the line, of a shape of its own.
  func mark(x: Double, y: Double) -> [Markup] {
    let kind = kind + " mark"
    return switch shape {
    case 0:
      [
        Markup(
          "circle", ["class": kind, "cx": ChartFrame.text(x), "cy": ChartFrame.text(y), "r": "3"])
      ]
    case 1: [ChartFrame.rectangle(kind, x: x - 3, y: y - 3, width: 6, height: 6)]
    case 2: [ChartFrame.path(kind, [(x - 4, y + 3), (x, y - 4), (x + 4, y + 3)])]
    case 3: [ChartFrame.path(kind, [(x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)])]
    default: [ChartFrame.path(kind, [(x - 4, y - 3), (x, y + 4), (x + 4, y - 3)])]
    }
  }
}
