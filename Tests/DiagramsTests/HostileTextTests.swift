import Simulation
import Testing

@testable import Diagrams

/// Words of a user in every form of a diagram.
@Suite struct HostileTextTests {
  static let hostile: [String] = [
    "\u{1B}[31mred\u{1B}[0m", "\u{9B}2J", "\u{202E}desrever", "zero\u{200B}width",
    "joined\u{200D}up",
    "say \"no\"", "two\nlines", "two\u{2028}lines", "rubbed\u{7F}out", "end", "a;b",
    "%%{init: {}}%%",
    "</text><script>alert(1)</script>", "a-->b", "#35;",
  ]

  private static func diagram(_ text: String) -> Diagram {
    var diagram = Diagram(title: text, lanes: [.init(text), .init("b", isBehindNetwork: true)])
    diagram.arrow(.start, from: 0, to: 1, .init(text), .isLost)
    diagram.note(.start + .milliseconds(1), lane: 0, .init(text))
    diagram.closings = [.init(text, [text], over: 0...1)]
    return diagram
  }

  private static func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: scalar == "\n"
      default: true
      }
    }
  }

  @Test(arguments: hostile)
  func noFormHasAControlOrInvisibleCharacter(text: String) {
    let diagram = HostileTextTests.diagram(text)
    #expect(HostileTextTests.isHarmless(diagram.text(width: 80)))
    #expect(HostileTextTests.isHarmless(diagram.svg()))
    #expect(HostileTextTests.isHarmless(diagram.mermaid()))
    let ascii = diagram.text(width: 80, ascii: true)
    #expect(HostileTextTests.isHarmless(ascii) && ascii.utf8.allSatisfy { $0 < 0x7f })
  }

  /// The statements are those of a diagram with plain words, whatever the words are.
  @Test(arguments: hostile)
  func mermaidHasTheSameStatements(text: String) {
    func statements(_ text: String) -> [String] {
      HostileTextTests.diagram(text).mermaid().split(separator: "\n").map { line in
        line.split(separator: " ").first.map(String.init) ?? ""
      }.map { $0.contains("-x") ? "arrow" : $0 }
    }
    #expect(statements(text) == statements("plain words"))
    // A semicolon ends a statement, unless it ends a code like #59;.
    for line in HostileTextTests.diagram(text).mermaid().split(separator: "\n") {
      let bare = line.replacing(/#[0-9]+;/, with: "")
      #expect(!bare.contains(";") && !bare.contains("#") && !bare.contains("%%"), "\(line)")
    }
  }

  @Test(arguments: hostile)
  func svgHasTheSameElements(text: String) {
    let svg = HostileTextTests.diagram(text).svg()
    #expect(!svg.contains("<script"))
    #expect(svg.count { $0 == "<" } == svg.count { $0 == ">" })
    #expect(svg.matches(of: /<desc>[^<]*<\/desc>/).count == 1)
  }
}
