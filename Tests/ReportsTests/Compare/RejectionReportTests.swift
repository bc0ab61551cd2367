import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

/// Reports know false rejections, and do not mention them where no write can be rejected.
@Suite struct RejectionReportTests {
  private static func scenario(isUnique: Bool) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.network.request.loss = Probability(0.02)
    scenario.network.response.loss = Probability(0.02)
    scenario.client.retry.attempts = 3
    scenario.server.isUnique = isUnique
    return scenario
  }

  private static func comparison(isUnique: Bool) throws -> Comparison {
    let strategies = [
      Strategy(name: "blind", scenario: scenario(isUnique: false)),
      Strategy(name: "other", scenario: scenario(isUnique: isUnique)),
    ]
    var experiment = Experiment(strategies)
    experiment.trials = 20_000
    experiment.baseline = 0
    let model = Model(
      name: "m", title: "A write", strategies: strategies, never: [.falseRejection],
      digest: "0123456789abcdef")
    return Comparison(model, try experiment.run(), of: experiment).judged(mostFaults: 3)
  }

  private static func widest(_ text: String) -> Int {
    text.split(separator: "\n").map(\.count).max() ?? 0
  }

  @Test func tablesForPeopleNameThemWhereTheyCanBe() throws {
    let comparison = try Self.comparison(isUnique: true)
    let text = comparison.table(on: Screen(details: [.verdict]))
    #expect(text.contains(/lost +rejection +duplicate/))
    #expect(text.contains("lost      phantom  false rej."))
    #expect(text.contains("✗ never falseRejection: broken by other, by 1 fault."))
    #expect(text.contains("false rejections"))
    #expect(Self.widest(text) <= 80, "\(text)")
    let run = RunReport(comparison.model, comparison.results[1])
      .text(as: .table, on: Screen(details: [.tables]))
    #expect(run.contains("\nrejected  ") && run.contains("\nfalse rej.  "))
    #expect(Self.widest(run) <= 80, "\(run)")
    #expect(comparison.report(as: .markdown).contains("falseRejection"))
  }

  @Test func tablesForPeopleDoNotMentionThemElsewhere() throws {
    let comparison = try Self.comparison(isUnique: false)
    let text = comparison.table(on: Screen(details: [.verdict]))
    #expect(!text.contains("false rej.") && !text.contains("rejection"))
    // One strategy in depth is about that strategy alone.
    for comparison in [comparison, try Self.comparison(isUnique: true)] {
      let run = RunReport(comparison.model, comparison.results[0])
        .text(as: .table, on: Screen(details: [.tables]))
      #expect(!run.contains("\nrejected") && !run.contains("\nfalse rej.  "))
    }
  }

  /// Programs that read columns find all of them in every file.
  @Test(arguments: [false, true]) func machineFormatsHaveAllColumns(isUnique: Bool) throws {
    let comparison = try Self.comparison(isUnique: isUnique)
    let lines = comparison.csv().split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let first = try #require(lines[0].firstIndex(of: "support"))
    #expect(
      lines[0][(first + 1)...(first + 7)] == [
        "rejected_0", "rejected_1", "rejected_2", "rejected_3plus", "falseRejection",
        "falseRejection_low", "falseRejection_high",
      ])
    #expect(lines[0][(first + 8)...].starts(with: ["lost_verdict", "lost_faults"]))
    #expect(
      lines[0].contains("falseRejection_faults")
        && lines[0].contains("falseRejection_diff_high")
        && lines[0].contains("falseRejection_avoided"))
    let share = try #require(Double(lines[2][first + 5]))
    #expect((share > 0) == isUnique && lines[2][first + 2] == lines[2][first + 5])
    #expect(lines.allSatisfy { $0.count == lines[0].count })
    let long = comparison.longCSV()
    #expect(long.contains(",rejected_3plus,probability,"))
    #expect(long.contains(",verdict_falseRejection,faults,"))
    #expect(long.contains(",falseRejection_diff,probability,"))
    let json = comparison.json()
    #expect(json.contains("\"rejected_1\": {") && json.contains("\"falseRejection\": {"))
  }

  @Test func thePageNamesFalseRejections() throws {
    func page(isUnique: Bool) throws -> String {
      PageReport(
        try Self.comparison(isUnique: isUnique), modelText: "{}", command: "disagree report m"
      ).html()
    }
    let with = try page(isUnique: true)
    #expect(with.contains(">false rej.</th>") && with.contains(">rejected</th>"))
    #expect(with.contains("other: stored, and the client told no by 1 fault"))
    let without = try page(isUnique: false)
    #expect(!without.contains(">rejected</th>") && !without.contains("false rej."))
  }
}
