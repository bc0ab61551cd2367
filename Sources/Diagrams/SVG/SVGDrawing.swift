import Simulation
import Text

extension Diagram {
  /// The diagram as an SVG that needs nothing else: a file of its own, or a part of a page.
  ///
  /// It is light or dark as its reader has it, and says all in words and strokes, nothing by colour alone: a
  /// lost message is dashed, ends in a cross, and has the word beside it. Its description tells the whole
  /// diagram to who cannot see it.
  ///
  /// - Returns: lines, each with a line feed at its end.
  package func svg() -> String {
    var drawing = SVGDrawing(self)
    return drawing.document()
  }
}

/// A diagram being drawn as an SVG, from top to bottom.
private struct SVGDrawing {
  let diagram: Diagram
  let layout: SVGLayout
  /// Behind the words.
  private var strokes: [String] = []
  private var words: [String] = []
  /// The vertical position that the drawing has reached.
  private var y = SVGLayout.margin
  /// The active lanes, each with the position from which it is active.
  private var lifelines: [(isActive: Bool, since: Int)] = []

  init(_ diagram: Diagram) {
    self.diagram = diagram
    layout = SVGLayout(diagram)
  }

  mutating func document() -> String {
    drawTitle()
    drawHeading()
    var last: Instant?
    for row in diagram.rows {
      draw(row, isLater: row.instant != last)
      last = row.instant
    }
    y += 10
    for lane in lifelines.indices { endLife(of: lane) }
    drawClosings()
    y += SVGLayout.margin
    let lines =
      [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sequence-diagram\" role=\"img\" "
          + "viewBox=\"0 0 \(layout.width) \(y)\" width=\"\(layout.width)\" height=\"\(y)\">",
        "<title>\(XMLText.escaped(diagram.hasTitle ? diagram.title : "Sequence diagram"))</title>",
        "<desc>\(XMLText.escaped(diagram.description))</desc>",
        SVGStyle.sheet,
        "<rect class=\"paper\" width=\"\(layout.width)\" height=\"\(y)\"/>",
      ] + strokes + words + ["</svg>"]
    return lines.map { $0 + "\n" }.joined()
  }

  private mutating func drawTitle() {
    guard diagram.hasTitle else { return }
    // Of 15 pixels in height, and bold.
    for line in SVGText.lines(diagram.title, columns: layout.columns * 4 / 5) {
      y += SVGLayout.line + 2
      write(line, x: SVGLayout.margin, "title")
    }
    y += SVGLayout.line
  }

  private mutating func drawHeading() {
    y += SVGLayout.line
    write("time", x: layout.times, "time")
    for (lane, name) in layout.names.enumerated() {
      let x = layout.lifelines[lane]
      let width = SVGLayout.column * (SVGText.columns(name) + 2)
      let radius = diagram.lanes[lane].isPerson ? 13 : 3
      strokes.append(
        "<rect class=\"name\" x=\"\(x - width / 2)\" y=\"\(y - 18)\" width=\"\(width)\" "
          + "height=\"26\" rx=\"\(radius)\"/>")
      write(name, x: x, "middle")
      if lane > 0, diagram.lanes[lane].isBehindNetwork {
        write("network", x: (layout.lifelines[lane - 1] + x) / 2, "middle faint")
      }
    }
    y += 8
    lifelines = diagram.lanes.map { (!$0.beginsInactive, y) }
    y += 10
  }

  private mutating func draw(_ row: Diagram.Row, isLater: Bool) {
    if isLater { y += 8 }
    let top = y
    switch row.content {
    case .note(let note): drawNote(note.full, at: row.lane)
    case .arrow(let arrow): draw(arrow, from: row.lane)
    }
    let bottom = y
    if isLater {
      y = top + SVGLayout.line
      write(DelayText.text(row.instant), x: layout.times, "time")
      y = bottom
    }
    switch row.lifelineChange {
    case .stops(let lane): setLifeline(lane, isActive: false, at: bottom)
    case .resumes(let lane): setLifeline(lane, isActive: true, at: top)
    case nil: break
    }
  }

  private mutating func drawNote(_ text: String, at lane: Int) {
    let x = layout.lifelines[lane]
    strokes.append("<circle class=\"point\" cx=\"\(x)\" cy=\"\(y + 13)\" r=\"4\"/>")
    for line in SVGText.lines(text, columns: layout.words(beside: lane)) {
      y += SVGLayout.line
      write(line, x: x + 10, "")
    }
  }

  private mutating func draw(_ arrow: Diagram.Arrow, from lane: Int) {
    let (from, to) = (layout.lifelines[lane], layout.lifelines[arrow.target])
    let isRightward = from < to
    let sign = isRightward ? 1 : -1
    let columns = (abs(to - from) - 16) / SVGLayout.column
    let lines = SVGText.lines(arrow.label.full, columns: columns)
    for line in lines {
      y += SVGLayout.line
      write(line, x: from + 8 * sign, isRightward ? "" : "end")
    }
    y += 8
    if arrow.isLost {
      let end = layout.end(
        from: lane, to: arrow.target, label: lines.map(SVGText.columns).max() ?? 0)
      strokes.append("<path class=\"lost\" d=\"M\(from) \(y)H\(end)\"/>")
      strokes.append(
        "<path class=\"cross\" d=\"M\(end - 5) \(y - 5)l10 10M\(end - 5) \(y + 5)l10 -10\"/>")
      y += 4
      write(
        arrow.fate == .isBroken ? "broken" : "lost", x: end + 10 * sign,
        isRightward ? "fault" : "fault end")
      y -= 4
    } else {
      strokes.append("<path class=\"arrow\" d=\"M\(from) \(y)H\(to - 6 * sign)\"/>")
      strokes.append("<path class=\"head\" d=\"M\(to) \(y)l\(-9 * sign) -5v10z\"/>")
    }
    y += 6
  }

  private mutating func setLifeline(_ lane: Int, isActive: Bool, at y: Int) {
    endLife(of: lane, at: y)
    lifelines[lane] = (isActive, y)
  }

  private mutating func endLife(of lane: Int) { endLife(of: lane, at: y) }

  private mutating func endLife(of lane: Int, at end: Int) {
    let kind = lifelines[lane].isActive ? "life" : "stopped"
    // Behind what happens on it.
    strokes.insert(
      "<path class=\"\(kind)\" d=\"M\(layout.lifelines[lane]) \(lifelines[lane].since)V\(end)\"/>",
      at: 0)
  }

  private mutating func drawClosings() {
    let indentation = 10
    for closing in diagram.closings {
      y += 6
      var label = SVGText.cut(closing.label, columns: indentation - 1)
      for sentence in closing.sentences {
        for line in SVGText.lines(sentence, columns: layout.columns - indentation) {
          y += SVGLayout.line
          if !label.isEmpty { write(label, x: SVGLayout.margin, "faint") }
          label = ""
          write(line, x: SVGLayout.margin + indentation * SVGLayout.column, "")
        }
      }
    }
  }

  /// Adds words at the present height.
  private mutating func write(_ text: String, x: Int, _ kind: String) {
    let kind = kind.isEmpty ? "" : " class=\"\(kind)\""
    words.append("<text\(kind) x=\"\(x)\" y=\"\(y)\">\(XMLText.escaped(text))</text>")
  }
}

extension Diagram {
  /// The whole diagram in sentences, for who cannot see it.
  fileprivate var description: String {
    var sentences = ["A sequence diagram of " + lanes.map(\.name).joined(separator: ", ") + "."]
    for row in rows {
      let time = DelayText.text(row.instant)
      switch row.content {
      case .note(let words): sentences.append("\(time), \(lanes[row.lane].name): \(words.full).")
      case .arrow(let arrow):
        let fate =
          switch arrow.fate {
          case .arrives: ""
          case .isLost: ", lost"
          case .isBroken: ", its connection broken"
          }
        sentences.append(
          "\(time), \(lanes[row.lane].name) to \(lanes[arrow.target].name): "
            + "\(arrow.label.full)\(fate).")
      }
    }
    for closing in closings {
      sentences.append("\(closing.label): " + closing.sentences.joined(separator: "; ") + ".")
    }
    return sentences.joined(separator: " ")
  }
}

/// The style sheet of a diagram in an SVG.
///
/// The rules hold within the diagram alone, as several may stand on one page. They use no variables, which
/// not every program that shows an SVG knows.
enum SVGStyle {
  static let sheet = """
    <style>
    .sequence-diagram text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", \
    "Liberation Mono", monospace; fill: #1b1f24; stroke: #ffffff; stroke-width: 4px; \
    paint-order: stroke; stroke-linejoin: round }
    .sequence-diagram .title { font-size: 15px; font-weight: bold }
    .sequence-diagram .middle { text-anchor: middle }
    .sequence-diagram .end, .sequence-diagram .time { text-anchor: end }
    .sequence-diagram .faint, .sequence-diagram .time { fill: #57606a }
    .sequence-diagram .fault { fill: #a40e26; font-weight: bold }
    .sequence-diagram .paper { fill: #ffffff }
    .sequence-diagram .name { fill: #ffffff; stroke: #57606a }
    .sequence-diagram path { fill: none; stroke: #1b1f24; stroke-width: 1.5px }
    .sequence-diagram .life { stroke: #8c959f }
    .sequence-diagram .stopped { stroke: #8c959f; stroke-dasharray: 1 5 }
    .sequence-diagram .lost { stroke: #a40e26; stroke-dasharray: 7 5 }
    .sequence-diagram .cross { stroke: #a40e26; stroke-width: 2.5px }
    .sequence-diagram .head, .sequence-diagram .point { fill: #1b1f24; stroke: none }
    @media (prefers-color-scheme: dark) {
    .sequence-diagram text { fill: #e6edf3; stroke: #0d1117 }
    .sequence-diagram .faint, .sequence-diagram .time { fill: #9aa4ae }
    .sequence-diagram .fault { fill: #ff8a80 }
    .sequence-diagram .paper { fill: #0d1117 }
    .sequence-diagram .name { fill: #0d1117; stroke: #9aa4ae }
    .sequence-diagram path { stroke: #e6edf3 }
    .sequence-diagram .life, .sequence-diagram .stopped { stroke: #6e7681 }
    .sequence-diagram .lost, .sequence-diagram .cross { stroke: #ff8a80 }
    .sequence-diagram .head, .sequence-diagram .point { fill: #e6edf3; stroke: none }
    }
    </style>
    """
}
