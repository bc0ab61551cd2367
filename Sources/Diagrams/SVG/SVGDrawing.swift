import Simulation
import Text

extension Diagram {
  /// The diagram as an SVG that needs nothing else: a file of its own, or a part of a page.
  ///
  /// It is light or dark as its reader has it, and says all in words and strokes, nothing by color alone: a
  /// lost message is dashed, ends in a cross, and has the word beside it. Arrows slant from where a message leaves to
  /// where it arrives, the client's lifeline is thick while it is unsure, and stored copies are squares. Its
  /// description tells the whole diagram to readers who cannot see it.
  ///
  /// - Parameters:
  ///   - name: the title of the picture, if it is not that of the diagram.
  ///   - isPart: true for a part of a page that has ``svgRules`` in its style sheet.
  /// - Returns: lines, each with a line feed at its end.
  package func svg(named name: String? = nil, isPart: Bool = false) -> String {
    var drawing = SVGDrawing(self)
    return drawing.document(named: name, isPart: isPart)
  }

  /// The width of the SVG, in pixels.
  package var svgWidth: Int { SVGLayout(self).width }

  /// The rules of style for diagrams that are parts of a page.
  package static var svgRules: String { SVGStyle.rules }
}

/// A diagram being drawn as an SVG, from top to bottom.
private struct SVGDrawing {
  let diagram: Diagram
  let layout: SVGLayout
  /// Behind the words.
  private var strokes: [String] = []
  /// The texts so far. They are drawn over the strokes, so that no line crosses a word.
  private var words: [String] = []
  /// The vertical position that the drawing has reached.
  private var y = SVGLayout.margin
  /// The active lanes, each with the position from which it is active.
  private var lifelines: [(kind: String, since: Int)] = []
  /// The messages under way, by the row at which they arrive.
  private var underWay: [Int: [Departure]] = [:]

  /// A message that has left.
  private struct Departure {
    let lane: Int
    let arrow: Diagram.Arrow
    let y: Int
    let chances: [Diagram.Chance]
  }

  /// A drawing that has not begun.
  init(_ diagram: Diagram) {
    self.diagram = diagram
    layout = SVGLayout(diagram)
  }

  /// The whole document, or a part for a page that has several diagrams.
  mutating func document(named name: String?, isPart: Bool) -> String {
    drawTitle()
    drawHeading()
    var last: Instant?
    for (index, row) in diagram.rows.enumerated() {
      draw(row, at: index, isLater: row.instant != last)
      last = row.instant
    }
    y += 10
    for lane in lifelines.indices { endLife(of: lane) }
    drawContrast()
    drawClosings()
    y += SVGLayout.margin
    let title = name ?? (diagram.hasTitle ? diagram.title : "Sequence diagram")
    let lines =
      [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sequence-diagram\" role=\"img\" "
          + "viewBox=\"0 0 \(layout.width) \(y)\" width=\"\(layout.width)\" height=\"\(y)\">",
        "<title>\(XMLText.escaped(title))</title>",
        "<desc>\(XMLText.escaped(diagram.description))</desc>",
      ] + (isPart ? [] : ["<style>\n\(SVGStyle.rules)\n</style>"]) + [
        "<rect class=\"paper\" width=\"\(layout.width)\" height=\"\(y)\"/>"
      ] + strokes + words + ["</svg>"]
    return lines.map { $0 + "\n" }.joined()
  }

  /// Draws the title, wrapped by its wider letters.
  private mutating func drawTitle() {
    guard diagram.hasTitle else { return }
    // Of 15 pixels in height, and bold.
    for line in SVGText.lines(diagram.title, columns: layout.columns * 4 / 5) {
      y += SVGLayout.line + 2
      write(line, x: SVGLayout.margin, "title")
    }
    y += SVGLayout.line
  }

  /// Draws the names of the lanes, and the word "network" between those that are divided by it.
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
    lifelines = diagram.lanes.map { lane in
      (lane.beginsInactive ? "stopped" : lane.holdsBelief ? "unsure" : "life", y)
    }
    y += 10
  }

  /// Draws a row: first the messages that arrive with it, then its own content.
  ///
  /// A message that was under way is drawn from where it left, so the slope shows the time.
  private mutating func draw(_ row: Diagram.Row, at index: Int, isLater: Bool) {
    if isLater { y += 8 }
    let top = y
    let arriving = underWay.removeValue(forKey: index) ?? []
    if !arriving.isEmpty {
      y += 10
      for message in arriving { drawSlanted(message) }
      if isLater { write(DelayText.text(row.instant), x: layout.times, at: y + 4, "time") }
    }
    let beginning = y
    switch row.content {
    case .note(let note):
      if arriving.isEmpty || !row.isArrival {
        drawNote(note.full, at: row.lane, copies: row.copies)
      } else if !row.chances.isEmpty {
        y += SVGLayout.line
      }
      for (place, chance) in row.chances.enumerated() {
        mark(chance, x: layout.lifelines[row.lane] - 20 - 26 * place, y: beginning + 13)
      }
    case .arrow(let arrow): draw(arrow, from: row.lane, row.chances)
    }
    if isLater, arriving.isEmpty {
      write(DelayText.text(row.instant), x: layout.times, at: beginning + SVGLayout.line, "time")
    }
    if let certainty = row.certainty {
      setLifeline(row.lane, certainty == .sure ? "sure" : "unsure", at: y)
    }
    switch row.lifelineChange {
    case .stops(let lane):
      if !diagram.lanes[lane].holdsBelief { setLifeline(lane, "stopped", at: y) }
    case .resumes(let lane):
      setLifeline(lane, diagram.lanes[lane].holdsBelief ? "unsure" : "life", at: top)
    case nil: break
    }
  }

  /// Draws a note beside its lifeline, with a square for each copy that is stored, four at most.
  private mutating func drawNote(_ text: String, at lane: Int, copies: Int?) {
    let x = layout.lifelines[lane]
    strokes.append("<circle class=\"point\" cx=\"\(x)\" cy=\"\(y + 13)\" r=\"4\"/>")
    let shown = min(copies ?? 0, 4)
    for place in 0..<shown {
      strokes.append(
        "<rect class=\"\(place == 0 ? "copy" : "copy more")\" x=\"\(x + 10 + 14 * place)\" y=\"\(y + 7)\" "
          + "width=\"11\" height=\"11\"/>")
    }
    let margin = shown > 0 ? 14 * shown + 2 : 0
    let columns = layout.words(beside: lane) - (margin + 7) / SVGLayout.column
    for line in SVGText.lines(text, columns: columns) {
      y += SVGLayout.line
      write(line, x: x + 10 + margin, "")
    }
  }

  /// Draws a message from its sender: straight if nothing happens meanwhile, and otherwise as a
  /// slanted line that ends later.
  private mutating func draw(
    _ arrow: Diagram.Arrow, from lane: Int, _ chances: [Diagram.Chance]
  ) {
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
      strokes.append("<path class=\"lost\" d=\"M\(from) \(y)L\(end) \(y + 10)\"/>")
      y += 10
      strokes.append(
        "<path class=\"cross\" d=\"M\(end - 5) \(y - 5)l10 10M\(end - 5) \(y + 5)l10 -10\"/>")
      write(
        arrow.fate == .isBroken ? "broken" : "lost", x: end + 10 * sign, at: y + 4,
        isRightward ? "fault" : "fault end")
      for (place, chance) in chances.enumerated() { mark(chance, x: end - 26 * place * sign, y: y) }
    } else {
      let departure = Departure(lane: lane, arrow: arrow, y: y, chances: chances)
      if let arrival = arrow.arrival {
        underWay[arrival, default: []].append(departure)
      } else {
        drawSlanted(departure)
      }
    }
    y += 6
  }

  /// A message that arrives at the present height.
  private mutating func drawSlanted(_ message: Departure) {
    let (from, to) = (layout.lifelines[message.lane], layout.lifelines[message.arrow.target])
    let start = message.y
    let sign = from < to ? 1 : -1
    strokes.append("<path class=\"arrow\" d=\"M\(from) \(start)L\(to - 6 * sign) \(y)\"/>")
    // The head follows the slant, as far as whole pixels can.
    let slope = min((y - start) * 9 / max(abs(to - from), 1), 7)
    strokes.append(
      "<path class=\"head\" d=\"M\(to) \(y)L\(to - 9 * sign) \(y - slope - 5)v10z\"/>")
    for (place, chance) in message.chances.enumerated() {
      let distance = abs(to - from) / 3 + 26 * place
      let fall = (y - start) * distance / max(abs(to - from), 1)
      mark(chance, x: from + sign * distance, y: start + fall)
    }
  }

  /// Draws a cross in a circle, which a page may let its reader press: larger than it looks.
  private mutating func mark(_ chance: Diagram.Chance, x: Int, y: Int) {
    let name = XMLText.escaped(chance.name)
    strokes.append(
      "<g class=\"\(chance.happens ? "risk happens" : "risk")\" data-fault=\"\(name)\">"
        + "<title>\(name)</title>"
        + "<circle class=\"reach\" cx=\"\(x)\" cy=\"\(y)\" r=\"13\"/>"
        + "<circle class=\"ring\" cx=\"\(x)\" cy=\"\(y)\" r=\"7\"/>"
        + "<path d=\"M\(x - 4) \(y - 4)l8 8M\(x - 4) \(y + 4)l8 -8\"/></g>")
  }

  /// Begins another kind of lifeline at a height.
  private mutating func setLifeline(_ lane: Int, _ kind: String, at y: Int) {
    endLife(of: lane, at: y)
    lifelines[lane] = (kind, y)
  }

  /// Ends a lifeline at the present height.
  private mutating func endLife(of lane: Int) { endLife(of: lane, at: y) }

  /// Ends a lifeline at a height, and draws it behind everything else.
  private mutating func endLife(of lane: Int, at end: Int) {
    // Behind what happens on it.
    strokes.insert(
      "<path class=\"\(lifelines[lane].kind)\" d=\"M\(layout.lifelines[lane]) "
        + "\(lifelines[lane].since)V\(end)\"/>",
      at: 0)
  }

  /// Draws the sentence that sets the belief of one side against the facts of the other.
  private mutating func drawContrast() {
    if diagram.contrast.isEmpty { return }
    let lines = SVGText.lines(diagram.contrast, columns: layout.columns - 2)
    y += 4
    strokes.append(
      "<rect class=\"contrast\" x=\"\(SVGLayout.margin)\" y=\"\(y)\" "
        + "width=\"\(layout.width - 2 * SVGLayout.margin)\" "
        + "height=\"\(lines.count * SVGLayout.line + 8)\" rx=\"3\"/>")
    for line in lines {
      y += SVGLayout.line
      write(line, x: layout.width / 2, "middle strong")
    }
    y += 8
  }

  /// Draws the sentences below the diagram, each under its label.
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

  /// Adds words at the present height, or at another one.
  private mutating func write(_ text: String, x: Int, at height: Int? = nil, _ kind: String) {
    let kind = kind.isEmpty ? "" : " class=\"\(kind)\""
    let y = height ?? y
    words.append("<text\(kind) x=\"\(x)\" y=\"\(y)\">\(XMLText.escaped(text))</text>")
  }
}

extension Diagram {
  /// The whole diagram in sentences, for readers who cannot see it.
  fileprivate var description: String {
    var sentences = ["A sequence diagram of " + lanes.map { $0.name }.joined(separator: ", ") + "."]
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
    if !contrast.isEmpty { sentences.append(contrast + ".") }
    for closing in closings {
      sentences.append("\(closing.label): " + closing.sentences.joined(separator: "; ") + ".")
    }
    return sentences.joined(separator: " ")
  }
}
