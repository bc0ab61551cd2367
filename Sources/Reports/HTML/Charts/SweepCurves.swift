import Statistics
import Study

/// The charts of a sweep, in a page and in a picture: a curve with its interval for each strategy.
struct SweepCurves {
  /// The measure, and the parameter that it depends on.
  let title: String
  /// All of one scale: more than one where two values change, or where there are more strategies than a
  /// chart tells apart.
  let panels: [Panel]

  /// A chart.
  struct Panel {
    /// The value of the other parameter at its points; empty if there is no other.
    let note: String
    /// The curves with their axes.
    let chart: LineChart
  }

  /// The charts of a sweep. All have the same vertical scale, so that they can be compared.
  init(_ sweep: Sweep) {
    let measure = sweep.order.measure
    let parameter = sweep.parameters.last ?? ""
    let unit = measure.unit == "ms" ? " in ms" : ""
    let title = "\(sweep.order.rawValue)\(unit) by \(parameter)"
    let estimates = sweep.points.flatMap { point in
      point.comparison.results.compactMap { $0[measure]?.estimate }
    }
    let top = estimates.flatMap { [$0.value, $0.high] }.filter(\.isFinite).max()
    panels = sweep.lines.flatMap { points -> [Panel] in
      let first = points[0]
      let note =
        first.values.count < 2 ? "" : "\(sweep.parameters[0]) = \(first.values[0].text)"
      let axis = SweepAxis(points)
      let indices = Array(first.comparison.results.indices)
      return stride(from: 0, to: indices.count, by: LineStyle.count).map { start in
        let shown = indices[start..<min(start + LineStyle.count, indices.count)]
        var chart = LineChart(
          title: note.isEmpty ? title : "\(title), \(note)",
          across: parameter + (axis.isLogarithmic ? " (logarithmic)" : ""),
          lines: shown.map { index in
            LineChart.Line(
              name: first.comparison.results[index].strategy,
              points: axis.places.compactMap { place in
                LineChart.Point(
                  measure, of: place.point.comparison.results[index], across: place.across)
              })
          })
        chart.isShare = measure.unit == "probability"
        chart.top = top
        chart.words = axis.places.map { ($0.across, $0.point.values.last?.text ?? "") }
        return Panel(note: note, chart: chart)
      }
    }
    self.title = title
  }

  /// A Boolean value that indicates whether any curve has an interval.
  var hasIntervals: Bool {
    panels.contains { panel in
      panel.chart.lines.contains { line in
        line.points.contains { point in
          guard let low = point.low, let high = point.high else { return false }
          return low < high
        }
      }
    }
  }
}

extension LineChart.Point {
  /// An estimate, with its interval if that ends; `nil` where the measure does not apply.
  fileprivate init?(_ measure: Measure, of result: StrategyResult, across: Double) {
    guard let measurement = result[measure] else { return nil }
    let estimate = measurement.estimate
    let isKnown = estimate.low.isFinite && estimate.high.isFinite
    self.init(
      across: across, value: estimate.value, low: isKnown ? estimate.low : nil,
      high: isKnown ? estimate.high : nil, text: EstimateText(measurement, of: result).value)
  }
}

/// The horizontal places of the points of a sweep.
///
/// Each point stands at its number. Points that go by a factor are equally far from each other, which makes a
/// logarithmic scale. If some values are no numbers, the points are equally far from each other in the order
/// in which they were given.
struct SweepAxis {
  /// From left to right.
  let places: [Place]
  /// A Boolean value that indicates whether every step is the same factor.
  let isLogarithmic: Bool

  /// A point and its place.
  struct Place {
    /// The place on the horizontal axis, before any scale.
    let across: Double
    let point: Sweep.Point
  }

  /// - Parameter points: those of one line: only their last value differs.
  init(_ points: [Sweep.Point]) {
    let numbered = points.compactMap { point in
      (point.values.last?.number).map { Place(across: $0, point: point) }
    }
    guard numbered.count == points.count else {
      places = points.enumerated().map { Place(across: Double($0), point: $1) }
      isLogarithmic = false
      return
    }
    let sorted = numbered.sorted { $0.across < $1.across }
    isLogarithmic = SweepAxis.isGeometric(sorted.map(\.across))
    places =
      isLogarithmic
      ? sorted.enumerated().map { Place(across: Double($0), point: $1.point) } : sorted
  }

  /// Returns true if each of the ascending numbers is the one before it times the same factor above 1.
  private static func isGeometric(_ numbers: [Double]) -> Bool {
    guard numbers.count > 2, numbers[0] > 0 else { return false }
    let factor = numbers[1] / numbers[0]
    // Lengths of time are whole nanoseconds, so a factor may be a little off.
    return factor > 1
      && zip(numbers, numbers.dropFirst()).allSatisfy { abs($1 / $0 / factor - 1) < 1e-6 }
  }
}
