import Foundation
import Simulation
import Testing

@testable import Diagrams

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGTests {
  /// The document is well formed and holds no other element, for any name.
  @Test func noWordBecomesMarkup() throws {
    let hostile = "</text><script>alert('1')</script>&amp;\u{1B}[2J\u{202E}\n\u{FFFE}\""
    var diagram = Diagram(title: hostile, lanes: [.init(hostile), .init("b")])
    diagram.note(.start, lane: 0, .init(hostile))
    diagram.arrow(.start, from: 0, to: 1, .init(hostile), .isLost)
    diagram.closings = [.init(hostile, [hostile], over: 0...1)]
    let svg = diagram.svg()
    let reader = Elements()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(
      reader.names == ["svg", "title", "desc", "style", "rect", "path", "circle", "text"])
    #expect(reader.text.contains("<script>alert('1')</script>&amp;\\u{1b}[2J\\u{202e}\\u{a}"))
    #expect(!svg.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test func theDescriptionTellsTheEvents() {
    var diagram = Diagram(title: "Lost", lanes: [.init("a"), .init("b")])
    diagram.arrow(.start + .milliseconds(5), from: 0, to: 1, "hi", .isLost)
    diagram.note(.start + .seconds(1), lane: 0, "waits")
    let svg = diagram.svg()
    #expect(svg.contains("role=\"img\"") && svg.contains("<title>Lost</title>"))
    #expect(
      svg.contains(
        "<desc>A sequence diagram of a, b. 5 ms, a to b: hi, lost. 1 s, a: waits.</desc>"))
    #expect(svg.contains(">lost</text>") && svg.contains("class=\"cross\""))
    #expect(svg == diagram.svg())
  }

  /// On its arrow, where the message arrives or is lost, or beside the lifeline; with its name as text.
  @Test func aChanceIsMarkedWhereItIsDecided() throws {
    var diagram = Diagram(title: "", lanes: [.init("a"), .init("b")])
    diagram.arrow(.start, from: 0, to: 1, "hi", .arrives)
    diagram.note(.start + .seconds(1), lane: 1, "stores")
    diagram.arrow(.start + .seconds(1), from: 1, to: 0, "ok", .isLost)
    #expect(!diagram.svg().contains("data-fault"))
    diagram.mark(.init("request <lost>", happens: false), atRow: 0)
    diagram.mark(.init("fails", happens: false), atRow: 1)
    diagram.mark(.init("response lost", happens: true), atRow: 2)
    let svg = diagram.svg()
    let marks = svg.matches(
      of:
        #/class="(risk[a-z ]*)" data-fault="([^"]*)"><title>([^<]*)<.*?class="ring" cx="([0-9]+)"/#)
    #expect(marks.map { String($0.2) } == ["request &lt;lost&gt;", "fails", "response lost"])
    #expect(marks.map { String($0.1) } == ["risk", "risk", "risk happens"])
    let lanes = svg.matches(of: #/class="life" d="M([0-9]+)/#).compactMap { Int($0.1) }.sorted()
    let places = marks.compactMap { Int($0.4) }
    try #require(lanes.count == 2 && places.count == 3)
    #expect(places.allSatisfy { $0 > lanes[0] && $0 < lanes[1] })
  }

  /// No words stand over others, nor beyond the edge, with characters as wide as fonts have them.
  @Test(arguments: 2...6, [false, true])
  func wordsDoNotOverlap(count: Int, isLost: Bool) throws {
    var diagram = Diagram(
      title: "A title that is longer than a line, as titles of strategies and faults may well be",
      lanes: (0..<count).map { .init("participant \($0)", isBehindNetwork: $0 > 0) })
    let words = [
      "ok", "a label of some words", "one that is far too long for any such arrow, or two",
    ]
    var time = Instant.start
    for from in 0..<count {
      for to in 0..<count {
        time = time + .microseconds(123_456)
        for text in words {
          if from == to {
            diagram.note(time, lane: from, .init(text))
          } else {
            diagram.arrow(time, from: from, to: to, .init(text), isLost ? .isBroken : .arrives)
          }
        }
      }
    }
    diagram.closings = [.init("verdict", words, over: 0...1)]
    let svg = diagram.svg()
    let header = try #require(svg.firstMatch(of: /viewBox="0 0 ([0-9]+) ([0-9]+)"/))
    let (width, height) = (try #require(Int(header.1)), try #require(Int(header.2)))
    var boxes: [(left: Int, right: Int, baseline: Int, text: String)] = []
    let texts = svg.matches(
      of: /<text(?: class="([a-z ]*)")? x="([0-9]+)" y="([0-9]+)">([^<]*)<\/text>/)
    for match in texts {
      let kind = match.1 ?? ""
      let x = try #require(Int(match.2))
      let size = match.4.count * (kind == "title" ? 93 : 79) / 10
      let left =
        kind.contains("middle")
        ? x - size / 2
        : kind.contains("end") || kind == "time"
          ? x - size : x
      boxes.append((left, left + size, try #require(Int(match.3)), String(match.4)))
    }
    #expect(boxes.count > count * count)
    for (index, box) in boxes.enumerated() {
      #expect(box.left >= 0 && box.right <= width && box.baseline + 4 <= height, "\(box)")
      for other in boxes[..<index]
      where abs(other.baseline - box.baseline) < 11 {
        #expect(other.right <= box.left || box.right <= other.left, "\(box) \(other)")
      }
    }
  }

  private final class Elements: NSObject, XMLParserDelegate {
    var names: [String] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if !names.contains(name) { names.append(name) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }
}
