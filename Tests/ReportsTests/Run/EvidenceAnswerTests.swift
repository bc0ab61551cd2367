import EndToEnd
import Statistics
import Study
import Testing

@testable import Reports

/// The paragraph that answers: am I affected, and would I know?
@Suite struct EvidenceAnswers {
  /// The paragraph without its question, for a number of operations of each kind of evidence.
  private func answer(
    _ counts: [Evidence: UInt64], trials: UInt64 = 10_000, server: Bool = true,
    client: Logs.ClientLog = .attempts, gateways: [Gateway] = []
  ) throws -> String {
    let measurements = Evidence.allCases.map { evidence in
      let count = counts[evidence] ?? 0
      return MeasureEstimate(
        .evidence(evidence), ClopperPearson.interval(count: count, of: trials), count: count)
    }
    let result = StrategyResult(
      strategy: "s", method: .sample(trials: trials, seed: 1), measurements: measurements)
    var scenario = Scenario()
    scenario.logs.server = server
    scenario.logs.client = client
    scenario.gateways = gateways
    let text = EvidenceAnswer(try #require(EvidenceSummary(result)), in: scenario).text
    let question = "Am I affected, and would I know? "
    #expect(text.hasPrefix(question))
    return String(text.dropFirst(question.count))
  }

  private let meaning = "An entry says that something went wrong, not whether the data is stored."

  @Test func sayWhereTheAffectedCouldBeSeen() throws {
    let text = try answer([.both: 500, .serverLog: 100, .clientLog: 300, .none: 100])
    #expect(
      text == "10.0% of writes disagree or are duplicated. "
        + "Of those, 50% are logged by both sides, 10% only by the server, 30% only by the client, "
        + "and 10% by neither. The log of the server shows 60% of them; "
        + "that of the client, 80%. " + meaning)
  }

  @Test func neverSayNothingOrAllOfWhatWasOnlyCounted() throws {
    // 1 − 0.025^(1/1000) = 0.37 %, rounded outwards.
    let text = try answer([.both: 1_000])
    #expect(text.contains("more than 99.6% (all counted) are logged by both sides"))
    #expect(text.contains("less than 0.4% (none counted) by neither"))
    #expect(!text.contains(" 0%") && !text.contains("100%"))
    // 1 − 0.025^(1/10000) = 0.037 %.
    #expect(
      try answer([:]) == "None of 10,000 writes disagreed or was duplicated: "
        + "it happens to less than 0.04%. So no log had anything to show.")
    #expect(
      try answer([.none: 10_000]).hasPrefix(
        "More than 99.96% (all counted) of writes disagree or are duplicated. "))
  }

  @Test func leaveOutALogThatIsNotThere() throws {
    #expect(
      try answer([.serverLog: 500, .none: 500], client: .nothing)
        == "10.0% of writes disagree or are duplicated. "
        + "The client has no log that we could read. "
        + "Of those, 50% are logged by the server, and 50% are in no log. " + meaning)
    #expect(
      try answer([.clientLog: 500, .none: 500], server: false)
        == "10.0% of writes disagree or are duplicated. The server logs nothing. "
        + "Of those, 50% are logged by the client, and 50% are in no log. " + meaning)
    #expect(
      try answer([.none: 1_000], server: false, client: .nothing)
        == "10.0% of writes disagree or are duplicated. "
        + "Neither side has a log that we could read, so we would not know.")
  }

  @Test func sayWhatAClientLogsThatGivesUpQuietly() throws {
    #expect(
      try answer([.both: 500, .none: 500], client: .final).contains(
        "The client logs only a write that was not acknowledged in the end."))
  }

  @Test func countAGatewayAsTheServersSide() throws {
    let one = try answer([.both: 500], gateways: [Gateway()])
    #expect(one.contains("only by the server or gateway"))
    let several = try answer([.both: 500], gateways: [Gateway(), Gateway()])
    #expect(several.contains("only by the server or a gateway"))
  }

  @Test func knowWhichKindsOfEvidenceThereCanBe() {
    var logs = Logs()
    #expect(logs.possibleEvidence == Evidence.allCases)
    logs.client = .nothing
    #expect(logs.possibleEvidence == [.serverLog, .none])
    logs.server = false
    #expect(logs.possibleEvidence == [.none])
    logs.client = .final
    #expect(logs.possibleEvidence == [.clientLog, .none])
  }
}
