import EndToEnd
import Foundation
import Simulation
import Study
import Testing
import Text

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The forms of a check's report that other programs read.
@Suite struct CheckFormatTests {
  /// One property that holds, one that is broken and one that is undecided, of a strategy with a name that needs escapes.
  private static func report(named name: String = "a <b> & \"c\", 100%: d") -> CheckReport {
    var scenario = Scenario()
    scenario.network.request.loss = Probability(0.01)
    scenario.network.response.loss = Probability(0.01)
    scenario.client.timeout = .seconds(1)
    let strategy = Strategy(name: name, scenario: scenario)
    var model = Model(name: "m", title: "M", strategies: [strategy], never: [.lost])
    model.atMost = [.rate(.phantom): 0.001]
    model.expectations = [Expectation(strategy: name, values: [.cost: 1])]
    let source = CheckReport.Source(
      file: "models/my model.json5", strategies: [name: SourcePlace(line: 7, column: 3)])
    return CheckReport(CheckPlan(model).run(), of: model, in: source)
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func theSampleReportHoldsBreaksAndLeavesUndecided() {
    #expect(Self.report().results.map(\.status) == [.holds, .broken, .undecided])
  }

  @Test func junitIsWellFormedAndCounts() throws {
    let reader = TestCases()
    let parser = XMLParser(data: Data(Self.report().report(as: .junit).utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.names == ["never lost", "phantom at most 0.1%", "cost expected 1 within 1%"])
    #expect(reader.classes == Set(["m.a <b> & \"c\", 100%: d"]))
    #expect(reader.failures == 1 && reader.errors == 1)
    #expect(reader.suite["tests"] == "3" && reader.suite["failures"] == "1")
    #expect(reader.suite["errors"] == "1")
  }

  /// The members that sections 3.13 to 3.30 of SARIF 2.1.0 require.
  @Test func sarifHasWhatItsSchemaRequires() throws {
    let log = try Self.object(Self.report().report(as: .sarif))
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "disagree")
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.map { $0["id"] as? String } == ["never/lost", "atMost/phantom", "expect/cost"])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["kind"] as? String } == ["pass", "fail", "open"])
    #expect(results.map { $0["level"] as? String } == ["none", "error", "none"])
    for (index, result) in results.enumerated() {
      #expect(result["ruleIndex"] as? Int == index)
      let message = try #require(result["message"] as? [String: Any])
      #expect((message["text"] as? String)?.isEmpty == false)
      let locations = try #require(result["locations"] as? [[String: Any]])
      let place = try #require(locations[0]["physicalLocation"] as? [String: Any])
      let artifact = try #require(place["artifactLocation"] as? [String: Any])
      #expect(artifact["uri"] as? String == "models/my%20model.json5")
      let region = try #require(place["region"] as? [String: Any])
      #expect(region["startLine"] as? Int == 7 && region["startColumn"] as? Int == 3)
    }
  }

  @Test func githubMarksTheStrategyInTheModel() {
    let lines = Self.report().report(as: .github).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[0].hasPrefix(
        "::error file=models/my model.json5,line=7,col=3,title=a <b> & \"c\"%2C 100%25%3A d%3A phantom"
      ))
    #expect(lines[1].hasPrefix("::warning file="))
    #expect(lines[2] == "3 properties: 1 holds, 1 broken, 1 undecided")
    // A name cannot begin a command of its own.
    let hostile = Self.report(named: "a\n::error::b").report(as: .github)
    #expect(hostile.split(separator: "\n").filter { $0.hasPrefix("::error::") }.isEmpty)
  }

  @Test func jsonHasTheNumbers() throws {
    let document = try Self.object(Self.report().report(as: .json))
    #expect(document["status"] as? String == "broken")
    let properties = try #require(document["properties"] as? [[String: Any]])
    #expect(properties.count == 3)
    #expect(properties[1]["bound"] as? Double == 0.001)
    let phantom = try #require(properties[1]["estimate"] as? Double)
    #expect(abs(phantom - 0.99 * 0.01) < 1e-15)
    #expect(properties[1]["line"] as? Int == 7)
  }
}

/// The test cases of a JUnit file.
private final class TestCases: NSObject, XMLParserDelegate {
  var names: [String] = []
  var classes: Set<String> = []
  var failures = 0
  var errors = 0
  var suite: [String: String] = [:]

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    switch element {
    case "testcase":
      names.append(attributes["name"] ?? "")
      classes.insert(attributes["classname"] ?? "")
    case "failure": failures += 1
    case "error": errors += 1
    case "testsuite": suite = attributes
    default: break
    }
  }
}
