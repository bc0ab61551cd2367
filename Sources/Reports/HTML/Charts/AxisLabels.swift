import Diagrams

/// The words below an axis: as many as do not run into each other.
struct AxisLabels {
  /// From left to right.
  let labels: [Label]

  /// Words and where they are.
  struct Label {
    let text: String
    /// What they are about.
    let place: Double
    /// Their middle: at the place, but for the ends of the chart.
    let center: Double

    fileprivate init(_ text: String, at place: Double) {
      self.text = text
      self.place = place
      half = Double(SVGText.columns(text)) * 3.6 + 2
      center = min(max(place, half), ChartFrame.width - half)
    }

    fileprivate let half: Double

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

  private static func areEven(_ places: [Double]) -> Bool {
    guard places.count > 1 else { return true }
    let step = (places[places.count - 1] - places[0]) / Double(places.count - 1)
    return zip(places.dropFirst(), places).allSatisfy { abs($0 - $1 - step) < 0.01 }
  }
}
