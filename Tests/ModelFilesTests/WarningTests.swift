import ModelFiles
import Testing

/// Settings that do nothing, or may not do what is meant: each has a warning with its place.
@Suite struct WarningTests {
  /// The warnings of a model, whose members the text has.
  private func warnings(_ text: String) throws -> String {
    try ModelFile.reading(SourceText(name: "m.json5", bytes: Array("{ \(text) }".utf8))).warningText
  }

  private func warnings(ofStrategy members: String, _ top: String = "") throws -> String {
    try warnings("\(top)strategies: { a: {\n\(members) } }")
  }

  /// A warning is about line 2 and the key that is named, and the second model has none of it.
  private static let cases: [(setting: String, top: String, message: String, working: String)] = [
    ("readBack: true, attempts: 1", "", "'readBack' does nothing", "readBack: true, attempts: 2"),
    (
      "outbox: true, attempts: 2", "", "'outbox' does nothing",
      "outbox: true, attempts: 2, client: { crashes: { chance: '1%' } }"
    ),
    (
      "outbox: true, attempts: 2", "", "'outbox' does nothing",
      "outbox: true, attempts: 2, person: { closesPage: '1%' }"
    ),
    (
      "honorsRetryAfter: true, attempts: 2", "", "no answer asks for a wait",
      "honorsRetryAfter: true, attempts: 2, retryOn: ['503'], "
        + "server: { refuses: { chance: '1%', status: 503, retryAfter: '2 s' } }"
    ),
    (
      "honorsRetryAfter: true, attempts: 2, retryOn: ['timeout']",
      "server: { refuses: { chance: '1%', status: 503, retryAfter: '2 s' } }, ",
      "is 503, which this client does not retry",
      "honorsRetryAfter: true, attempts: 2, retryOn: ['503']"
    ),
    (
      "budget: { tokens: 5 }, attempts: 2", "", "'budget' starts every write with a full bucket",
      "budget: { tokens: 5 }, attempts: 2, clients: { count: 3, arrivals: { poisson: '5/s' } }"
    ),
    (
      "preset: 'aws-botocore-standard'", "",
      "the retry budget of this preset starts every write with a full bucket",
      "preset: 'aws-botocore-standard', budget: 'none'"
    ),
    (
      "circuitBreaker: { failures: 5, opensFor: '30 s' }, attempts: 2", "",
      "'circuitBreaker' starts every write closed",
      "circuitBreaker: { failures: 5, opensFor: '30 s' }, attempts: 2, "
        + "clients: { count: 3, arrivals: { poisson: '5/s' } }"
    ),
    (
      "key: { inFlight: 'race' }, attempts: 1", "server: { service: '5 ms' }, ",
      "none is ever sent", "key: { inFlight: 'race' }, attempts: 2"
    ),
    (
      "key: { inFlight: 'race' }, attempts: 2", "", "'service' takes none",
      "key: { inFlight: 'race' }, attempts: 2, server: { service: '5 ms' }"
    ),
    (
      "key: { inFlight: 'conflict' }, attempts: 2", "server: { service: '5 ms' }, ",
      "the answer is 409, which is not retried",
      "key: { inFlight: 'conflict' }, attempts: 2, retryOn: ['timeout', '409']"
    ),
    (
      "server: { failsBeforeStore: '60%', failsAfterStore: '50%' }, attempts: 1", "",
      "50% of the 40% that come so far, so that 20% of all fail after storing",
      "server: { failsBeforeStore: '60%', failsAfterStore: '40%' }, attempts: 1"
    ),
    (
      "server: { failsBeforeStore: '100%', failsAfterStore: '50%' }, attempts: 1", "",
      "'failsAfterStore' does nothing",
      "server: { failsBeforeStore: '100%' }, attempts: 1"
    ),
  ]

  @Test(arguments: cases.indices)
  func aSettingThatDoesNothingIsToldWithItsPlace(index: Int) throws {
    let (setting, top, message, working) = Self.cases[index]
    let text = try warnings(ofStrategy: setting, top)
    #expect(text.hasPrefix("m.json5:2:") && text.contains(": warning: "), "\(setting)")
    #expect(text.contains(message), "\(setting): \(text)")
    // One paragraph: the message, the line and the mark.
    #expect(text.split(separator: "\n").count == 3, "\(text)")
    // The beginning of the second model differs from that of the first only where it matters.
    let silence = try warnings(ofStrategy: working, index == 9 ? "" : top)
    #expect(silence.isEmpty, "\(working): \(silence)")
  }

  /// The place is that of the key, in the strategy or at the top of the model.
  @Test func aWarningPointsAtItsKey() throws {
    let text = try warnings(ofStrategy: "attempts: 1, readBack: true")
    #expect(text.hasPrefix("m.json5:2:14: warning: 'readBack'"))
    #expect(
      text.hasSuffix("    2 | attempts: 1, readBack: true } } }\n      |              ^~~~~~~~\n"))
    let top = try warnings(
      "server: { failsBeforeStore: '60%', failsAfterStore: '50%' }, strategies: { a: {}, b: {} }")
    // Two strategies have it, and it is told once.
    #expect(top.hasPrefix("m.json5:1:38: warning: 'failsBeforeStore'"))
    #expect(top.split(separator: "\n").count == 3)
  }

  /// What a strategy changes of the model is not the other setting's fault.
  @Test func aStrategyThatAlwaysFailsIsNoMistake() throws {
    let text = try warnings(
      "server: { failsAfterStore: '1%' }, strategies: { a: { server: { failsBeforeStore: 1 } } }")
    #expect(text.isEmpty)
  }

  @Test func aModelWithErrorsHasNoWarnings() {
    #expect(throws: ModelFileError.self) {
      try warnings(ofStrategy: "readBack: true, attempts: 1, timout: 3")
    }
  }

  /// What a file contains cannot reach a terminal.
  @Test func aWarningIsSanitized() throws {
    let text = try warnings(ofStrategy: "readBack: true, attempts: 1 /* \u{1b}[31m */")
    #expect(text.contains("warning") && !text.contains("\u{1b}"))
  }

  @Test func severalWarningsStandInTheOrderOfTheirPlaces() throws {
    let text = try warnings(ofStrategy: "outbox: true,\nreadBack: true,\nattempts: 1")
    let places = text.split(separator: "\n").filter { $0.contains("warning") }
    #expect(places.count == 2 && places[0].contains(":2:") && places[1].contains(":3:"))
  }
}
