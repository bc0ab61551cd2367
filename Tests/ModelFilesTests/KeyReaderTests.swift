import EndToEnd
import ModelFiles
import Simulation
import Testing

/// The words for keys, refusals and the server's times, read and written.
@Suite struct KeyReaderTests {
  private func read(_ strategy: String, server: String = "{}") throws -> Model {
    let text = "{ server: \(server), strategies: { a: { attempts: 3, \(strategy) } } }"
    return try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  private func scenario(_ strategy: String, server: String = "{}") throws -> Scenario {
    let model = try read(strategy, server: server)
    // What is shown reads back as the same.
    let shown = ModelText.canonical(model)
    let again = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(shown.utf8)))
    #expect(again.strategies[0].scenario == model.strategies[0].scenario)
    #expect(ModelText.canonical(again) == shown)
    return model.strategies[0].scenario
  }

  private func problem(_ strategy: String, server: String = "{}") -> String {
    do {
      _ = try read(strategy, server: server)
      return ""
    } catch {
      return (error as? ModelFileError)?.description ?? "\(error)"
    }
  }

  @Test func aRecordInProgressHasALeaseThatMayBeRenewed() throws {
    let stuck = try scenario("key: { recorded: 'in-progress', failsBetween: '1%' }").key
    #expect(stuck?.recorded == .inProgress && stuck?.lease == nil && stuck?.renews == nil)
    let leased = try scenario(
      "key: { recorded: 'in-progress', lease: '30 s', renews: 'every 5 s' }")
    #expect(leased.key?.lease == .seconds(30) && leased.key?.renews == .seconds(5))
    let plain = try scenario("key: { recorded: 'in-progress', lease: '30 s', renews: '5 s' }")
    #expect(plain.key == leased.key)
  }

  @Test func leasesThatNothingHasAreReported() {
    #expect(problem("key: { lease: '30 s' }").contains("say recorded: \"in-progress\""))
    let forEver = problem("key: { recorded: 'in-progress', renews: '5 s' }")
    #expect(forEver.contains("add one, for example lease: \"30 s\""))
    let late = problem("key: { recorded: 'in-progress', lease: '5 s', renews: '6 s' }")
    #expect(late.contains("must not be longer than 'lease', 5 s"))
  }

  @Test(arguments: [
    ("success", IdempotencyKey.Saves.success), ("stored", .stored), ("all", .all),
    ("success-only", .successOnly),
  ])
  func theAnswersThatAreSaved(word: String, saves: IdempotencyKey.Saves) throws {
    #expect(try scenario("key: { saves: '\(word)' }").key?.saves == saves)
  }

  @Test func theOldWordIsAnsweredWithTheNewOnes() {
    let problem = problem("key: { replays: 'original' }")
    #expect(problem.contains("m.json5:1:"))
    #expect(problem.contains("unknown key 'replays'") && problem.contains("say 'saves'"))
    #expect(problem.contains("\"stored\" (which was \"original\")"))
  }

  @Test func aSecondWriteMayBeRefused() throws {
    #expect(try scenario("unique: true").server.isUnique)
    #expect(try !scenario("unique: false").server.isUnique)
    let creating = try scenario("clientChosenId: { create: true }").clientChosenID
    #expect(creating?.create == true && creating?.ifMatch == false)
    #expect(problem("clientChosenId: { create: true, ifMatch: true }").contains("choose one"))
    #expect(
      problem("unique: true, clientChosenId: true").contains("clientChosenId: { create: true }"))
    #expect(problem("unique: true, reserveConfirm: true").contains("choose one"))
  }

  @Test func serviceReplayAndReadAreReadSeparately() throws {
    let server = try scenario(
      "key: {}", server: "{ service: '5 ms', replay: '2 ms', read: { exponential: '1 ms' } }"
    ).server
    #expect(server.service == .constant(.milliseconds(5)) && !server.isServiceDrawnOnce)
    #expect(server.replay == .constant(.milliseconds(2)))
    #expect(server.read == .exponential(mean: .milliseconds(1)))
    let none = try scenario("key: {}").server
    #expect(none.replay == .none && none.read == .none)
    let once = try scenario("key: {}", server: "{ service: { once: { exponential: '5 ms' } } }")
    #expect(once.server.isServiceDrawnOnce)
    #expect(once.server.service == .exponential(mean: .milliseconds(5)))
    // A strategy may draw it for each attempt again.
    let anew = try scenario("server: { service: '5 ms' }", server: "{ service: { once: '1 s' } }")
    #expect(!anew.server.isServiceDrawnOnce)
    #expect(problem("key: {}", server: "{ service: { once: 5 } }").contains("'once'"))
  }
}
