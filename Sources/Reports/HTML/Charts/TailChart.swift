import Diagrams
import Simulation
import Statistics
import Study
import Text

/// The share of operations that take longer than any time, as a line for each strategy: where the line
/// falls, operations end.
///
/// Both scales are logarithmic. What matters are the few that take long: on a linear scale a line that falls to
/// one in a hundred and one that falls to one in a million are the same.
struct TailChart {
  private let lines: [Line]
  private let across: TimeScale
  /// The scale ends at one in ten to the power of this.
  private let decades: Int

  private struct Line {
    let tail: TimeTail
    /// Each length that came, and the share of the operations that take longer.
    let steps: [(nanoseconds: Double, share: Double)]
  }

  private static let height = 190.0

  /// The charts of some tails, all of one scale: as many as it takes to tell the lines apart.
  ///
  /// - Returns: none if no operation takes any time.
  static func charts(_ tails: [TimeTail]) -> [TailChart] {
    let lines = tails.map { Line(tail: $0, steps: steps(of: $0.times)) }
    guard let decades = tails.map({ decades(of: $0.times.count) }).min(),
      let span = span(of: lines, to: decades)
    else { return [] }
    return stride(from: 0, to: lines.count, by: LineStyle.count).map { start in
      let shown = lines[start..<min(start + LineStyle.count, lines.count)]
      return TailChart(lines: Array(shown), across: span, decades: decades)
    }
  }

  /// The times that stand below the chart.
  var ticks: [Delay] { across.ticks }

  /// The largest power of ten by which the operations can be divided and leave ten or more.
  private static func decades(of count: UInt64) -> Int {
    var decades = 0
    var rest = count / 100
    while rest > 0 {
      decades += 1
      rest /= 10
    }
    return max(decades, 1)
  }

  private static func steps(of times: TimeHistogram) -> [(nanoseconds: Double, share: Double)] {
    var rest = times.count
    return times.steps.map { nanoseconds, count in
      rest -= count
      return (nanoseconds, Double(rest) / Double(times.count))
    }
  }

  /// From where the first operations in a hundred have ended to where the scale of shares does.
  private static func span(of lines: [Line], to decades: Int) -> TimeScale? {
    let floor = least(decades)
    let first = lines.compactMap { line in
      line.steps.first { $0.nanoseconds > 0 && $0.share < 0.99 }?.nanoseconds
    }
    let last = lines.compactMap { line in line.steps.first { $0.share < floor }?.nanoseconds }
    guard let low = first.min(), let high = last.max(), high >= low else { return nil }
    return TimeScale(from: low, to: high)
  }

  private static func least(_ decades: Int) -> Double {
    (0..<decades).reduce(1) { share, _ in share / 10 }
  }

  func image() -> Markup {
    var content: [Markup] = []
    var y = 2.0
    for (index, line) in lines.enumerated() {
      content += LineStyle(index).sample(y: y + 11)
      let names = line.tail.strategies.joined(separator: ", ")
      for words in SVGText.lines(names, columns: 40) {
        y += 15
        content.append(ChartFrame.words(words, x: 42, y: y))
      }
    }
    y += 16
    let labels = (0...decades).map { decade in
      NumberText.withoutZeros(
        NumberText.fixed(TailChart.least(decade) * 100, decimals: max(decade - 2, 0))) + "%"
    }
    let left = Double(labels.map(\.count).max() ?? 0) * 6.6 + 10
    for (decade, label) in labels.enumerated() {
      let place = y + TailChart.height * Double(decade) / Double(decades)
      content.append(ChartFrame.path("grid", [(left, place), (ChartFrame.width, place)]))
      content.append(ChartFrame.words(label, x: left - 6, y: place + 4, "small faint end"))
    }
    content += axis(from: left, y + TailChart.height)
    for (index, line) in lines.enumerated() { content += draw(line, index, from: left, top: y) }
    return ChartFrame(title: "Share of the operations that take longer", description: description)
      .image(height: y + TailChart.height + 36, content)
  }

  private func axis(from left: Double, _ y: Double) -> [Markup] {
    var content = [ChartFrame.path("axis", [(left, y), (ChartFrame.width, y)])]
    func labels(_ ticks: [Delay]) -> [AxisLabels.Label] {
      AxisLabels(ticks.map { (x(Double($0.nanoseconds), from: left), TimeScale.text($0)) }).labels
    }
    for tick in ticks {
      let place = x(Double(tick.nanoseconds), from: left)
      content.append(ChartFrame.path("axis", [(place, y), (place, y + 4)]))
    }
    let all = labels(ticks)
    for label in all.count == ticks.count ? all : labels(TimeScale.main(ticks)) {
      content.append(ChartFrame.words(label.text, x: label.center, y: y + 16, "small faint middle"))
    }
    content.append(
      ChartFrame.words(
        "longer than (logarithmic)", x: ChartFrame.width, y: y + 31, "small faint end"))
    return content
  }

  private func x(_ nanoseconds: Double, from left: Double) -> Double {
    left + across.place(nanoseconds) * (ChartFrame.width - left)
  }

  private func draw(_ line: Line, _ index: Int, from left: Double, top: Double) -> [Markup] {
    let style = LineStyle(index)
    let drops = drops(of: line, from: left, top: top)
    var corners = [(x: left, y: top)]
    for drop in drops {
      corners += [(drop.x, corners[corners.count - 1].y), drop]
    }
    // Where lines lie on each other, the marks of each stand between those of the others.
    let offset = (Double(index) + 0.5) / Double(lines.count)
    var places = (0..<3).map { part in
      left + (Double(part) + offset) / 3 * (ChartFrame.width - left)
    }.compactMap { place -> (x: Double, y: Double)? in
      guard let end = corners.last, place < end.x else { return nil }
      return (place, drops.last { $0.x <= place }?.y ?? top)
    }
    if places.isEmpty, let end = corners.last {
      places = [(end.x, top + offset * (end.y - top))]
    }
    return [ChartFrame.path("line \(style.kind)", corners)]
      + places.flatMap { style.mark(x: $0.x, y: $0.y) }
  }

  /// The times at which a line falls, each with the new height, down to the lower end of the scale.
  private func drops(of line: Line, from left: Double, top: Double) -> [(x: Double, y: Double)] {
    let bottom = top + TailChart.height
    func y(_ share: Double) -> Double {
      if share <= 0 { return bottom }
      let decade = -Elementary.logarithm(of: share) / Elementary.logarithm(of: 10)
      return min(top + decade / Double(decades) * TailChart.height, bottom)
    }
    var drops: [(x: Double, y: Double)] = []
    for step in line.steps {
      let drop = (x: x(step.nanoseconds, from: left), y: y(step.share))
      if let last = drops.last {
        if last.y >= bottom { break }
        if drop.y - last.y < 0.1, drop.y < bottom { continue }
        // One for each pixel: a reader sees no finer ones.
        if Int(drop.x) == Int(last.x) { drops.removeLast() }
      }
      drops.append(drop)
    }
    return drops
  }

  /// The text in the table beside the chart.
  private var description: String {
    lines.map { line in
      let shares = ticks.map { tick in
        "\(TimeScale.text(tick)) \(line.tail.share(longerThan: tick).value)"
      }
      return "\(line.tail.strategies.joined(separator: ", ")), longer than "
        + shares.joined(separator: ", ") + "."
    }.joined(separator: " ")
  }
}

/// The distribution of times of one strategy, or of several strategies whose operations take the same times.
struct TimeTail {
  /// Their names, in the order of the results.
  private(set) var strategies: [String]
  let times: TimeHistogram
  /// A Boolean value that indicates whether operations are independent, so that a counted share
  /// has an interval.
  let areIndependent: Bool

  /// That of one strategy; `nil` if its times are not known.
  init?(_ result: StrategyResult) {
    guard let times = result.times, times.count > 0 else { return nil }
    strategies = [result.strategy]
    self.times = times
    areIndependent = result.method.runs == nil
  }

  /// Those of all results whose times are known.
  static func all(of results: [StrategyResult]) -> [TimeTail] {
    results.reduce(into: []) { tails, result in
      guard let tail = TimeTail(result) else { return }
      if let same = tails.firstIndex(where: { $0.times == tail.times }) {
        tails[same].strategies.append(result.strategy)
      } else {
        tails.append(tail)
      }
    }
  }

  /// The share of the operations that take longer than a bound.
  func share(longerThan bound: Delay) -> EstimateText {
    let count = times.count(longerThan: bound)
    let text = EstimateText(Share(count: count, of: times.count))
    return areIndependent ? text : EstimateText(value: text.value, interval: "")
  }
}
