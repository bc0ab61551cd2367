import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// The share of the writes that take longer than a time, a small chart for each strategy.
///
/// Both scales go by factors of ten. Each chart has the line of its strategy in ink and those of the others in grey,
/// so that any number of strategies can be compared without telling their lines apart.
struct TailChart {
  /// The distributions, one for each strategy or group of equal ones.
  let tails: [TimeTail]
  /// The times, from left to right.
  let across: TimeScale
  /// The number of powers of ten from the top, which is all writes, to the bottom.
  let decades: Int

  /// The width and height of the field, as percentages of the picture.
  private static let size = (width: 100.0, height: 60.0)

  /// - Returns: `nil` if no write takes any time, or the times are not known.
  init?(_ results: [StrategyResult]) {
    tails = TimeTail.all(of: results)
    guard let decades = tails.map({ TailChart.decades(of: $0.times.count) }).min() else {
      return nil
    }
    let steps = tails.map { TailChart.steps(of: $0.times) }
    let floor = (0..<decades).reduce(1.0) { share, _ in share / 10 }
    let first = steps.compactMap { tail in
      tail.first { $0.nanoseconds > 0 && $0.share < 0.99 }?.nanoseconds
    }
    let last = steps.compactMap { tail in tail.first { $0.share < floor }?.nanoseconds }
    guard let low = first.min(), let high = last.max(), high >= low else { return nil }
    self.decades = decades
    across = TimeScale(from: low, to: high)
  }

  /// The largest power of ten by which the writes can be divided and leave ten or more.
  private static func decades(of count: UInt64) -> Int {
    var decades = 0
    var rest = count / 100
    while rest > 0 {
      decades += 1
      rest /= 10
    }
    return max(decades, 1)
  }

  /// The share of the writes that take longer than each time at which the histogram has a step.
  private static func steps(of times: TimeHistogram) -> [(nanoseconds: Double, share: Double)] {
    var rest = times.count
    return times.steps.map { nanoseconds, count in
      rest -= count
      return (nanoseconds, Double(rest) / Double(times.count))
    }
  }

  /// The corners of the line of one strategy, down to the lower end of the scale.
  func corners(of tail: TimeTail) -> [(x: Double, y: Double)] {
    var corners = [(x: 0.0, y: 0.0)]
    for step in TailChart.steps(of: tail.times) {
      let x = across.place(step.nanoseconds) * TailChart.size.width
      let decade =
        step.share > 0
        ? -Elementary.logarithm(of: step.share) / Elementary.logarithm(of: 10) : Double(decades)
      let y = min(decade / Double(decades), 1) * TailChart.size.height
      let last = corners[corners.count - 1].y
      if last >= TailChart.size.height { break }
      // A reader sees no finer steps.
      if y - last < 0.3, y < TailChart.size.height { continue }
      corners += [(x, last), (x, y)]
    }
    return corners
  }

  /// All charts, with words that say what they show.
  var figure: Markup {
    let lines = tails.enumerated().map { index, tail in
      Markup(
        "path", ["id": "tail-\(index)", "d": ChartFrame.pathData(corners(of: tail))])
    }
    let charts = tails.enumerated().map { index, tail in
      let others = tails.indices.filter { $0 != index }
      let uses = (others + [index]).map { place in
        Markup(
          "use", ["href": "#tail-\(place)", "class": place == index ? "one" : "tail"])
      }
      let names = tail.strategies.joined(separator: ", ")
      let shares = TimeScale.main(across.ticks).map { tick in
        "\(TimeScale.text(tick)) \(tail.share(longerThan: tick).value)"
      }
      return Markup(
        "figure",
        [
          Markup("figcaption", names),
          Markup(
            "svg",
            [
              "viewBox": "0 0 100 60", "preserveAspectRatio": "none", "height": "60", "role": "img",
            ],
            [
              Markup("title", "Share of the writes that take longer"),
              Markup("desc", "\(names), longer than \(shares.joined(separator: ", "))."),
            ] + uses),
        ])
    }
    let least = (0..<decades).reduce(UInt64(1)) { cases, _ in cases * 10 }
    return Markup(
      "div",
      [
        Markup(
          "svg",
          ["width": "0", "height": "0", "style": "position:absolute", "aria-hidden": "true"],
          [Markup("defs", lines)]),
        Markup("div", ["class": "tails"], charts),
        Markup(
          "p", ["class": "soft"],
          "How many take longer: from all at the top to 1 in \(NumberText.grouped(least)) at the bottom, and from "
            + "\(TimeScale.text(across.ticks[0])) to \(TimeScale.text(across.ticks[across.ticks.count - 1])), by factors "
            + "of ten. In grey: the other strategies."),
      ])
  }
}
