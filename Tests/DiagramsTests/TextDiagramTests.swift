import Diagrams
import Simulation
import Testing

@Suite struct TextDiagramTests {
  @Test func arrowsCrossTheLifelinesBetween() {
    #expect(
      transaction.text(width: 72) == """
        A commit

           time  coordinator    alice          bob            carol
                 │              │              │              │
           0 ms  ├─ prepare ───►│              │              │
                 ├─ prepare ────┼─────────────►│              │
                 ├─ prepare ────┼──────✗ lost  │              │
           5 ms  │              ● votes yes    │              │
                 │◄─────────────┼──────── yes ─┤              │
                 │              │              ● crashes      │
           9 ms  │◄─────────────┼──────────────┼───────── no ─┤
                 │              │  lost ✗──────┼───────── no ─┤
                 ├─ what has become of the transaction? ─✗    │
                 │              ● asks bob     ┊              │
                 │              │              ● is back      │

        broken    alice waits for ever

        """)
  }

  @Test func asciiArrowsCrossTheLifelinesBetween() {
    #expect(
      transaction.text(width: 72, ascii: true) == """
        A commit

           time  coordinator    alice          bob            carol
                 |              |              |              |
           0 ms  +- prepare --->|              |              |
                 +- prepare ----|------------->|              |
                 +- prepare ----|------x lost  |              |
           5 ms  |              * votes yes    |              |
                 |<-------------|-------- yes -+              |
                 |              |              * crashes      |
           9 ms  |<-------------|--------------|--------- no -+
                 |              |  lost x------|--------- no -+
                 +- what has become of the transaction? -x    |
                 |              * asks bob     :              |
                 |              |              * is back      |

        broken    alice waits for ever

        """)
  }

  /// Two arrows across a lifeline, from either side, lost, and a participant that stops.
  private var transaction: Diagram {
    var diagram = Diagram(
      title: "A commit",
      lanes: [.init("coordinator"), .init("alice"), .init("bob"), .init("carol")])
    let (five, nine): (Instant, Instant) = (.start + .milliseconds(5), .start + .milliseconds(9))
    diagram.arrow(.start, from: 0, to: 1, "prepare", .arrives)
    diagram.arrow(.start, from: 0, to: 2, "prepare", .arrives)
    diagram.arrow(.start, from: 0, to: 3, "prepare", .isLost)
    diagram.note(five, lane: 1, "votes yes")
    diagram.arrow(five, from: 2, to: 0, "yes", .arrives)
    diagram.append(.init(five, lane: 2, .note("crashes"), lifelineChange: .stops(2)))
    diagram.arrow(nine, from: 3, to: 0, "no", .arrives)
    diagram.arrow(nine, from: 3, to: 0, "no", .isLost)
    diagram.arrow(nine, from: 0, to: 3, "what has become of the transaction?", .isBroken)
    diagram.note(nine, lane: 1, "asks bob")
    diagram.append(.init(nine, lane: 2, .note("is back"), lifelineChange: .resumes(2)))
    diagram.closings = [.init("broken", ["alice waits for ever"], over: 0...3)]
    return diagram
  }

  /// Wherever an arrow goes, it ends at its target or, lost, on no lifeline; who is not between its
  /// ends is as before.
  @Test(arguments: 2...6)
  func anArrowConnectsAnyTwoLanes(count: Int) throws {
    let names = (1...count).map { "participant \($0)" }
    for (from, to) in (0..<count).flatMap({ from in (0..<count).map { (from, $0) } })
    where from != to {
      for fate in [Diagram.Arrow.Fate.arrives, .isLost, .isBroken] {
        var diagram = Diagram(title: "", lanes: names.map { .init($0) })
        diagram.arrow(.start, from: from, to: to, "hi", fate)
        let lines = diagram.text(ascii: true).split(separator: "\n").map(Array.init)
        let columns = lines[1].indices.filter { lines[1][$0] == "|" }
        #expect(columns.count == count && lines.count == 3)
        let arrow = lines[2]
        for (lane, column) in columns.enumerated() {
          #expect(arrow[column] == (lane == from ? "+" : "|"), "\(String(arrow))")
        }
        let nearTarget = arrow[columns[to] + (from < to ? -1 : 1)]
        #expect(nearTarget == (fate == .arrives ? from < to ? ">" : "<" : " "))
        #expect(String(arrow).contains(" hi "))
        // Between neighbours among many there is no room for the word.
        if abs(from - to) > 1 || count < 5 {
          #expect(String(arrow).contains("lost") == (fate == .isLost))
          #expect(String(arrow).contains("broken") == (fate == .isBroken))
        }
      }
    }
  }

  @Test func longLabelsStandAboveTheirArrows() {
    var diagram = Diagram(title: "", lanes: [.init("a"), .init("b"), .init("c")])
    let words = "one two three four five six seven eight nine ten eleven"
    diagram.arrow(.start, from: 2, to: 0, .init(words), .arrives)
    #expect(
      diagram.text(width: 60) == """
           time  a                b                c
                 │                │                │
           0 ms  │     one two three four five six │
                 │     seven eight nine ten eleven │
                 │◄───────────────┼────────────────┤

        """)
  }

  @Test func allLabelsAreShortIfOneIsTooLong() {
    var diagram = Diagram(title: "", lanes: [.init("a"), .init("b")])
    diagram.arrow(.start, from: 0, to: 1, .init("a request", short: "r"), .arrives)
    diagram.legend = ["r is a request"]
    #expect(diagram.text().contains("─ a request ─") && !diagram.text().contains("names"))
    let long = String(repeating: "a word ", count: 12)
    diagram.arrow(.start, from: 1, to: 0, .init(long, short: "w"), .arrives)
    #expect(diagram.text().contains("─ r ─") && diagram.text().contains("─ w ─"))
    #expect(diagram.text().hasSuffix("names     r is a request\n"))
  }

  @Test func noWordActsOnTheTerminal() {
    let hostile = "\u{1B}[2J\u{202E}\n"
    var diagram = Diagram(title: hostile, lanes: [.init(hostile), .init("b")])
    diagram.note(.start, lane: 0, .init(hostile))
    diagram.arrow(.start, from: 0, to: 1, .init(hostile), .arrives)
    diagram.closings = [.init(hostile, [hostile], over: 0...1)]
    let text = diagram.text()
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 32 && $0 != "\u{202E}" })
    #expect(text.split(separator: "\n").count == 6)
  }

  @Test(arguments: [1, 2, 3])
  func longNamesAreCut(count: Int) {
    let endless = String(repeating: "x", count: 1_000)
    let diagram = Diagram(title: "", lanes: (0..<count).map { _ in .init(endless) })
    #expect(diagram.text(width: 60).split(separator: "\n").allSatisfy { $0.count <= 120 })
  }
}
