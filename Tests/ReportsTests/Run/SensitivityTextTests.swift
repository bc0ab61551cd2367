import EndToEnd
import Simulation
import Statistics
import Study
import Testing
import Text

@testable import Reports

/// The answer to "which fault first?".
@Suite struct SensitivityTextTests {
  /// The write of the essay with four attempts.
  private static func comparison(_ costs: Costs?) -> Comparison {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.network.request.loss = 0.01
    scenario.network.response.loss = 0.01
    scenario.server.failsBeforeStore = 0.005
    scenario.server.failsAfterStore = 0.005
    scenario.client.retry.attempts = 4
    let strategy = Strategy(name: "blind", scenario: scenario)
    let model = Model(name: "m", title: "M", strategies: [strategy], costs: costs)
    let result = StrategyResult(
      strategy: "blind", method: .sample(trials: 1, seed: 1), measurements: [])
    return Comparison(model, results: [result])
  }

  private static let prices = Costs(
    classes: [.lost: 40, .phantom: 8, .duplicate: 60, .unsure: 2], attempt: 0.001)

  /// A duplicate takes a response that is lost or a failure after storing, so that half of all lost responses is
  /// about half of 1 % × 98.5 % × 60.
  @Test func theSentenceNamesTheFaultThatCostsMost() throws {
    let comparison = Self.comparison(Self.prices).withSensitivity()
    let text = try #require(SensitivityText(comparison.results[0]))
    #expect(
      text.sentence.hasPrefix(
        "Which fault first? Halving response loss saves 0.2985 of 0.898 a write; halving "))
    #expect(text.effects.first?.fault.path == "network.response.loss")
    #expect(text.rows.count == 5 && text.rows[0][0] == "nothing: as it is")
    #expect(text.rows.allSatisfy { $0.count == text.heading.count })
    for line in text.text(on: .standard).split(separator: "\n") {
      #expect(SanitizedText.width(of: String(line)) <= 80)
    }
  }

  @Test func withoutPricesTheSentenceIsAboutDuplicates() throws {
    let comparison = Self.comparison(nil).withSensitivity()
    let text = try #require(SensitivityText(comparison.results[0]))
    #expect(text.sentence.contains("Halving response loss takes duplicate from 1.49% to 0.99"))
    #expect(SensitivityText(Self.comparison(nil).results[0]) == nil)
  }

  /// The columns stand behind all others, and only where they were asked for.
  @Test func columnsAndMembersComeOnRequest() throws {
    let plain = Self.comparison(Self.prices)
    let asked = plain.withSensitivity()
    for (before, after) in zip(plain.csvRows, asked.csvRows) {
      #expect(Array(after[..<before.count]) == before && after.count > before.count)
    }
    let names = asked.csvRows[0].dropFirst(plain.csvRows[0].count)
    #expect(names.contains("duplicate_slope_network.response.loss"))
    #expect(names.allSatisfy { ReportColumn.meaning(of: $0)?.hasSuffix(".") == true })
    #expect(asked.csvRows.allSatisfy { $0.count == asked.csvRows[0].count })
    #expect(asked.longRows.allSatisfy { $0.count == asked.longRows[0].count })
    for column in SensitivityColumns.longColumns + ["duplicate_slope"] {
      #expect(ReportColumn.meaning(of: column) != nil)
    }
    #expect(asked.json().contains("\"sensitivity\"") && !plain.json().contains("\"sensitivity\""))
  }
}
