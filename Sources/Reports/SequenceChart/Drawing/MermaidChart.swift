import EndToEnd
import Simulation

extension SequenceChart {
  /// The chart as a Mermaid `sequenceDiagram`, for a page that draws it.
  ///
  /// An arrow stands where its message leaves; where it arrives, a note says so.
  ///
  /// - Returns: lines, each with a line feed at its end.
  public func mermaid() -> String {
    var lines = ["sequenceDiagram"]
    if hasTitle { lines.append("  title " + MermaidText.escaped(title)) }
    lines += participants.map { participant in
      let (id, name) = (mermaidID(of: participant), name(of: participant))
      return (participant == .person ? "  actor " : "  participant ")
        + (id == name ? id : "\(id) as \(name)")
    }
    var note: (row: Row, sentences: [String])?
    func finishNote() {
      guard let (row, sentences) = note else { return }
      lines.append(MermaidText.note(over: [mermaidID(of: row.participant)], sentences))
      note = nil
    }
    for row in rows {
      if case .sends(let message) = row.happening {
        finishNote()
        lines.append(
          MermaidText.arrow(
            from: mermaidID(of: message.sender), to: mermaidID(of: message.receiver), message))
        continue
      }
      let words = row.happening.text(.full)
      if let open = note, open.row.participant == row.participant, open.row.instant == row.instant {
        note = (open.row, open.sentences + [words])
      } else {
        finishNote()
        note = (row, [DelayText.text(row.instant) + ": " + words])
      }
    }
    finishNote()
    lines.append(MermaidText.note(over: ["client"], verdict.client))
    lines.append(MermaidText.note(over: ["server"], [verdict.server]))
    lines.append(
      MermaidText.note(
        over: ["client", "server"], verdict.sentences + ["evidence: " + verdict.evidence]))
    return lines.map { $0 + "\n" }.joined()
  }

  /// A participant's name without spaces, which Mermaid allows only in what it shows.
  private func mermaidID(of participant: Participant) -> String {
    name(of: participant).filter { $0 != " " }
  }
}

/// The statements of a Mermaid sequence diagram.
enum MermaidText {
  static func arrow(
    from sender: String, to receiver: String, _ message: SequenceChart.Message
  ) -> String {
    let arrow = message.isLost ? "-x" : "->>"
    let time = DelayText.text(message.departure) + ": "
    let fate = message.isBroken ? ", connection broken" : message.isLost ? ", lost" : ""
    return "  \(sender)\(arrow)\(receiver): "
      + escaped(time + message.content.text(.full) + fate)
  }

  /// A note over one participant, or from the first to the last of several. Mermaid does not break
  /// its lines, so this does.
  static func note(over participants: [String], _ sentences: [String]) -> String {
    "  Note over " + participants.joined(separator: ",") + ": "
      + sentences.flatMap { WrappedText.lines($0, width: 40) }.map(escaped)
      .joined(separator: "<br/>")
  }

  /// Text that Mermaid takes for nothing but text.
  ///
  /// Everything but letters, digits, spaces and a few harmless marks becomes an entity code such as
  /// `#59;`, which Mermaid shows as the character: `;` ends a statement, `#` begins a code, `%%` a
  /// comment, `<` markup, and `style:#` undoes the code that follows.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    let scalars = Array(SequenceChart.visible(text).unicodeScalars)
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

  private static func isHarmless(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
    switch scalar {
    case "0"..."9", "a"..."z", "A"..."Z", " ", ".", ",", "-", "(", ")", "'": true
    case ":": next == nil || next == " "
    default: !scalar.isASCII
    }
  }
}
