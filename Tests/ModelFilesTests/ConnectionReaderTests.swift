import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

/// Connections that fail in model files, and what retries follow them.
@Suite struct ConnectionReaderTests {
  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  private static let whole = """
    { network: { connect: { fails: '1%', after: '50 ms' }, breaks: '0.5%' },
      gateway: { attempts: 2, network: { connect: '2%', breaks: 0 } },
      strategies: {
        all: { attempts: 3 },
        connect: { attempts: 3, retryOn: ['connect'] },
        silent: { attempts: 3, retryOn: ['timeout', 'reset', '502'] },
        none: { attempts: 3, network: { connect: 0, breaks: 0 },
          gateway: { network: { connect: { fails: 0 } }, retryOn: ['500'] } },
        direct: { gateway: false, network: { breaks: '3%' }, retryOn: [] },
      } }
    """

  @Test func everyValueArrivesWhereItBelongs() throws {
    let scenarios = try read(Self.whole).strategies.map(\.scenario)
    let all = scenarios[0]
    #expect(
      all.network.connect == ConnectionFaults(fails: Probability(0.01), after: .milliseconds(50)))
    #expect(all.network.breaks.value == 0.005)
    let gateway = try #require(all.gateway)
    #expect(gateway.network.connect.fails.value == 0.02 && gateway.network.breaks == .never)
    // What it does not say itself is as on the client's network.
    #expect(gateway.network.connect.after == .milliseconds(50))
    let policies = scenarios.map(\.client.retry)
    #expect(
      policies[0].retriesTimeouts && policies[0].retriedConnectionFailures.contains(.notConnected))
    #expect(policies[0].retriedConnectionFailures.contains(.reset))
    #expect(
      !policies[1].retriesTimeouts && policies[1].retriedConnectionFailures.contains(.notConnected))
    #expect(
      !policies[1].retriedConnectionFailures.contains(.reset) && policies[1].retriedStatuses.isEmpty
    )
    #expect(
      policies[2].retriesTimeouts && !policies[2].retriedConnectionFailures.contains(.notConnected))
    #expect(policies[2].retriedConnectionFailures.contains(.reset))
    #expect(policies[2].retriedStatuses == [.badGateway])
    #expect(scenarios[3].network.connect == ConnectionFaults() && !scenarios[3].network.mayBreak)
    #expect(scenarios[4].network.breaks.value == 0.03)
  }

  @Test func shownTextReadsBackAsTheSameModel() throws {
    let model = try read(Self.whole)
    let text = ModelText.canonical(model)
    let again = try read(text)
    #expect(again == model)
    #expect(ModelText.canonical(again) == text)
    #expect(text.contains("retryOn: [\"timeout\", \"connect\", \"reset\", \"429\", \"5xx\"]"))
    // The gateway's connections do not break, so that nothing need be said of that.
    #expect(text.contains("retryOn: [\"timeout\", \"connect\", \"429\", \"5xx\"]"))
  }

  /// Where connections do not fail, no word about them is written, and none makes a difference.
  @Test func unusedConnectionSettingsLeaveTheModelEqual() throws {
    let plain = try read("{ strategies: { a: { attempts: 2 } } }")
    let text = ModelText.canonical(plain)
    #expect(!text.contains("connect") && !text.contains("breaks") && !text.contains("reset"))
    let said = try read(
      """
      { network: { connect: { fails: 0, after: '1 s' }, breaks: 0 },
        strategies: { a: { attempts: 2, retryOn: ['5xx', '429', 'timeout', 'reset'] } } }
      """)
    #expect(said.strategies == plain.strategies && ModelText.canonical(said) == text)
  }
}
