import Simulation
import Testing

@testable import Diagrams

@Suite struct MermaidTextTests {
  @Test(arguments: [
    ("a;b", "a#59;b"),
    ("#35;", "#35;35#59;"),
    ("\"quoted\"", "#34;quoted#34;"),
    ("<b>&", "#60;b#62;#38;"),
    ("%%{init: {}}%%", "#37;#37;#123;init: #123;#125;#125;#37;#37;"),
    ("style:#1", "style#58;#35;1"),
    ("one\ntwo", "one#92;u#123;a#125;two"),
    ("\u{202E}x", "#92;u#123;202e#125;x"),
    ("Größe 1.5, (a-b)", "Größe 1.5, (a-b)"),
  ])
  func charactersThatMermaidInterpretsAreEscaped(text: String, escaped: String) {
    #expect(MermaidText.escaped(text) == escaped)
  }

  /// Each statement names exactly one participant, for any name.
  @Test func participantsWithoutAPlainNameGetAName() {
    var diagram = Diagram(
      title: "",
      lanes: [
        .init("node 1"), .init("node1"), .init("end"), .init("a;b\n", isPerson: true), .init(" "),
      ])
    diagram.arrow(.start, from: 4, to: 0, "x", .isBroken)
    diagram.note(.start, lane: 2, "one")
    diagram.note(.start, lane: 2, "two")
    diagram.closings = [
      .init("first", ["all is well"], over: 0...4), .init("second", ["more"], over: 0...4),
      .init("third", ["alone"], over: 1...1),
    ]
    #expect(
      diagram.mermaid() == """
        sequenceDiagram
          participant node1 as node 1
          participant lane_2 as node1
          participant lane_3 as end
          actor lane_4 as a#59;b#92;u#123;a#125;
          participant lane_5
          lane_5-xnode1: 0 ms: x, connection broken
          Note over lane_3: 0 ms: one<br/>two
          Note over node1,lane_5: all is well<br/>second: more
          Note over lane_2: alone

        """)
  }
}
