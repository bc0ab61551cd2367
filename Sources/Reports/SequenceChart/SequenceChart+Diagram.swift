import Diagrams
import EndToEnd
import Simulation

/// Charts as text, Mermaid and SVG.
extension SequenceChart {
  /// The chart for a terminal: a lifeline for each participant, the times at the left.
  ///
  /// - Parameters:
  ///   - width: the most characters in a line, taken for 60 if it is less and for 120 if more; several
  ///     gateways have as much as their lifelines need.
  ///   - ascii: true to draw in ASCII alone; other characters of the title are escaped.
  /// - Returns: lines, each with a line feed at its end.
  ///
  /// ```
  ///    time  client            network            server
  ///          │                                    │
  ///    0 ms  ├─ attempt 1 ──────╮                 │
  ///   20 ms  │                  ╰────────────────►│
  ///   25 ms  │                                    ■ stores copy 1
  ///          │          lost ✗─ 200 to attempt 1 ─┤
  /// ```
  package func text(width: Int = 80, ascii: Bool = false) -> String {
    diagram.text(width: width, ascii: ascii)
  }

  /// The chart as a Mermaid `sequenceDiagram`, for a page that draws it.
  ///
  /// - Returns: lines, each with a line feed at its end.
  package func mermaid() -> String { diagram.mermaid() }

  /// The chart as an SVG that needs nothing else.
  ///
  /// - Returns: lines, each with a line feed at its end.
  package func svg() -> String { diagram.svg() }

  /// The chart as a diagram.
  ///
  /// An arrow leads from the row where its message leaves to the row where it arrives.
  package var diagram: Diagram {
    var diagram = Diagram(title: title, lanes: participants.map(lane))
    // A person may have several operations under way; the client stops with the last of them.
    var operations = hasPerson ? 0 : 1
    let client = lane(of: .client)
    var copies = 0
    for (index, row) in rows.enumerated() {
      var lifelineChange: Diagram.LifelineChange?
      switch row.event {
      case .decides:
        operations -= 1
        if operations == 0 { lifelineChange = .stops(client) }
      case .presses:
        operations += 1
        if operations == 1 { lifelineChange = .resumes(client) }
      default: break
      }
      var drawn = Diagram.Row(
        row.instant, lane: lane(of: row.participant), content(of: row, at: index),
        lifelineChange: lifelineChange)
      if case .receives = row.event { drawn.isArrival = true }
      if case .decides(let belief) = row.event {
        drawn.certainty = belief.isUnknown ? .unsure : .sure
      }
      if let number = row.event.copies(after: copies) {
        copies = number
        drawn.copies = number
      }
      diagram.append(drawn)
    }
    diagram.contrast = verdict.contrast
    let server = lane(of: .server)
    diagram.closings = [
      .init("client", verdict.client, over: client...client),
      .init("server", [verdict.server], over: server...server),
      .init("verdict", verdict.conclusion, over: client...server),
      .init("evidence", [verdict.evidence], over: client...server),
    ]
    if let likelihood {
      diagram.closings.append(.init("chance", likelihood.sentences, over: client...server))
    }
    diagram.legend = legend
    return diagram
  }

  /// The lane of a participant. The client's lane holds its belief, which is compared with the
  /// copies on the server's.
  private func lane(_ participant: Participant) -> Diagram.Lane {
    var lane = Diagram.Lane(
      name(of: participant), isPerson: participant == .person,
      isBehindNetwork: participant != .person && participant != .client,
      beginsInactive: participant == .client && hasPerson)
    lane.holdsBelief = participant == .client
    return lane
  }

  /// The index of a participant's lane.
  private func lane(of participant: Participant) -> Int {
    guard let lane = participants.firstIndex(of: participant) else {
      preconditionFailure("a row is about a participant")
    }
    return lane
  }

  /// The content of a row: an arrow for a message that leaves, and a note for anything else.
  ///
  /// An arrow ends at the row in which its message arrives, so that its slope shows the time
  /// under way.
  private func content(of row: Row, at index: Int) -> Diagram.Content {
    let words = Diagram.Wording(row.event.text(.full), short: row.event.text(.short))
    guard case .sends(let message) = row.event else { return .note(words) }
    let fate: Diagram.Arrow.Fate =
      message.isBroken ? .isBroken : message.isLost ? .isLost : .arrives
    var arrow = Diagram.Arrow(to: lane(of: message.receiver), words, fate)
    arrow.arrival = rows[index...].firstIndex { other in
      switch other.event {
      case .receives(let arrived), .ignores(let arrived, _): arrived == message
      default: false
      }
    }
    return .arrow(arrow)
  }

  /// Explains the first abbreviation of each kind: of every gateway's tries, and of reads.
  private var legend: [String] {
    let names = rows.compactMap { row -> RequestName? in
      if case .sends(let message) = row.event { message.content.request } else { nil }
    }
    let tries = (0..<gatewayCount).map { before in
      names.first { $0.gatewayTries.count == before + 1 }
    }
    let read = names.first { $0.isRead && $0.gatewayTries.isEmpty }
    let press = names.first { $0.press > 1 && $0.gatewayTries.isEmpty }
    return (tries + [read, press]).compactMap { $0?.explanation(gateways: gatewayCount) }
  }
}

/// Events as rows of a diagram.
extension SequenceChart.ChartEvent {
  /// The copies on the server after the event; `nil` if it does not change them.
  fileprivate func copies(after before: Int) -> Int? {
    switch self {
    case .stores(let copy, _), .confirms(_, let copy): Int(copy)
    case .losesWrite(let left): Int(left)
    case .storesAgain: before + 1
    case .voids(let count): max(before - Int(count), 0)
    default: nil
    }
  }
}

/// Verdicts in the line below a diagram.
extension SequenceChart.Verdict {
  /// The belief of the client beside what the server has stored.
  fileprivate var contrast: String {
    let copies = outcome.copies
    let stored =
      switch copies {
      case 0: "not stored"
      case 1: "stored once"
      case 2: "stored twice"
      default: "stored \(copies) times"
      }
    let (belief, sign) =
      switch outcome.belief {
      case .acknowledged: ("stored once", copies == 1 ? "=" : "≠")
      case .rejected: ("not stored", copies == 0 ? "=" : "≠")
      case .error, .timeout: ("unknown", "?")
      }
    return "believes: \(belief) \(sign) is: \(stored)"
  }
}
