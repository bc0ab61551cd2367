import EndToEnd
import Statistics
import Study
import Testing

/// Who could have seen what went wrong.
@Suite struct EvidenceTests {
  static let allLogs: [Logs] = [true, false].flatMap { server in
    Logs.ClientLog.allCases.map { client in
      var logs = Logs()
      logs.server = server
      logs.client = client
      return logs
    }
  }

  /// The belief × copies matrix knows nothing of evidence, and says how many are affected.
  @Test(arguments: allLogs, [1, 2, 4] as [UInt32])
  func everyAffectedOperationHasLeftExactlyOneKindOfEvidence(logs: Logs, attempts: UInt32) throws {
    let strategy = EssayWrite.strategy("s", attempts: attempts, logs: logs)
    let result = try EssayWrite.comparison([strategy], trials: 50_000).results[0]
    func count(_ measure: Measure) throws -> UInt64 { try #require(result[measure]?.count) }
    var affected = try count(.joint(.acknowledged, copies: 0))
    for copies in 2...3 { affected += try count(.joint(.acknowledged, copies: copies)) }
    for belief in [Belief.error, .timeout] {
      for copies in 1...3 { affected += try count(.joint(belief, copies: copies)) }
    }
    #expect(affected > 500)
    let summary = try #require(EvidenceSummary(result))
    #expect(summary.affected.count == affected && summary.affected.total == 50_000)
    let shares = Evidence.allCases.map { summary.share(of: [$0]) }
    #expect(shares.map(\.count).reduce(0, +) == affected)
    #expect(shares.allSatisfy { $0.total == affected })
    for (evidence, share) in zip(Evidence.allCases, shares) {
      #expect(try share.count == count(.evidence(evidence)))
    }
    #expect(summary.share(of: Evidence.allCases).count == affected)
  }

  /// One attempt that stored its data goes wrong in two ways. The server fails afterwards, with b:
  /// it logs that, and the client logs a failure, whether the 500 arrives or is lost (a timeout
  /// then). Or it answers 200, and the answer is lost, with (1 − b) r: only the client logs it.
  @Test(arguments: allLogs)
  func theSharesOfOneAttemptHaveAClosedForm(logs: Logs) throws {
    let trials: UInt64 = 200_000
    let strategy = EssayWrite.strategy("none", attempts: 1, logs: logs)
    let result = try EssayWrite.comparison([strategy], trials: trials).results[0]
    let stored = (1 - EssayWrite.q) * (1 - EssayWrite.a)
    let failed = stored * EssayWrite.b
    let lost = stored * (1 - EssayWrite.b) * EssayWrite.r
    let clientLogs = logs.client != .nothing
    var exact: [Evidence: Double] = [:]
    let afterFailure: Evidence =
      logs.server ? (clientLogs ? .both : .serverLog) : (clientLogs ? .clientLog : .none)
    exact[afterFailure, default: 0] += failed
    exact[clientLogs ? .clientLog : .none, default: 0] += lost
    let summary = try #require(EvidenceSummary(result))
    for evidence in Evidence.allCases {
      let share = exact[evidence] ?? 0
      // Five standard deviations: a right program leaves them less than once in a million.
      func isNear(_ estimate: Double, _ p: Double, of count: UInt64) -> Bool {
        abs(estimate - p) <= 5 * (p * (1 - p) / Double(count)).squareRoot()
      }
      let ofAll = try #require(result[.evidence(evidence)]?.estimate.value)
      #expect(isNear(ofAll, share, of: trials))
      let ofAffected = summary.share(of: [evidence])
      let conditional = share / (failed + lost)
      let isExact = conditional > 1 - 1e-12
      #expect(
        isExact
          ? ofAffected.count == ofAffected.total
          : isNear(ofAffected.estimate.value, conditional, of: ofAffected.total))
    }
  }
}
