import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

@Suite struct VariationTests {
  private static func texts(_ text: String) throws -> [String] {
    try Variation("a.b=\(text)", limit: 100).values.map(\.text)
  }

  private static func numbers(_ text: String) throws -> [Double?] {
    try Variation("a.b=\(text)", limit: 100).values.map(\.number)
  }

  @Test func stepsAreExactWhateverTheirDecimals() throws {
    #expect(
      try Self.texts("0%..1%:0.1%")
        == ["0%"] + (1...9).map { "0.\($0)%" } + ["1%"])
    #expect(try Self.numbers("0%..1%:0.1%")[3] == 0.003)
    #expect(try Self.texts("0..0.3:0.1") == ["0", "0.1", "0.2", "0.3"])
    #expect(try Self.texts("5..5:1") == ["5"])
    #expect(try Self.texts("10/s..30/s:10/s") == ["10/s", "20/s", "30/s"])
  }

  @Test func lengthsOfTimeMayHaveDifferentUnits() throws {
    #expect(
      try Self.texts("500ms..2s:0.5s") == ["500 ms", "1 s", "1.5 s", "2 s"])
    #expect(try Self.numbers("0..1s:500 ms") == [0, 500, 1_000])
  }

  @Test func aFactorLeadsToEachMagnitude() throws {
    #expect(try Self.texts("1ms..10s:x10") == ["1 ms", "10 ms", "100 ms", "1 s", "10 s"])
    #expect(try Self.texts("0.001%..10%:x10") == ["0.001%", "0.01%", "0.1%", "1%", "10%"])
    #expect(try Self.texts("1..8:×2") == ["1", "2", "4", "8"])
    #expect(try Self.numbers("1e-5..1e-3:x10") == [1e-5, 1e-4, 1e-3])
    // The fourth root of ten, as far as it was written.
    #expect(
      try Self.texts("1%..100%:x3.1622776601683795") == [
        "1%", "3.16227766017%", "10%", "31.6227766017%", "100%",
      ])
  }

  @Test func variedListsTakeEveryKindOfValue() throws {
    #expect(try Self.texts("1,2,5") == ["1", "2", "5"])
    #expect(try Self.numbers("1%,2‰,3ms,none") == [0.01, 0.002, 3, nil])
    #expect(
      try Self.texts("{ fixed: '1 s', jitter: 'full' },none")
        == ["{ fixed: '1 s', jitter: 'full' }", "none"])
  }

  @Test(arguments: [
    ("a.b", "does not say which values"), ("=1", "is no path"), ("a..b=1", "is no path"),
    ("a.=1", "is no path"), ("a.\"b=1", "is no path"), ("a=", "a value is missing"),
    ("a=1,,2", "a value is missing"), ("a=1,1", "1 is there twice"), ("a=0..1", "needs its step"),
    ("a=0..1:0", "above 0"), ("a=0..1:-1", "above 0"), ("a=2..1:1", "2 is more than 1"),
    ("a=0..1:0.3", "go from 0.9 past 1"), ("a=1..8:x3", "go from 3 past 8"),
    ("a=1..8:x1", "a number above 1"), ("a=0..8:x2", "begin above it"),
    ("a=1%..2s:1%", "different units"), ("a=1%..2%:1s", "another unit"),
    ("a=1%..2%:", "is no number"), ("a=-1..2:1", "is no number"), ("a=0..1000:1", "more than 100"),
    ("a=1..1e300:x1.01", "more than 100"), ("a=0..9e18:1", "more than 100"),
  ])
  func mistakesAreReported(text: String, message: String) {
    do {
      _ = try Variation(text, limit: 100)
      Issue.record("\(text) is wrong")
    } catch {
      #expect(error.message.contains(message), "\(error.message)")
    }
  }

  private static let source = SourceText(
    name: "folder/m.json5",
    bytes: Array(
      """
      {
        network: { request: { loss: "1%" } },
        gateway: [{ attempts: 2 }, { attempts: 3 }],
        strategies: { "v1.2": { attempts: 2 }, own: { network: { request: { loss: "5%" } } } },
      }
      """.utf8))

  private static func model(_ texts: String...) throws -> Model {
    try ModelFile.read(source, varying: try texts.map { (try Variation($0, limit: 9), 0) })
  }

  private static func problem(_ text: String) throws -> String? {
    do {
      _ = try model(text)
      return nil
    } catch let problem as ModelFileError {
      return problem.description
    }
  }

  @Test func everyKeyThatTheFormatKnowsCanBeVaried() throws {
    let lossy = try Self.model("network.request.loss=3%")
    #expect(lossy.strategies[0].scenario.network.request.loss == Probability(0.03))
    // What a strategy says for itself wins.
    #expect(lossy.strategies[1].scenario.network.request.loss == Probability(0.05))
    let quoted = try Self.model("strategies.\"v1.2\".attempts=7")
    #expect(quoted.strategies[0].scenario.client.retry.attempts == 7)
    let second = try Self.model("gateway.1.attempts=5")
    #expect(second.strategies[0].scenario.gateways.map(\.retry.attempts) == [2, 5])
    // Keys that are not there are made.
    let slow = try Self.model("network.response.latency.constant=20ms", "client.timeout=2s")
    #expect(slow.strategies[0].scenario.network.response.latency == .constant(.milliseconds(20)))
    #expect(slow.strategies[0].scenario.client.timeout == .seconds(2))
    #expect(slow.name == "m" && slow.title == "m" && slow.digest != lossy.digest)
    #expect(try Self.model("network.request.loss=1%") == ModelFile.read(Self.source))
  }

  @Test func valuesThatTheModelCannotHaveAreReportedWithTheirPath() throws {
    let value = try #require(try Self.problem("network.request.loss=120%"))
    #expect(
      value == """
        folder/m.json5 with network.request.loss=120%:2:31: error: 'loss' must be between 0 and 1 (or 0% and 100%), not "120%"
            2 |   network: { request: { loss: "120%" } },
              |                               ^~~~~~

        """)
    #expect(try Self.problem("network.request.los=1%")?.contains("did you mean 'loss'?") == true)
    let strategy = try #require(try Self.problem("strategies.owm.attempts=1"))
    #expect(strategy.contains("no strategy 'owm'; did you mean 'own'?"))
    #expect(
      try Self.problem("network.request.loss.x=1")?
        .contains("'network.request.loss' is no object here, and has no 'x'") == true)
    #expect(try Self.problem("gateway.2.attempts=1")?.contains("the elements 0 to 1") == true)
  }
}
