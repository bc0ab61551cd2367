import Simulation
import Text

extension Diagram {
  /// The diagram for a terminal: a lifeline for each lane, the times at the left.
  ///
  /// An arrow bends on its way down from the line where its message leaves to the line where it arrives; one of
  /// which that is not known, or that crosses a lifeline, is straight. A lifeline is heavy from where its participant
  /// is sure, and squares are the copies that are stored.
  ///
  /// - Parameters:
  ///   - width: the most characters in a line, taken for 60 if it is less and for 120 if more; many lanes
  ///     and long names have as much as they need.
  ///   - ascii: true to draw in ASCII alone; other characters are escaped.
  /// - Returns: lines, each with a line feed at its end.
  package func text(width: Int = 80, ascii: Bool = false) -> String {
    var drawing = TextDrawing(self, width: width, ascii: ascii)
    drawing.draw()
    return drawing.lines.map { $0 + "\n" }.joined()
  }
}

/// A diagram being drawn for a terminal, line by line.
private struct TextDrawing {
  let diagram: Diagram
  let layout: TextLayout
  let glyphs: TextGlyphs
  let ascii: Bool
  let names: [String]
  /// A Boolean value that indicates whether labels are short.
  let isShort: Bool
  /// The width of the column of times.
  let timeWidth: Int
  /// The lanes that are active now.
  private var isActive: [Bool]
  /// The lanes whose participants are sure now.
  private var isSure: [Bool]
  /// The messages that have left and not arrived.
  private var underWay: [BentArrow] = []
  private(set) var lines: [String] = []

  /// A drawing that has not begun. It uses the short names of messages if the full ones do not
  /// fit between their lanes.
  init(_ diagram: Diagram, width: Int, ascii: Bool) {
    self.diagram = diagram
    self.ascii = ascii
    isActive = diagram.lanes.map { !$0.beginsInactive }
    isSure = diagram.lanes.map { _ in false }
    glyphs = ascii ? .ascii : .drawn
    names = diagram.lanes.map { TextDrawing.name(of: $0, ascii: ascii) }
    let times = diagram.rows.map { TextDrawing.time($0.instant).count }
    timeWidth = max(times.max() ?? 0, 7)
    let layout = TextLayout(width: width, times: timeWidth, names: names)
    self.layout = layout
    let allFit = diagram.rows.allSatisfy { row in
      guard case .arrow(let arrow) = row.content else { return true }
      let label = SanitizedText.visible(arrow.label.full, ascii: ascii)
      let room = layout.room(between: row.lane, and: arrow.target)
      return arrow.bends(from: row.lane)
        ? BentArrow.room(forLabel: label) <= room : TextArrow.room(forLabel: label) <= room
    }
    isShort = !allFit
  }

  /// A name that no column is too narrow for.
  private static func name(of lane: Diagram.Lane, ascii: Bool) -> String {
    let name = SanitizedText.visible(lane.name, ascii: ascii)
    return name.count > 24 ? name.prefix(21) + "..." : name
  }

  /// The number ends where all numbers end, and so does the unit begin where all do.
  private static func time(_ instant: Instant) -> String {
    let text = DelayText.text(instant)
    return text.hasSuffix(" ms") ? text : text + " "
  }

  /// Draws everything, from the heading to the closings.
  mutating func draw() {
    drawHeading()
    var last: Instant?
    for (index, row) in diagram.rows.enumerated() {
      var time = row.instant == last ? "" : TextDrawing.time(row.instant)
      last = row.instant
      switch row.lifelineChange {
      case .stops(let lane): isActive[lane] = false
      case .resumes(let lane): (isActive[lane], isSure[lane]) = (true, false)
      case nil: break
      }
      let arriving = underWay.filter { $0.arrival == index }
      underWay.removeAll { $0.arrival == index }
      for arrow in arriving {
        lines.append(lifelines(time, [arrow.arriving(glyphs)]))
        time = ""
      }
      switch row.content {
      case .arrow(let arrow): draw(arrow, from: row.lane, at: index, time)
      case .note(let words):
        if !row.isArrival || arriving.isEmpty {
          drawNote(words.text(isShort: isShort), at: row.lane, copies: row.copies ?? 0, time)
        }
      }
      if let certainty = row.certainty { isSure[row.lane] = certainty == .sure }
    }
    drawContrast()
    drawClosings()
  }

  /// Draws the title and the names of the lanes.
  private mutating func drawHeading() {
    if diagram.hasTitle {
      lines += WrappedText.lines(visible(diagram.title), width: layout.width) + [""]
    }
    var heading = "time".padded(to: timeWidth, .right)
    for (index, lane) in diagram.lanes.enumerated() {
      let column = layout.lifelines[index]
      if index > 0, lane.isBehindNetwork {
        let gap = layout.room(between: index - 1, and: index)
        let network = column - gap / 2 - "network".count / 2
        if heading.count + 1 < network {
          heading = heading.padded(to: network, .left) + "network"
        }
      }
      heading = heading.padded(to: column, .left) + names[index]
    }
    lines.append(heading)
    lines.append(lifelines(""))
  }

  /// Draws a message between two lanes. A label that is longer than the arrow stands above it.
  private mutating func draw(
    _ message: Diagram.Arrow, from sender: Int, at index: Int, _ time: String
  ) {
    let isRightward = sender < message.target
    let left = min(sender, message.target)
    let room = layout.room(between: sender, and: message.target)
    let first = layout.lifelines[left] + 1
    let label = visible(message.label.text(isShort: isShort))
    var time = time
    let bends = message.bends(from: sender)
    let isAbove =
      (bends ? BentArrow.room(forLabel: label) : TextArrow.room(forLabel: label)) > room
    if isAbove {
      for line in WrappedText.lines(label, width: room - 2) {
        let column = isRightward ? first + 1 : first + room - 1 - line.count
        lines.append(lifelines(time, [(column, Array(line))]))
        time = ""
      }
    }
    if bends, let arrival = message.arrival {
      let arrow = BentArrow(
        from: layout.lifelines[sender], to: layout.lifelines[message.target],
        label: isAbove ? "" : label, arrival: arrival, isNext: arrival == index + 1,
        besides: underWay)
      let tail = isRightward ? glyphs.tailRight : glyphs.tailLeft
      lines.append(
        lifelines(
          time, [arrow.leaving(glyphs, underWay), (layout.lifelines[sender], [tail])]))
      underWay.append(arrow)
      return
    }
    let crossed = (left + 1..<max(sender, message.target)).map { lane in
      (place: layout.lifelines[lane] - first, lifeline: lifeline(of: lane))
    }
    let arrow = TextArrow(
      isRightward: isRightward, isLost: message.isLost, isBroken: message.fate == .isBroken,
      glyphs: glyphs, crossed: crossed)
    lines.append(
      lifelines(
        time,
        [
          (first, arrow.characters(label: label, room: room)),
          (layout.lifelines[sender], [isRightward ? glyphs.tailRight : glyphs.tailLeft]),
        ]))
  }

  /// Draws a note beside its lifeline.
  private mutating func drawNote(
    _ words: String, at lane: Int, copies: Int, _ time: String
  ) {
    let column = layout.lifelines[lane]
    let marked = copies > 0 ? Array(repeating: glyphs.copy, count: min(copies, 4)) : [glyphs.point]
    let indentation = marked.count + 1
    let wrapped = WrappedText.lines(
      visible(words), width: layout.words(beside: lane) + 2 - indentation)
    for (number, line) in wrapped.enumerated() {
      var marks = [(column + indentation, Array(line))]
      if number == 0 { marks.append((column, marked)) }
      lines.append(lifelines(number == 0 ? time : "", marks))
    }
  }

  /// Draws the last beliefs, and the line that says them beside what is stored.
  private mutating func drawContrast() {
    if diagram.contrast.isEmpty { return }
    lines.append(lifelines(""))
    let words = diagram.contrast.map { ascii && $0 == "≠" ? "!=" : String($0) }.joined()
    let indentation = layout.lifelines[0]
    for line in WrappedText.lines(visible(words), width: layout.width - indentation) {
      lines.append("".padded(to: indentation, .left) + line)
    }
  }

  /// Draws the sentences below the diagram, and the legend if names were shortened.
  private mutating func drawClosings() {
    if !diagram.closings.isEmpty || isShort && !diagram.legend.isEmpty { lines.append("") }
    for closing in diagram.closings { draw(closing.label, closing.sentences) }
    if isShort { draw("names", diagram.legend) }
  }

  /// A label and some sentences, each on lines of its own.
  private mutating func draw(_ label: String, _ sentences: [String]) {
    let indentation = 10
    var label = visible(label)
    for sentence in sentences {
      for line in WrappedText.lines(visible(sentence), width: layout.width - indentation) {
        lines.append(label.padded(to: indentation, .left) + line)
        label = ""
      }
    }
  }

  /// A text without anything that a terminal would interpret.
  private func visible(_ text: String) -> String { SanitizedText.visible(text, ascii: ascii) }

  /// The character of a lifeline, by its state.
  private func lifeline(of lane: Int) -> Character {
    isSure[lane] ? glyphs.sure : isActive[lane] ? glyphs.lifeline : glyphs.stopped
  }

  /// A line with its time, all lifelines, and what is drawn over them.
  private func lifelines(_ time: String, _ marks: [(Int, [Character])] = []) -> String {
    var line = Array(repeating: " " as Character, count: layout.width)
    line.replaceSubrange(0..<timeWidth, with: Array(time.padded(to: timeWidth, .right)))
    for (lane, column) in layout.lifelines.enumerated() { line[column] = lifeline(of: lane) }
    for arrow in underWay { line[arrow.column] = glyphs.underWay }
    for (column, characters) in marks {
      line.replaceSubrange(column..<(column + characters.count), with: characters)
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
