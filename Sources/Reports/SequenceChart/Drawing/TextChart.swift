import EndToEnd
import Simulation

extension SequenceChart {
  /// The chart for a terminal: a lifeline for each participant, the times at the left.
  ///
  /// An arrow stands where its message leaves; where it arrives, a line of its own says so.
  ///
  /// - Parameters:
  ///   - width: the most characters in a line, taken for 60 if it is less and for 120 if more; several
  ///     gateways have as much as their lifelines need.
  ///   - ascii: whether nothing but ASCII is used; other characters of the title are escaped.
  /// - Returns: lines, each with a line feed at its end.
  public func text(width: Int = 80, ascii: Bool = false) -> String {
    var drawing = TextChart(self, width: width, ascii: ascii)
    drawing.draw()
    return drawing.lines.map { $0 + "\n" }.joined()
  }
}

/// A chart being drawn for a terminal, line by line.
private struct TextChart {
  let chart: SequenceChart
  let layout: TextLayout
  let glyphs: TextGlyphs
  let ascii: Bool
  let naming: SequenceChart.Naming
  let timeWidth: Int
  /// How many of the operations the client still works on.
  var operationsUnderWay: Int
  private(set) var lines: [String] = []

  init(_ chart: SequenceChart, width: Int, ascii: Bool) {
    self.chart = chart
    operationsUnderWay = chart.hasPerson ? 0 : 1
    self.ascii = ascii
    glyphs = ascii ? .ascii : .drawn
    let times = chart.rows.map { TextChart.time($0.instant).count }
    timeWidth = max(times.max() ?? 0, 7)
    let layout = TextLayout(
      width: width, times: timeWidth, participants: chart.participants.count)
    self.layout = layout
    // One manner of naming for the whole chart, or a reader would take two names for two requests.
    let allFit = chart.rows.allSatisfy { row in
      guard case .sends(let message) = row.happening else { return true }
      return TextArrow.room(forLabel: message.content.text(.full)) <= layout.gap
    }
    naming = allFit ? .full : .short
  }

  /// The number ends where all numbers end, and so does the unit begin where all do.
  private static func time(_ instant: Instant) -> String {
    let text = DelayText.text(instant)
    return text.hasSuffix(" ms") ? text : text + " "
  }

  mutating func draw() {
    drawHeading()
    var last: Instant?
    for row in chart.rows {
      let time = row.instant == last ? "" : TextChart.time(row.instant)
      last = row.instant
      if case .sends(let message) = row.happening {
        drawMessage(message, time)
      } else {
        drawNote(row, time)
      }
    }
    drawVerdict()
  }

  private mutating func drawHeading() {
    if chart.hasTitle {
      let title = SequenceChart.visible(chart.title, ascii: ascii)
      lines += WrappedText.lines(title, width: layout.width) + [""]
    }
    var heading = "time".padded(to: timeWidth, .right)
    for (index, participant) in chart.participants.enumerated() {
      let column = layout.lifelines[index]
      let network = column - layout.gap / 2 - "network".count / 2
      let isNetwork = index > 0 && chart.participants[index - 1] != .person
      if isNetwork, heading.count + 1 < network {
        heading = heading.padded(to: network, .left) + "network"
      }
      heading = heading.padded(to: column, .left) + chart.name(of: participant)
    }
    lines.append(heading)
    lines.append(lifelines(""))
  }

  private mutating func drawMessage(_ message: SequenceChart.Message, _ time: String) {
    let sender = index(of: message.sender)
    let receiver = index(of: message.receiver)
    let isRightward = sender < receiver
    let left = min(sender, receiver)
    let room = layout.gap
    let label = message.content.text(naming)
    var time = time
    if TextArrow.room(forLabel: label) > room {
      for line in WrappedText.lines(label, width: room - 2) {
        let words = line.padded(to: room - 2, isRightward ? .left : .right)
        lines.append(lifelines(time, [(layout.lifelines[left] + 2, Array(words))]))
        time = ""
      }
    }
    let arrow = TextArrow(
      isRightward: isRightward, isLost: message.isLost, isBroken: message.isBroken, glyphs: glyphs)
    lines.append(
      lifelines(
        time,
        [
          (layout.lifelines[left] + 1, arrow.characters(label: label, room: room)),
          (layout.lifelines[sender], [isRightward ? glyphs.tailRight : glyphs.tailLeft]),
        ]))
  }

  private mutating func drawNote(_ row: SequenceChart.Row, _ time: String) {
    switch row.happening {
    case .decides: operationsUnderWay -= 1
    case .presses: operationsUnderWay += 1
    default: break
    }
    let place = index(of: row.participant)
    let column = layout.lifelines[place]
    let words = row.happening.text(naming)
    for (number, line) in WrappedText.lines(words, width: layout.words(beside: place))
      .enumerated()
    {
      var marks = [(column + 2, Array(line))]
      if number == 0 { marks.append((column, [glyphs.point])) }
      lines.append(lifelines(number == 0 ? time : "", marks))
    }
  }

  private mutating func drawVerdict() {
    let verdict = chart.verdict
    lines.append("")
    draw("client", verdict.client)
    draw("server", [verdict.server])
    draw("verdict", verdict.sentences)
    draw("evidence", [verdict.evidence])
    if naming == .short { drawLegend() }
  }

  /// Explains the first abbreviation of each kind: of every gateway's tries, and of reads.
  private mutating func drawLegend() {
    let names = chart.rows.compactMap { row -> SequenceChart.RequestName? in
      if case .sends(let message) = row.happening { message.content.request } else { nil }
    }
    let tries = (0..<chart.gatewayCount).map { before in
      names.first { $0.gatewayTries.count == before + 1 }
    }
    let read = names.first { $0.isRead && $0.gatewayTries.isEmpty }
    let press = names.first { $0.press > 1 && $0.gatewayTries.isEmpty }
    draw(
      "names", (tries + [read, press]).compactMap { $0?.explanation(gateways: chart.gatewayCount) })
  }

  /// A label and some sentences, each on lines of its own.
  private mutating func draw(_ label: String, _ sentences: [String]) {
    let indentation = 10
    var label = label
    for sentence in sentences {
      for line in WrappedText.lines(sentence, width: layout.width - indentation) {
        lines.append(label.padded(to: indentation, .left) + line)
        label = ""
      }
    }
  }

  private func index(of participant: SequenceChart.Participant) -> Int {
    guard let index = chart.participants.firstIndex(of: participant) else {
      preconditionFailure("a row is about somebody who takes part")
    }
    return index
  }

  /// A line with its time, all lifelines, and what is drawn over them.
  private func lifelines(_ time: String, _ marks: [(Int, [Character])] = []) -> String {
    var line = Array(repeating: " " as Character, count: layout.width)
    line.replaceSubrange(0..<timeWidth, with: Array(time.padded(to: timeWidth, .right)))
    for (index, column) in layout.lifelines.enumerated() {
      let isStopped = chart.participants[index] == .client && operationsUnderWay == 0
      line[column] = isStopped ? glyphs.stopped : glyphs.lifeline
    }
    for (column, characters) in marks {
      line.replaceSubrange(column..<(column + characters.count), with: characters)
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
