import Diagrams
import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// The logarithmic axis on which all anomalies of all strategies stand.
///
/// A chart is as wide as its place and its words keep their size: places are percentages, and the words are put
/// where they are clear of each other at a usual width, of a desk or of a phone.
struct ShareAxis {
  /// The powers of ten at the two ends.
  let low: Int
  /// The power of ten at the right end.
  let high: Int
  /// The share below which an outcome may hide that was not observed; `nil` if nothing hides.
  let limit: MeasureEstimate?
  /// The outcomes on the axis, in the order of their marks.
  let classes: [OutcomeClass]
  /// The usual width on a desk, in pixels.
  private let wideWidth: Double

  /// A form of the drawing, for a desk or for a phone.
  enum Form: String, CaseIterable {
    case wide, narrow
  }

  /// The height of a row, in pixels.
  static let height = 44.0

  /// An axis that holds every share that was observed, and the bound of what may hide.
  ///
  /// Both ends are whole powers of ten, two of them apart at the least. A share below 10⁻¹⁵ stands
  /// at the left end.
  ///
  /// - Parameter columns: the number of columns beside it, which take their room from it.
  init(_ results: [StrategyResult], _ classes: [OutcomeClass], besides columns: Int) {
    wideWidth = columns > 1 ? 370 : 500
    let estimates = results.flatMap { result in
      classes.compactMap { outcome -> MeasureEstimate? in
        result.isNever(.share(outcome)) ? nil : result[.share(outcome)]
      }
    }
    self.classes = classes
    let hidden = estimates.filter { $0.count == 0 && $0.estimate.value == 0 }
    limit = hidden.max { $0.estimate.high < $1.estimate.high }
    let shares =
      estimates.map { $0.estimate.value }.filter { $0 > 0 }
      + (limit.map { [$0.estimate.high] } ?? [])
    let exponents = shares.map { ShareAxis.exponent($0) }
    // Two powers of ten at the least.
    low = min(max(Int((exponents.min() ?? -3).rounded(.down)), -15), -2)
    high = min(max(Int((exponents.max() ?? -1).rounded(.up)), low + 2), 0)
  }

  /// The power of ten of a share.
  private static func exponent(_ share: Double) -> Double {
    Elementary.logarithm(of: share) / Elementary.logarithm(of: 10)
  }

  /// The place of a share, from 0 to 1; one beyond an end stands at the end.
  func place(_ share: Double) -> Double {
    if share <= 0 { return 0 }
    let place = (ShareAxis.exponent(share) - Double(low)) / Double(high - low)
    return min(max(place, 0), 1)
  }

  /// The usual width of a row, in pixels.
  private func width(_ form: Form) -> Double { form == .wide ? wideWidth : 240 }

  /// The powers of ten with a label: all of them, or every second or third on a long axis.
  private var decades: [Int] {
    let step = max((high - low + 7) / 8, 1)
    return Array(stride(from: high, through: low, by: -step))
  }

  // MARK: The head

  /// The decades in words, and the limit of what can be seen.
  ///
  /// - Parameter isAlone: true if there is no other form, so that it always shows.
  func heading(_ form: Form, isAlone: Bool) -> Markup {
    let width = width(form)
    var placer = LabelPlacer()
    var content: [Markup] = []
    func add(_ text: String, at place: Double, y: Double) {
      let half = Double(text.count) * 3.1
      let center = min(max(place * width, half - 8), width + 40 - half)
      guard placer.place([.init(center - half - 3, center + half + 3, y - 10, y + 2)]) != nil
      else { return }
      let anchor = center == place * width ? "ax mid" : center < place * width ? "ax end" : "ax"
      let x = anchor == "ax mid" ? place : anchor == "ax" ? -8 / width : 1 + 40 / width
      content.append(
        Markup("text", ["class": anchor, "x": percent(x), "y": ChartFrame.text(y)], text))
    }
    if let limit {
      let text = "<" + EstimateText.percent(limit.estimate.high)
      add(text, at: place(limit.estimate.high), y: 29)
    }
    for (index, decade) in decades.enumerated() {
      let place = Double(decade - low) / Double(high - low)
      add(ShareAxis.words(decade), at: place, y: 14)
      if index % 2 == (decades.count > 1 ? 1 : 0) || decades.count < 5 {
        add(ShareAxis.percentage(decade), at: place, y: 29)
      }
    }
    return picture(form, isAlone: isAlone, height: 34, content)
  }

  /// The power of ten as a number of cases.
  private static func words(_ decade: Int) -> String {
    switch decade {
    case 0: "always"
    case -5 ... -1: "1 in " + NumberText.grouped((0..<(-decade)).reduce(1) { ten, _ in ten * 10 })
    case -8 ... -6: "1 in \((0..<(-decade - 6)).reduce(1) { ten, _ in ten * 10 })M"
    case -11 ... -9: "1 in \((0..<(-decade - 9)).reduce(1) { ten, _ in ten * 10 })G"
    default: "1e\(decade)"
    }
  }

  /// A power of ten as a percentage, in full while it is short.
  private static func percentage(_ decade: Int) -> String {
    if decade < -7 { return "1e\(decade + 2)%" }
    let share = (0..<(-decade)).reduce(100.0) { ten, _ in ten / 10 }
    return NumberText.withoutZeros(NumberText.fixed(share, decimals: max(-decade - 2, 0))) + "%"
  }

  // MARK: A row

  /// The shares of one strategy that were observed, each with its number.
  ///
  /// - Parameter isAlone: true if there is no other form, so that it always shows.
  func row(_ result: StrategyResult, _ form: Form, isAlone: Bool) -> Markup {
    let width = width(form)
    var content = decades.map { decade in
      line("gridline", x: Double(decade - low) / Double(high - low))
    }
    if let limit { content.append(line("limit", x: place(limit.estimate.high))) }
    let seen = classes.compactMap { outcome -> (outcome: OutcomeClass, of: MeasureEstimate)? in
      guard let measurement = result[.share(outcome)], measurement.estimate.value > 0 else {
        return nil
      }
      return (outcome, measurement)
    }.sorted { $0.of.estimate.value < $1.of.estimate.value }
    var placer = LabelPlacer()
    let middle = ShareAxis.height / 2
    // Marks that would cover each other stand at different heights.
    var marks: [(x: Double, y: Double)] = []
    for entry in seen {
      let x = place(entry.of.estimate.value) * width
      let isNear = marks.last.map { x - $0.x < 12 } ?? false
      if isNear, let last = marks.indices.last { marks[last].y = min(marks[last].y, middle - 6) }
      marks.append((x, isNear ? middle + 6 : middle))
    }
    for mark in marks { placer.add(.init(mark.x - 7, mark.x + 7, mark.y - 7, mark.y + 7)) }
    for (mark, entry) in zip(marks, seen) {
      let style = Marks.style(entry.outcome)
      let estimate = entry.of.estimate
      let (from, to) = (place(estimate.low), place(estimate.high))
      if (to - from) * width > 16 {
        content.append(
          Markup(
            "line",
            [
              "class": "range \(style)", "x1": percent(from), "x2": percent(to),
              "y1": ChartFrame.text(mark.y), "y2": ChartFrame.text(mark.y),
            ]))
      }
      var parts = Marks.shape(entry.outcome, .solid)
      let text = EstimateText(entry.of, of: result).value
      let size = Double(text.count) * 6.8 + 3
      let right = max(11, (to - from) * width > 16 ? to * width - mark.x + 5 : 0)
      let candidates: [LabelPlacer.Box] = [
        .init(mark.x + right, mark.x + right + size, mark.y - 6, mark.y + 6),
        .init(mark.x - 10 - size, mark.x - 10, mark.y - 6, mark.y + 6),
        .init(mark.x - size / 2, mark.x + size / 2, mark.y - 20, mark.y - 8),
        .init(mark.x - size / 2, mark.x + size / 2, mark.y + 8, mark.y + 20),
      ].filter { $0.left > -12 && $0.right < width + 46 && $0.top > -2 && $0.bottom < 46 }
      if let box = placer.place(candidates) {
        parts.append(
          Markup(
            "text",
            [
              "class": "lab", "x": ChartFrame.text(box.left - mark.x),
              "y": ChartFrame.text(box.top + 10.5 - mark.y),
            ], text))
      }
      content.append(
        Markup(
          "svg",
          [
            "x": percent(mark.x / width), "y": ChartFrame.text(mark.y), "overflow": "visible",
          ], parts))
    }
    return picture(form, isAlone: isAlone, height: ShareAxis.height, content)
  }

  /// A vertical line over the height of a row.
  private func line(_ kind: String, x: Double) -> Markup {
    Markup(
      "line",
      [
        "class": kind, "x1": percent(x), "x2": percent(x), "y1": "0",
        "y2": ChartFrame.text(ShareAxis.height),
      ])
  }

  /// A row as a picture. Screen readers skip it: the table beside it has the same numbers.
  private func picture(
    _ form: Form, isAlone: Bool, height: Double, _ content: [Markup]
  ) -> Markup {
    Markup(
      "svg",
      [
        "class": isAlone ? "alone" : form.rawValue, "width": "100%",
        "height": ChartFrame.text(height), "aria-hidden": "true",
      ], content)
  }

  /// A place as a percentage of the width.
  private func percent(_ place: Double) -> String { ChartFrame.text(place * 100) + "%" }
}

/// The places of labels that are clear of each other.
struct LabelPlacer {
  /// The rectangles that are taken.
  private var taken: [Box] = []

  /// A rectangle in pixels.
  struct Box {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    /// A rectangle by its edges.
    init(_ left: Double, _ right: Double, _ top: Double, _ bottom: Double) {
      (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    }

    /// Returns true if two rectangles share any area.
    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  mutating func add(_ box: Box) { taken.append(box) }

  /// Takes the first place that is free; `nil` if none is.
  mutating func place(_ candidates: [Box]) -> Box? {
    guard let box = candidates.first(where: { box in !taken.contains { $0.meets(box) } }) else {
      return nil
    }
    taken.append(box)
    return box
  }
}

extension EstimateText {
  /// An upper bound as a percentage, as the value of an outcome that was not observed has it.
  static func percent(_ high: Double) -> String {
    let text = EstimateText(
      share: MeasureEstimate(.share(.lost), Estimate(value: 0, low: 0, high: high), count: 0),
      trials: nil)
    return String(text.value.drop { $0 == "<" })
  }
}
