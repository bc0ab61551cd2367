import Simulation
import Text

extension Diagram {
  /// The diagram as a Mermaid `sequenceDiagram`, for a page that draws it.
  ///
  /// An arrow stands where its message leaves. What follows at once on the same lane is one note.
  ///
  /// - Returns: lines, each with a line feed at its end.
  package func mermaid() -> String {
    let ids = mermaidIDs
    var lines = ["sequenceDiagram"]
    if hasTitle { lines.append("  title " + MermaidText.escaped(title)) }
    for (lane, id) in zip(lanes, ids) {
      let hasName = lane.name != id && lane.name.contains { !$0.isWhitespace }
      lines.append(
        (lane.isPerson ? "  actor " : "  participant ") + id
          + (hasName ? " as " + MermaidText.escaped(lane.name) : ""))
    }
    var note: (row: Row, sentences: [String])?
    func finishNote() {
      guard let (row, sentences) = note else { return }
      lines.append(MermaidText.note(over: [ids[row.lane]], sentences))
      note = nil
    }
    for row in rows {
      switch row.content {
      case .arrow(let arrow):
        finishNote()
        lines.append(
          MermaidText.arrow(from: ids[row.lane], to: ids[arrow.target], arrow, at: row.instant))
      case .note(let words):
        if let open = note, open.row.lane == row.lane, open.row.instant == row.instant {
          note = (open.row, open.sentences + [words.full])
        } else {
          finishNote()
          note = (row, [DelayText.text(row.instant) + ": " + words.full])
        }
      }
    }
    finishNote()
    lines += mermaidClosings(ids)
    return lines.map { $0 + "\n" }.joined()
  }

  /// The closings as notes below the diagram. Those over the same lanes share one note: Mermaid
  /// draws each in a box of its own.
  private func mermaidClosings(_ ids: [String]) -> [String] {
    var notes: [(lanes: ClosedRange<Int>, sentences: [String])] = []
    for closing in closings {
      if let last = notes.last, last.lanes == closing.lanes {
        // The first speaks for itself where it stands; what follows says what it is about.
        let sentences = closing.sentences.enumerated().map { index, sentence in
          index == 0 ? closing.label + ": " + sentence : sentence
        }
        notes[notes.count - 1].sentences += sentences
      } else {
        notes.append((closing.lanes, closing.sentences))
      }
    }
    return notes.map { note in
      let (first, last) = (note.lanes.lowerBound, note.lanes.upperBound)
      return MermaidText.note(
        over: first == last ? [ids[first]] : [ids[first], ids[last]], note.sentences)
    }
  }

  /// The lanes' names without spaces, where Mermaid takes them for names, or numbered ones.
  private var mermaidIDs: [String] {
    var ids: [String] = []
    for (index, lane) in lanes.enumerated() {
      let name = lane.name.filter { $0 != " " }
      let isPlain = MermaidText.isName(name) && !ids.contains(name)
      ids.append(isPlain ? name : "lane_\(index + 1)")
    }
    return ids
  }
}

/// The statements of a Mermaid sequence diagram.
enum MermaidText {
  /// The statement for a message. A lost one ends in a cross, and its words say so too.
  static func arrow(
    from sender: String, to receiver: String, _ message: Diagram.Arrow, at departure: Instant
  ) -> String {
    let fate =
      switch message.fate {
      case .arrives: ""
      case .isLost: ", lost"
      case .isBroken: ", connection broken"
      }
    return "  \(sender)\(message.isLost ? "-x" : "->>")\(receiver): "
      + escaped(DelayText.text(departure) + ": " + message.label.full + fate)
  }

  /// A note over one participant, or from the first to the last of several. Mermaid does not break
  /// its lines, so this does.
  static func note(over participants: [String], _ sentences: [String]) -> String {
    "  Note over " + participants.joined(separator: ",") + ": "
      + sentences.flatMap { WrappedText.lines($0, width: 40) }.map(escaped)
      .joined(separator: "<br/>")
  }

  /// Returns true if Mermaid takes a text for the name of a participant: letters and digits, and no keyword.
  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic,
      text.unicodeScalars.allSatisfy({
        $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
      })
    else { return false }
    return !keywords.contains(text.lowercased())
  }

  /// The words that begin a statement of Mermaid, which a label must not begin with.
  private static let keywords = [
    "acctitle", "accdescr", "activate", "actor", "alt", "and", "as", "autonumber", "box", "break",
    "create", "critical", "deactivate", "destroy", "details", "else", "end", "left", "link",
    "links",
    "loop", "note", "off", "opt", "option", "over", "par", "participant", "properties", "rect",
    "right", "sequencediagram", "title",
  ]

  /// The text with everything escaped that Mermaid would interpret.
  ///
  /// Everything but letters, digits, spaces and a few harmless marks becomes an entity code like
  /// `#59;`, which Mermaid shows as the character: `;` ends a statement, `#` begins a code, `%%` a
  /// comment, `<` markup, and `style:#` undoes the code that follows.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    let scalars = Array(SanitizedText.visible(text).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if isHarmless(scalar, before: next) {
        escaped.unicodeScalars.append(scalar)
      } else {
        escaped += "#\(scalar.value);"
      }
    }
    return escaped
  }

  /// Returns true if a character can stand in a label as it is. Everything else is written by its
  /// number, so that no text of a user can end a statement.
  private static func isHarmless(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
    switch scalar {
    case "0"..."9", "a"..."z", "A"..."Z", " ", ".", ",", "-", "(", ")", "'": true
    case ":": next == nil || next == " "
    default: !scalar.isASCII
    }
  }
}
