import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

@Suite struct ProtectionTests {
  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  private func key(_ key: String) throws -> IdempotencyKey? {
    try read("{ strategies: { a: { attempts: 3, key: \(key) } } }").strategies[0].scenario.key
  }

  private func problem(_ key: String) -> String {
    do {
      _ = try self.key(key)
      return ""
    } catch {
      return (error as? ModelFileError)?.description ?? "\(error)"
    }
  }

  @Test func namesAreUniqueAndEveryProtectionSaysWhatItLeavesOpen() {
    #expect(Set(Protection.all.map(\.name)).count == Protection.all.count)
    #expect(Set(Protection.all.map(\.name)).isDisjoint(with: Preset.all.map(\.name)))
    for protection in Protection.all {
      #expect(!protection.remains.isEmpty && !protection.source.isEmpty)
      #expect((protection.key == nil) == (protection.unusable != nil), "\(protection.name)")
      #expect(Protection.named(protection.name) == protection)
    }
  }

  /// A name shows as what it stands for, and that reads back as the same.
  @Test(arguments: Protection.all)
  func everyProtectionReadsAndShowsAsAPlainKey(protection: Protection) throws {
    guard let expected = protection.key else {
      #expect(problem("'\(protection.name)'").contains("no model can use this protocol"))
      return
    }
    let text = "{ strategies: { a: { attempts: 3, key: '\(protection.name)' } } }"
    let model = try read(text)
    #expect(model.strategies[0].scenario.key == expected)
    let shown = ModelText.canonical(model)
    #expect(!shown.contains(protection.name) && shown.contains("recorded: \"with-data\""))
    #expect(try read(shown).strategies[0].scenario.key == expected)
    #expect(try ModelText.canonical(read(shown)) == shown)
    #expect(ProtectionText(protection).page.contains(protection.title))
  }

  @Test func aSingleValueMayBeOverridden() throws {
    let key = try key("{ protocol: 'stripe-v1', window: '12 h', forgets: '1%' }")
    #expect(key?.window == .seconds(12 * 3_600) && key?.forgets.value == 0.01)
    #expect(key?.saves == .all && key?.inFlight == .conflict)
    let other = try self.key("{ protocol: 'sqs-fifo', recorded: 'after-data', failsBetween: '2%' }")
    #expect(other?.recorded == .afterData && other?.window == .seconds(300))
  }

  @Test func wrongNamesAreAnswered() {
    #expect(problem("'stripe-v3'").contains("did you mean \"stripe-v1\"?"))
    #expect(problem("'zzzzzzzzzz'").contains("'disagree presets --protections' lists them"))
    #expect(problem("{ protocol: 5 }").contains("must be a name in quotes"))
    #expect(problem("{ protocl: 'rifl' }").contains("did you mean 'protocol'?"))
    #expect(problem("'etag'").contains("say clientChosenId: { ifMatch: true } instead"))
  }

  private func outcomes(_ key: String, _ members: String) throws -> [Outcome] {
    let model = try read(
      """
      { client: { timeout: '1 s' }, strategies: { a: { attempts: 4, key: '\(key)', \(members) } } }
      """)
    var sampler = OperationSampler(model.strategies[0].scenario, seed: 3)
    return try (0..<400).map { try sampler.outcome(ofTrial: $0) }
  }

  /// Half of all requests that come so far fail after storing: a first answer that is a failure stays
  /// one, is repeated as a success, or is forgotten and runs again.
  @Test func theThreeFamiliesDifferInAFailureAfterStoring() throws {
    let failing = "server: { failsAfterStore: 0.5 }"
    let stripe = try outcomes("stripe-v1", failing)
    #expect(stripe.allSatisfy { $0.copies == 1 && $0.isPhantom == ($0.attempts > 1) })
    #expect(stripe.count { $0.isPhantom } > 100)
    let second = try outcomes("stripe-v2", failing)
    #expect(second.allSatisfy { $0.copies == 1 })
    #expect(second.count { $0.isPhantom } < 60)
    let checkout = try outcomes("checkout.com", failing)
    #expect(checkout.allSatisfy { $0.copies == $0.attempts })
  }

  /// All answers are lost. The second attempt follows the first after a second and the wait.
  @Test(arguments: [
    ("sqs-fifo", "298 s", "300 s"), ("azure-service-bus", "598 s", "600 s"),
    ("dynamodb-transact", "598 s", "600 s"), ("qonto", "1798 s", "1800 s"),
    ("stripe-v1", "86398 s", "86400 s"), ("mongodb-retryable-writes", "1798 s", "1800 s"),
  ])
  func aWindowEnds(protection: String, inTime: String, tooLate: String) throws {
    for (wait, copies) in [(inTime, 1), (tooLate, 2)] as [(String, UInt32)] {
      let model = try read(
        """
        { client: { timeout: '1 s' }, network: { response: { loss: 1 } },
          strategies: { a: { attempts: 2, backoff: { fixed: '\(wait)' }, key: '\(protection)' } } }
        """)
      var sampler = OperationSampler(model.strategies[0].scenario, seed: 1)
      #expect(try sampler.outcome(ofTrial: 0).copies == copies)
    }
  }
}
