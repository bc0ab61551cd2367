import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

/// When servers are down, in model files.
@Suite struct OutageReaderTests {
  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  @Test func outagesAndRestartsOfOneOperationAreShownAgain() throws {
    let model = try read(
      """
      { server: {
          outage: { chance: "1%", lasts: { lognormal: { median: "20 min", sigma: 1.2 } } },
          restarts: { chance: "0.1%", stores: "50%", lasts: "12 s", answers: 503,
            forgetsKeys: true } },
        strategies: {
          same: {}, plain: { server: { outage: "none", restarts: "none" } },
          part: { server: { outage: { answers: "502" }, restarts: { answers: "nothing" } } },
          often: { server: { outage: { chance: 1, lasts: "5 s" } } },
        } }
      """)
    let servers = model.strategies.map(\.scenario.server)
    var outage = Outage()
    outage.chance = Probability(0.01)
    outage.lasts = .lognormal(median: .seconds(1_200), sigma: 1.2)
    var restarts = ServerRestarts()
    restarts.chance = Probability(0.001)
    restarts.stores = Probability(0.5)
    restarts.lasts = .constant(.seconds(12))
    restarts.answers = .status(.unavailable)
    restarts.forgetsKeys = true
    #expect(servers[0].outage == outage && servers[0].restarts == restarts)
    #expect(servers[1].outage == nil && servers[1].restarts == nil)
    outage.answers = .status(Status(code: 502))
    restarts.answers = .nothing
    #expect(servers[2].outage == outage && servers[2].restarts == restarts)
    #expect(servers[3].outage?.chance == .always)
    #expect(servers[3].outage?.lasts == .constant(.seconds(5)))
    let text = ModelText.canonical(model)
    #expect(try read(text) == model)
    #expect(ModelText.canonical(try read(text)) == text)
  }

  @Test func outagesOfARunAreShownAgain() throws {
    let model = try read(
      """
      { clients: { arrivals: { poisson: "10/s" }, lasts: "5 min" },
        server: { outages: [{ from: "0 s", lasts: "10 s" },
          { from: "10 s", lasts: "1 min", answers: "503" }] },
        strategies: { same: {}, none: { server: { outages: [] } },
          other: { server: { outages: [{ from: "4 min", lasts: "1 h" }] } } } }
      """)
    let outages = model.strategies.map(\.scenario.server.outages)
    #expect(
      outages[0] == [
        PlannedOutage(from: .zero, lasts: .seconds(10)),
        PlannedOutage(from: .seconds(10), lasts: .seconds(60), answers: .status(.unavailable)),
      ])
    #expect(outages[1].isEmpty)
    #expect(outages[2] == [PlannedOutage(from: .seconds(240), lasts: .seconds(3_600))])
    #expect(try read(ModelText.canonical(model)) == model)
  }

  @Test func aModelWithoutOutagesShowsNoOutageKeys() throws {
    let text = ModelText.canonical(try read("{ strategies: { a: {} } }"))
    for word in ["outage", "restarts:"] { #expect(!text.contains(word)) }
  }

  private static let many = "clients: { arrivals: { poisson: '1/s' } }"

  @Test(arguments: [
    ("server: { outage: {} }", "1:21: error: 'chance' is missing here, for example chance: \"1%\""),
    ("server: { outage: { chance: 1 } }", "'lasts' is missing here, for example lasts: \"10 s\""),
    (
      "server: { outage: '1%' }",
      "must be an object, for example { chance: \"1%\", lasts: \"10 s\" }"
    ),
    ("server: { outage: { chance: 2, lasts: '1 s' } }", "1:31: error: 'chance' must be between"),
    ("server: { outage: { chance: 1, lasts: '0 s' } }", "'lasts' must be longer than 0 s"),
    (
      "server: { outage: { chance: 1, lasts: { uniform: { from: 0, to: 0 } } } }",
      "'lasts' must be longer than 0 s, not an object"
    ),
    ("server: { outage: { chance: 1, lasts: '-3 s' } }", "'lasts' must not be negative"),
    (
      "server: { outage: { chance: 1, lasts: '1 s', answers: 200 } }",
      "must be \"nothing\", \"reset\", \"refused\" or an error status from \"400\" to \"599\", not 200"
    ),
    ("server: { outage: { chance: 1, last: '1 s' } }", "did you mean 'lasts'?"),
    ("server: { restarts: { stores: 1 } }", "'chance' is missing here"),
    ("server: { restarts: true }", "or \"none\", not true"),
    ("server: { restarts: { chance: 1, lasts: '1 s', forgetsKeys: 1 } }", "true or false"),
    ("server: { outages: [{ from: '1 s', lasts: '1 s' }] }", "add 'clients', or say how often"),
    (
      "server: { outage: { chance: 1, lasts: '1 s' } }, \(many)",
      "they meet the same ones; say when it is down: server: { outages:"
    ),
    ("server: { restarts: { chance: 1, lasts: '1 s' } }, \(many)", "strike all that are served"),
    ("server: { outages: {} }, \(many)", "must be a list of at most 1000, for example [{ from:"),
    ("server: { outages: [{ from: '1 s' }] }, \(many)", "'lasts' is missing here"),
    ("server: { outages: [{ lasts: '1 s' }] }, \(many)", "'from' is missing here"),
    ("server: { outages: [{ from: '1 s', lasts: '0 s' }] }, \(many)", "longer than 0 s"),
    ("server: { outages: [{ from: '-1 s', lasts: '1 s' }] }, \(many)", "'from' must not be neg"),
    (
      "server: { outages: [{ from: '1 s', lasts: '1 s', chance: 1 }] }, \(many)",
      "is certain; leave the chance out"
    ),
    (
      "server: { outages: [{ from: '1 s', lasts: '3 s' }, { from: '3 s', lasts: '1 s' }] }, \(many)",
      "before the one before it has ended, at 4 s; put them in order"
    ),
    (
      "server: { outages: [{ from: '60 s', lasts: '3 s' }] }, \(many)",
      "no write begins after 1 min; let it begin earlier"
    ),
  ])
  func mistakesAreReported(text: String, message: String) {
    do {
      _ = try read("{ \(text), strategies: { a: {} } }")
      Issue.record("it was read")
    } catch {
      let description = (error as? ModelFileError)?.description ?? "\(error)"
      #expect(description.contains(message), "\(description)")
      #expect(description.contains("m.json5:1:"))
    }
  }

  /// A setting that this model cannot have is marked where it stands, once for all strategies.
  @Test func aSettingThatNeedsClientsIsMarkedWhereItStands() throws {
    let text = "{ strategies: { a: {}, b: {} },\n  server: { capacity: { workers: 2 } } }"
    let error = try #require(throws: ModelFileError.self) {
      try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
    }
    #expect(error.description.hasPrefix("m.json5:2:13: error: 'capacity' limits "))
    #expect(error.description.split(separator: "\n").count == 3, "\(error.description)")
  }
}
