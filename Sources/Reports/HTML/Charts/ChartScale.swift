import Diagrams
import Text

/// A linear scale: numbers to places in a chart.
struct ChartScale {
  /// The numbers at the two ends.
  let low: Double
  /// The number at the right or upper end.
  let high: Double
  /// The places of the two ends, in pixels.
  let start: Double
  /// The place of that number, in pixels.
  let end: Double
  /// Round numbers between the ends, for the eye.
  let ticks: [Double]
  /// The number of decimals that tell the ticks apart.
  private let decimals: Int

  /// - Parameters:
  ///   - values: the numbers that must have a place; those that are not finite have none.
  ///   - hasZero: true if zero has a place in any case.
  ///   - ticks: about how many there may be.
  ///   - isRounded: true if the scale extends to the next tick.
  init(
    _ values: [Double], from start: Double, to end: Double, ticks count: Int = 4,
    isRounded: Bool = false, hasZero: Bool = true
  ) {
    let finite = values.filter(\.isFinite) + (hasZero ? [0] : [])
    let low = finite.min() ?? 0
    var high = finite.max() ?? 0
    if high - low <= 0 { high = low + 1 }
    let step = ChartScale.step(for: (high - low) / Double(count))
    let first = (low / step).rounded(isRounded ? .down : .up)
    let last = (high / step).rounded(isRounded ? .up : .down)
    self.low = isRounded ? first * step : low
    self.high = isRounded ? last * step : high
    self.start = start
    self.end = end
    ticks = (0...Int(max(last - first, 0))).map { (first + Double($0)) * step }
    decimals = NumberText.decimals(toResolve: step)
  }

  /// The place of a number; one beyond the ends stands at the end.
  func place(_ value: Double) -> Double {
    let share = (min(max(value, low), high) - low) / (high - low)
    return start + share * (end - start)
  }

  /// A tick as text.
  ///
  /// - Parameter isShare: true to show the number as a percentage.
  func text(of tick: Double, isShare: Bool) -> String {
    if abs(tick) >= 1e12 { return NumberText.shortest(tick) }
    return isShare
      ? NumberText.fixed(tick * 100, decimals: max(decimals - 2, 0)) + "%"
      : NumberText.fixed(tick, decimals: decimals)
  }

  /// The least of 1, 2 and 5 times a power of ten that is not below a size.
  private static func step(for size: Double) -> Double {
    var power = 1.0
    while power > size, power > 1e-14 { power /= 10 }
    while power * 10 <= size { power *= 10 }
    for factor in [1.0, 2.0, 5.0] where power * factor >= size { return power * factor }
    return power * 10
  }
}

/// The words below an axis: as many as do not run into each other.
struct AxisLabels {
  /// From left to right.
  let labels: [Label]

  /// Words and where they are.
  struct Label {
    /// The text of the label.
    let text: String
    /// The place that the label names.
    let place: Double
    /// Their middle: at the place, but for the ends of the chart.
    let center: Double

    /// A label around a place, moved so far that it stays inside the chart.
    ///
    /// The width is estimated: 3.6 pixels for half a character of the small type, in every font
    /// of the style sheet.
    fileprivate init(_ text: String, at place: Double) {
      self.text = text
      self.place = place
      half = Double(SVGText.columns(text)) * 3.6 + 2
      center = min(max(place, half), ChartFrame.width - half)
    }

    /// Half of the width, in pixels.
    fileprivate let half: Double

    /// Returns true if the label stands to the right of another one, six pixels or more from it.
    fileprivate func isClear(of other: Label) -> Bool {
      center - half >= other.center + other.half + 6
    }
  }

  /// Of places that are equally far from each other each is named, or each second, fifth, tenth and so on;
  /// of others those are left out that run into the one before them.
  ///
  /// - Parameter places: from left to right.
  init(_ places: [(place: Double, text: String)]) {
    let all = places.map { Label($0.text, at: $0.place) }
    guard !all.isEmpty, AxisLabels.areEven(all.map(\.place)) else {
      labels = all.reduce(into: []) { shown, label in
        if let last = shown.last, !label.isClear(of: last) { return }
        shown.append(label)
      }
      return
    }
    var shown = all
    var strides = [1, 2, 5]
    while !zip(shown.dropFirst(), shown).allSatisfy({ $0.isClear(of: $1) }) {
      strides = Array(strides.dropFirst()) + [strides[0] * 10]
      shown = stride(from: 0, to: all.count, by: strides[0]).map { all[$0] }
    }
    labels = shown
  }

  /// Returns true if places are equally far from each other, so that every second one may be left
  /// out.
  private static func areEven(_ places: [Double]) -> Bool {
    guard places.count > 1 else { return true }
    let step = (places[places.count - 1] - places[0]) / Double(places.count - 1)
    return zip(places.dropFirst(), places).allSatisfy { abs($0 - $1 - step) < 0.01 }
  }
}
