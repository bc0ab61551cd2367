import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

/// A model that a program builds may name itself and its strategies as it likes; a file is read more strictly.
@Suite struct HostileTextTests {
  static let hostile: [String] = [
    "\u{1B}[31mred\u{1B}[0m", "\u{9B}2J", "\u{202E}desrever", "zero\u{200B}width",
    "joined\u{200D}up",
    "say \"no\"", "two\nlines", "two\u{2028}lines", "rubbed\u{7F}out", "=cmd()", "a|b",
    "<script>alert(1)</script>",
  ]

  private static func comparison(_ text: String) throws -> Comparison {
    try PageReports.comparison(names: ["none", text], title: text, trials: 300)
  }

  private static let plainLineCount = try? comparison("plain").report(as: .json)
    .split(separator: "\n").count

  private static func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: scalar == "\n"
      default: true
      }
    }
  }

  @Test(arguments: hostile)
  func noFormHasAControlOrInvisibleCharacter(text: String) throws {
    let comparison = try HostileTextTests.comparison(text)
    for format in [ReportFormat.table, .markdown, .json] {
      let report = comparison.report(as: format)
      #expect(HostileTextTests.isHarmless(report), "\(format)")
      // No line begins within a name.
      if format == .json {
        #expect(report.split(separator: "\n").count == HostileTextTests.plainLineCount)
      }
      #expect(!report.split(separator: "\n").contains { $0.hasPrefix("lines") })
    }
    #expect(HostileTextTests.isHarmless(comparison.plot()))
    #expect(HostileTextTests.isHarmless(comparison.plot(on: Screen(isASCII: true))))
    let page = PageReports.page(comparison).html()
    #expect(HostileTextTests.isHarmless(page) && !page.contains("<script"))
  }

  /// Programs join tables by the names in them, so CSV has the name itself.
  @Test(arguments: hostile)
  func csvHoldsTheNameItself(text: String) throws {
    let report = try HostileTextTests.comparison(text).report(as: .csv)
    let quoted = text.replacing("\"", with: "\"\"")
    #expect(report.contains(text.hasPrefix("=") ? "'" + quoted : quoted))
  }
}
