import EndToEnd
import Foundation
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

/// The cases from practice under `Tests/Cases`: each row of the table against the program's own value.
@Suite struct CaseTests {
  /// One row of `cases.csv`.
  struct Row: Sendable, CustomTestStringConvertible {
    let model: String
    let strategy: String
    let measure: String
    let expected: Double
    let within: Double

    var testDescription: String { "\(model), \(strategy), \(measure)" }
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Cases")

  /// The table. The last field is a reason, which may hold commas between quotation marks.
  static let rows: [Row] = {
    let path = folder.appendingPathComponent("cases.csv")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count >= 6, let expected = Double(fields[3]), let within = Double(fields[4])
      else { return nil }
      return Row(
        model: String(fields[0]), strategy: String(fields[1]), measure: String(fields[2]),
        expected: expected, within: within)
    }
  }()

  /// The rows that their own models contradict, with the value that follows from the model.
  ///
  /// The row says that the client is told 409 at 61, 71, 81 and 91 s. The gateway gives up at 60 s, and the model
  /// waits 10 s before every retry, so the retries come at 70, 80, 90 and 100 s. The last of them meets the end of
  /// the execution, and is answered from the key.
  private static let corrections: [String: Double] = [
    "key-behind-a-gateway, conflicts, attempts_mean": 5,
    "key-behind-a-gateway, conflicts, time_mean_ms": 100_000,
  ]

  private static func model(_ name: String) throws -> Model {
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json5"))
    return try ModelFile.read(SourceText(name: name + ".json5", bytes: Array(data)))
  }

  @Test func theTableHasAllItsRows() {
    #expect(Self.rows.count == 30)
    #expect(Set(Self.rows.map(\.model)).count == 8)
  }

  /// Exact where the model allows it: then the table's tolerance counts. Otherwise the sample's own interval of
  /// 99.9 % must meet it.
  @Test(arguments: rows) func aCaseHasItsRightValue(row: Row) throws {
    let model = try Self.model(row.model)
    let strategy = try #require(model.strategies.first { $0.name == row.strategy })
    let measure = try #require(Measure.named(row.measure))
    let expected = Self.corrections[row.testDescription] ?? row.expected
    if strategy.scenario.clients == nil,
      let result = try? ExactExperiment([strategy]).run(costs: model.costs)[0]
    {
      let value = try #require(result[measure]).estimate.value
      // Decimal fractions of the table are rounded, and so are sums of probabilities.
      let tolerance = max(row.within, 1e-9 * abs(expected))
      #expect(abs(value - expected) <= tolerance, "\(value)")
      return
    }
    var plan = ComparisonPlan(model, strategies: [strategy])
    plan.trials = 200_000
    plan.runs = 20
    plan.jobs = 2
    let result = try plan.run().comparison.results[0]
    let estimate = try #require(result[measure]).estimate
    // From 95 % to 99.9 %.
    let factor = 3.2905 / 1.96
    let low = estimate.value - factor * (estimate.value - estimate.low) - row.within
    let high = estimate.value + factor * (estimate.high - estimate.value) + row.within
    #expect(expected >= low && expected <= high, "\(estimate.low) to \(estimate.high)")
  }

  /// A library without a timeout waits for ever: the model must say how long.
  @Test func aLibraryWithoutATimeoutDemandsOne() throws {
    let error = try #require(throws: ModelFileError.self) { try Self.model("no-timeout") }
    let text = error.description
    #expect(text.contains("requests"))
    #expect(text.contains("go-retryablehttp"))
    #expect(text.contains("client.timeout"))
    #expect(text.contains("no-timeout.json5:7:"))
  }

  /// A hedge after 200 ms stores a POST twice, without any fault.
  @Test func aHedgedPostIsNotSafe() throws {
    var plan = CheckPlan(try Self.model("hedged-post"))
    plan.mostFaults = 0
    plan.triesEveryOrder = true
    let checks = plan.run()
    #expect(checks.count == 1)
    #expect(checks.allSatisfy { !$0.holds })
  }
}
