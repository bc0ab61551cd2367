import Diagrams
import Simulation
import Testing

@testable import Diagrams

/// Arrows on two lines, the lifeline of a belief, and stored copies.
@Suite struct BentArrowTests {
  /// A request that is stored, and an answer that makes the client sure.
  private static var answered: Diagram {
    var client = Diagram.Lane("client")
    client.holdsBelief = true
    var diagram = Diagram(title: "", lanes: [client, .init("server")])
    var row = Diagram.Row(.start, lane: 0, .arrow(.init(to: 1, "write", .arrives)))
    row.content = arrow(to: 1, "write", arrival: 1)
    diagram.append(row)
    diagram.append(arrival(at: 20, lane: 1))
    var stores = Diagram.Row(.start + .milliseconds(25), lane: 1, .note("stores it"))
    stores.copies = 2
    diagram.append(stores)
    diagram.append(
      .init(.start + .milliseconds(25), lane: 1, arrow(to: 0, "ok", arrival: 4)))
    diagram.append(arrival(at: 45, lane: 0))
    var stops = Diagram.Row(.start + .milliseconds(45), lane: 0, .note("stops"))
    stops.certainty = .sure
    diagram.append(stops)
    diagram.contrast = "believes: once ≠ is: twice"
    return diagram
  }

  private static func arrow(
    to lane: Int, _ words: Diagram.Wording, arrival: Int
  ) -> Diagram.Content {
    var arrow = Diagram.Arrow(to: lane, words, .arrives)
    arrow.arrival = arrival
    return .arrow(arrow)
  }

  private static func arrival(at time: Int64, lane: Int) -> Diagram.Row {
    var row = Diagram.Row(.start + .milliseconds(time), lane: lane, .note("it arrives"))
    row.isArrival = true
    return row
  }

  @Test func anArrowTurnsDownToTheLineWhereItArrives() {
    #expect(
      Self.answered.text(width: 60) == """
           time  client                        server
                 │                             │
           0 ms  ├─ write ──────╮              │
          20 ms  │              ╰─────────────►│
          25 ms  │                             ■■ stores it
                 │              ╭───────── ok ─┤
          45 ms  │◄─────────────╯              │
                 ● stops                       │
                 ┃                             │
                 believes: once ≠ is: twice

        """)
  }

  @Test func theSameInASCII() {
    let drawn = Self.answered.text(width: 60)
    let pairs: [Character: Character] = [
      "│": "|", "├": "+", "┤": "+", "─": "-", "╮": "\\", "╰": "\\", "╭": "/", "╯": "/",
      "►": ">", "◄": "<", "■": "#", "●": "*", "┃": "!",
    ]
    let expected = String(drawn.map { pairs[$0] ?? $0 }).replacing("≠", with: "!=")
    #expect(Self.answered.text(width: 60, ascii: true) == expected)
  }

  /// Two requests under way at once take columns of their own, and each arrives where it turned down.
  @Test func messagesUnderWayKeepApart() {
    var diagram = Diagram(title: "", lanes: [.init("a"), .init("b")])
    diagram.append(.init(.start, lane: 0, Self.arrow(to: 1, "one", arrival: 3)))
    diagram.note(.start + .milliseconds(1), lane: 0, "waits")
    diagram.append(
      .init(.start + .milliseconds(2), lane: 0, Self.arrow(to: 1, "two", arrival: 4)))
    diagram.append(Self.arrival(at: 3, lane: 1))
    diagram.append(Self.arrival(at: 4, lane: 1))
    #expect(
      diagram.text(width: 60) == """
           time  a                             b
                 │                             │
           0 ms  ├─ one ────────────────────╮  │
           1 ms  ● waits                    ╎  │
           2 ms  ├─ two ──────────────────╮ ╎  │
           3 ms  │                        ╎ ╰─►│
           4 ms  │                        ╰───►│

        """)
  }

  /// Wherever a message turns, the two halves meet in one column, inside the space between the lifelines.
  @Test(arguments: [12, 20, 41])
  func bothHalvesMeet(room: Int) {
    for isRightward in [true, false] {
      for label in ["", "ok", "attempt"] where BentArrow.room(forLabel: label) <= room {
        var others: [BentArrow] = []
        for arrival in 1...3 {
          let (from, to) = isRightward ? (4, 5 + room) : (5 + room, 4)
          let arrow = BentArrow(
            from: from, to: to, label: label, arrival: arrival, isNext: arrival == 1,
            besides: others)
          let (first, leaving) = arrow.leaving(.ascii, others)
          let (second, arriving) = arrow.arriving(.ascii)
          let corner = isRightward ? first + leaving.count - 1 : first
          #expect(corner == arrow.column)
          #expect((isRightward ? second : second + arriving.count - 1) == arrow.column)
          #expect(arrow.column > 4 && arrow.column < 5 + room)
          #expect(label.isEmpty || String(leaving).contains(label))
          #expect(arriving.contains(isRightward ? ">" : "<"))
          others.append(arrow)
        }
        let columns = others.map { $0.column }
        if room > 20 { #expect(Set(columns).count == 3) }
      }
    }
  }
}
