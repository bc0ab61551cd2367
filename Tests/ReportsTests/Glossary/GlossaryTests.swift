import EndToEnd
import Statistics
import Study
import Testing

@testable import Reports

/// The explanations of terms and columns.
@Suite struct GlossaryTests {
  /// Every column that a CSV file may have.
  private static let columns: [String] = {
    let strategy = Strategy(name: "one", scenario: Scenario())
    let model = Model(name: "m", title: "M", strategies: [strategy])
    let none = StrategyResult(
      strategy: "one", method: .sample(trials: 1, seed: 1), measurements: [])
    let comparison = Comparison(model, results: [none])
    return comparison.csvRows[0] + comparison.longRows[0]
      + StrategyVerdict.csvColumns + StrategyVerdict.longColumns
      + Differences.csvColumns + Differences.longColumns
      + WeightDiagnosis.csvColumns + WeightDiagnosis.longColumns
      + ["time_s", "width_s"] + LoadSeries.Quantity.allCases.map(\.rawValue)
      + Measure.all.map(\.name) + OutcomeClass.anomalies.map { "verdict_\($0.rawValue)" }
  }()

  @Test func everyColumnIsExplained() {
    #expect(Set(Self.columns).count > 150)
    for column in Set(Self.columns) {
      let meaning = ReportColumn.meaning(of: column)
      #expect(meaning?.hasSuffix(".") == true, "\(column)")
    }
    #expect(ReportColumn.meaning(of: "duplicate_middle") == nil)
    #expect(ReportColumn.measure(headed: "cost") == .costMean)
  }

  @Test func everyClassAndBeliefIsATerm() {
    let names = OutcomeClass.allCases.map(\.rawValue) + ["acknowledged", "error", "timeout"]
    for name in names { #expect(Term.named(name) != nil, "\(name)") }
    #expect(Term.named("Safe-to-retry")?.name == "verdict")
    #expect(Term.named("unheard of") == nil)
  }

  @Test func noTwoTermsShareAWord() {
    let words = Term.all.flatMap { [$0.name] + $0.synonyms }
    #expect(Set(words).count == words.count)
    #expect(Term.all.allSatisfy { $0.meaning.hasSuffix(".") })
    for line in VerdictPage.text.split(separator: "\n") { #expect(line.count <= 80) }
  }
}
