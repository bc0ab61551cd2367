import Diagrams
import EndToEnd
import Statistics
import Study

extension Sweep {
  /// The curves alone as an SVG that needs nothing else: a figure for a document.
  ///
  /// It is light or dark as its reader has it, and says nothing by colour alone. Its description tells the
  /// curves, where the best strategy changes and how the numbers were found to who cannot see them.
  ///
  /// - Returns: the whole document, with a line end at its end.
  package func svg() -> String {
    SweepFigure(self).image.source
  }
}

/// The charts of a sweep side by side.
private struct SweepFigure {
  /// The sweep that is drawn.
  private let sweep: Sweep
  /// Its charts, as on the page.
  private let curves: SweepCurves

  /// The margin around everything, in pixels.
  private static let margin = 12.0
  /// The space between two charts of a row, in pixels.
  private static let gap = 28.0
  /// The height of a line of words, in pixels.
  private static let line = 17.0

  /// The figure of a sweep.
  init(_ sweep: Sweep) {
    self.sweep = sweep
    curves = SweepCurves(sweep)
  }

  /// The picture: a heading, the charts in two columns, a legend and the notes.
  var image: Markup {
    let columns = min(curves.panels.count, 2)
    let width =
      2 * SweepFigure.margin + Double(columns) * ChartFrame.width
      + Double(columns - 1) * SweepFigure.gap
    var y = SweepFigure.margin + SweepFigure.line - 4
    let room = Int((width - 2 * SweepFigure.margin) / 7.4)
    var content = [
      ChartFrame.words(
        SVGText.cut(curves.title, columns: room), x: SweepFigure.margin, y: y, "heading")
    ]
    y += 8
    for start in stride(from: 0, to: curves.panels.count, by: columns) {
      let row = curves.panels[start...].prefix(columns).map { ($0.note, $0.chart.drawing()) }
      let height = row.map(\.1.height).max() ?? 0
      if row.contains(where: { !$0.0.isEmpty }) { y += SweepFigure.line + 2 }
      for (column, (note, drawing)) in row.enumerated() {
        let x = SweepFigure.margin + Double(column) * (ChartFrame.width + SweepFigure.gap)
        if !note.isEmpty {
          let note = SVGText.cut(note, columns: Int(ChartFrame.width / 7.4))
          content.append(ChartFrame.words(note, x: x, y: y - 2, "faint"))
        }
        // Their axes are at the same height, even where one names fewer strategies than its neighbour.
        content.append(ChartFrame.group(x: x, y: y + height - drawing.height, drawing.content))
      }
      y += height + SweepFigure.margin
    }
    if curves.hasIntervals {
      y += 4
      content.append(
        ChartFrame.words("Shaded: intervals of 95%", x: SweepFigure.margin, y: y, "small faint"))
      y += SweepFigure.margin
    }
    let paper = ChartFrame.rectangle("paper", x: 0, y: 0, width: width, height: y)
    return ChartFrame(title: curves.title, description: description)
      .image(width: width, height: y, [.style(ChartStyle.sheet), paper] + content)
  }

  /// The picture in words, for readers who cannot see it: every chart, the notes, and the origin.
  private var description: String {
    let model = sweep.points[0].comparison.model
    let charts = curves.panels.map { panel in
      (panel.note.isEmpty ? "" : "\(panel.note): ") + panel.chart.description
    }
    let origin = "Model \(model.name), disagree \(Version.current)."
    let notes = sweep.notes(intervals: "the shaded intervals")
    return ([model.title] + charts + notes + [origin]).filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
