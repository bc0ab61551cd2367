import EndToEnd
import Simulation
import Testing

@testable import ModelFiles

/// The rules for failures that clients and gateways have: what is retried, and what a status means.
@Suite struct RetryRuleReaderTests {
  private func model(_ strategy: String, top: String = "") throws -> Model {
    try ModelFile.read(
      SourceText(
        name: "retries.json5",
        bytes: Array("{ \(top) strategies: { s: { \(strategy) } } }".utf8)))
  }

  private func client(_ strategy: String, top: String = "") throws -> Client {
    try model(strategy, top: top).strategies[0].scenario.client
  }

  private func complaint(_ strategy: String) -> String {
    do {
      _ = try model(strategy)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func byDefaultWhatLeavesTheOutcomeUnknownIsRetried() throws {
    let said = try client(#"attempts: 2, retryOn: ["timeout", "connect", "reset", "5xx", "429"]"#)
    #expect(try client("attempts: 2") == said)
    #expect(said.retry.retriedStatuses.map(\.code) == [429] + Array(500...599))
  }

  @Test(arguments: [#"["any"]"#, #""any""#, #"["timeout", "any"]"#, #"["timeout", "4xx", "5xx"]"#])
  func theWordAnyRetriesEveryFailure(words: String) throws {
    let retry = try client("attempts: 2, retryOn: \(words)").retry
    #expect(retry.retriesTimeouts && retry.retriedStatuses == .all)
    let gateway = try model("gateway: { attempts: 2, retryOn: \(words) }").strategies[0]
    #expect(gateway.scenario.gateway?.retry.retriedStatuses == .all)
  }

  @Test func aFailureThatThereIsNotIsAnError() {
    #expect(complaint(#"retryOn: ["timeout", "6xx"]"#).contains("\"any\" for all of them"))
    #expect(complaint(#"retryOn: "5xx""#).contains("must be a list"))
  }

  @Test(
    arguments: [
      ("false", .never), ("true", .each), (#""each""#, .each), (#""last""#, .last),
      (#""always""#, .always),
    ] as [(String, ReadBack)])
  func aReadHasItsPlace(word: String, readBack: ReadBack) throws {
    #expect(try client("attempts: 2, readBack: \(word)").readBack == readBack)
  }

  @Test func aStatusHasTheMeaningThatIsSaid() throws {
    let client = try client(#"takes: { "409": "done", "404": "unknown", "503": "rejected" }"#)
    let takes = try #require(client.takes)
    #expect(takes[.conflict] == .done && takes[Status(code: 404)] == .unknown)
    #expect(takes[.unavailable] == .rejected && takes[.gone] == nil)
    #expect(try self.client("takes: {}").takes == nil)
    #expect(complaint(#"takes: { "200": "done" }"#).contains("from \"400\" to \"599\""))
    #expect(complaint(#"takes: { "409": "finished" }"#).contains("\"done\", \"rejected\""))
    #expect(complaint(#"takes: "409""#).contains("must be an object"))
  }

  @Test func aWaitMayHaveACap() throws {
    #expect(try client("honorsRetryAfter: true").retry.retryAfterCap == .longest)
    let capped = try client(#"honorsRetryAfter: true, retryAfterCap: "20 s""#)
    #expect(capped.retry.retryAfterCap == .seconds(20))
    let gateway = try model(#"gateway: { retryAfterCap: "3 s" }"#).strategies[0].scenario.gateway
    #expect(gateway?.retry.retryAfterCap == .seconds(3))
  }

  @Test(
    arguments: [
      (#""attempts""#, .attempts), (#""timeouts""#, .timeouts), (#""final""#, .final),
      (#""none""#, .nothing), ("false", .nothing),
    ] as [(String, Logs.ClientLog)])
  func aClientLogsWhatIsSaid(word: String, log: Logs.ClientLog) throws {
    let logs = try model("evidence: { clientLog: \(word) }").strategies[0].scenario.logs
    #expect(logs.client == log)
    #expect(try model("attempts: 1").strategies[0].scenario.logs.client == .final)
  }

  /// What is written reads back to the same model.
  @Test func theCanonicalTextReadsBack() throws {
    let model = try model(
      #"""
      attempts: 3, retryOn: ["timeout", "4xx"], readBack: "always",
      takes: { "409": "done", "404": "unknown" }, honorsRetryAfter: true, retryAfterCap: "20 s",
      evidence: { clientLog: "timeouts" }, gateway: { retryOn: ["any"], retryAfterCap: "1 s" }
      """#)
    let text = ModelText.complete(model)
    let again = try ModelFile.read(SourceText(name: "retries.json5", bytes: Array(text.utf8)))
    #expect(again.strategies == model.strategies)
  }
}
