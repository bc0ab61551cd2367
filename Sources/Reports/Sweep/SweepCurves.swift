import Statistics
import Study

/// What is drawn of a sweep in a page and in a picture: a curve with its interval for each strategy.
struct SweepCurves {
  /// What the numbers are, and over what.
  let title: String
  /// All of one scale: more than one where two values change, or where there are more strategies than a
  /// chart tells apart.
  let panels: [Panel]

  /// A chart.
  struct Panel {
    /// What else is so at its points; empty if nothing else changes.
    let note: String
    let chart: LineChart
  }

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

  /// Whether an interval is drawn anywhere.
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
