import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

@Suite struct NamedFaultsTests {
  private static func essay(_ change: (inout Scenario) -> Void = { _ in }) -> Strategy {
    var scenario = Scenario.steady(attempts: 4)
    scenario.network.request.loss = Probability(0.01)
    scenario.network.response.loss = Probability(0.01)
    scenario.server.failsBeforeStore = Probability(0.005)
    scenario.server.failsAfterStore = Probability(0.005)
    change(&scenario)
    return Strategy(name: "essay", scenario: scenario)
  }

  @Test(
    arguments: [
      ("attempt 1: response lost", ["attempt 1: response lost"]),
      (" ATTEMPT  1 :response   lost ;", ["ATTEMPT 1 :response lost"]),
      ("attempt 1: request lost; attempt 2: response lost", nil),
      ("attempt 1: request lost, attempt 2: response lost", nil),
      ("attempt 1, try 2: request lost, attempt 2, try 1.2: response lost", nil),
      ("attempt 1: request lost;\n attempt 2: response\n lost", nil),
      ("", []), ("none", []), (" None ;", []),
    ] as [(String, [String]?)])
  func namesAreReadLeniently(text: String, names: [String]?) {
    let read = NamedFaults(text).names
    if let names { #expect(read == names) } else { #expect(read.count >= 2) }
    #expect(read.allSatisfy { $0.contains(":") || text.contains("\n") })
  }

  @Test func namedFaultsAreTheOnlyOnesThatHappen() throws {
    let chart = try NamedFaults("attempt 2: REQUEST lost, attempt 1: response lost")
      .chart(of: Self.essay())
    #expect(chart.rows.count { if case .sends = $0.event { true } else { false } } == 5)
    let lost = chart.rows.compactMap { row -> SequenceChart.Content? in
      if case .sends(let message) = row.event, message.isLost { message.content } else { nil }
    }
    #expect(lost == [.response(.success, to: .init(attempt: 1)), .request(.init(attempt: 2))])
    #expect(chart.verdict.kinds == [.duplicate])
    let stored = 0.99 * 0.995 * 0.995
    guard case .faults(let names, let probability) = chart.likelihood else {
      Issue.record("it is known how probable they are")
      return
    }
    #expect(names == ["attempt 1: response lost", "attempt 2: request lost"])
    #expect(abs(probability - stored * 0.01 * 0.01 * stored * 0.99) < 1e-15)
  }

  @Test func everyFaultHasANameOfItsOwn() {
    let texts = Decision.allCases.filter(\.isFault).map { decision in
      FaultText(scenario: Scenario())
        .text(ChoicePoint(actor: 0, kind: decision.rawValue, attempt: 1, operation: 0))
    }
    #expect(Set(texts).count == texts.count && !texts.isEmpty)
  }

  @Test func anEmptyListOfFaultsIsAllowed() throws {
    let chart = try NamedFaults("none").chart(of: Self.essay())
    #expect(chart.verdict.kinds == [.clean])
    #expect(chart.title.hasPrefix("Strategy 'essay', without any fault; probability 97.0%"))
  }

  @Test func anUnknownFaultIsAnErrorThatListsTheOthers() throws {
    do {
      _ = try NamedFaults("attempt 2: response lost").chart(of: Self.essay())
      Issue.record("the first attempt succeeds")
    } catch {
      guard case NamedFaultsError.notMet(let name, let others) = error else { throw error }
      #expect(name == "attempt 2: response lost")
      #expect(
        others == [
          "attempt 1: request lost", "attempt 1: server fails before storing",
          "attempt 1: server fails after storing", "attempt 1: response lost",
        ])
    }
  }

  @Test func aFaultOfProbabilityZeroIsAnError() throws {
    do {
      let strategy = Self.essay { $0.network.request.loss = .never }
      _ = try NamedFaults("attempt 1: request lost").chart(of: strategy)
      Issue.record("no request is lost")
    } catch {
      guard case NamedFaultsError.hasNoChance(let name) = error else { throw error }
      #expect(name == "attempt 1: request lost")
    }
  }

  /// A certain fault happens whether it is named or not.
  @Test(arguments: ["none", "attempt 1: request lost"])
  func certainFaultsHappenAllTheSame(text: String) throws {
    let strategy = Self.essay { $0.network.request.loss = .always }
    let chart = try NamedFaults(text).chart(of: strategy)
    #expect(chart.verdict.kinds == [.unsure])
  }

  /// The faults of a counterexample draw the very rows of the counterexample, as long as it needs no unlikely
  /// choice and no unlikely delay.
  @Test(arguments: OutcomeClass.allCases)
  func theFaultsOfACounterexampleDrawIt(never: OutcomeClass) throws {
    var compared = 0
    for scenario in Self.enumerable {
      let strategy = Strategy(name: "x", scenario: scenario)
      var limits = ExplorationLimits()
      limits.states = 700
      let check: PropertyCheck
      do {
        check = try PropertyCheck.check(strategy, never: never, mostFaults: 3, limits: limits)
      } catch {
        continue
      }
      guard case .broken(let found) = check.finding else { continue }
      let texts = FaultText(scenario: scenario)
      let names = found.faults.map(texts.text).joined(separator: "; ")
      let chart = try NamedFaults(names).chart(of: strategy)
      let drawn = try SequenceChart(
        replaying: found.tape, of: scenario, discretisation: nil, title: "")
      #expect(chart.rows == drawn.rows, "\(names)")
      #expect(chart.verdict == drawn.verdict)
      guard case .faults(_, let probability) = chart.likelihood else { continue }
      #expect(abs(probability - found.probability) <= 1e-12 * probability)
      compared += 1
    }
    #expect(compared >= (never == .lost ? 4 : never == .stale ? 1 : 8), "\(never): \(compared)")
  }

  /// The diverse scenarios with constant delays, in which no fault is likelier than not.
  private static let enumerable: [Scenario] = DiverseScenarios.all.filter {
    $0.gateways.count < 2
  }.map { scenario in
    var scenario = scenario
    func steady(_ link: Link) -> Link {
      Link(loss: link.loss, latency: .constant(.milliseconds(20)))
    }
    scenario.network.request = steady(scenario.network.request)
    scenario.network.response = steady(scenario.network.response)
    scenario.server.service = .constant(.milliseconds(5))
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(50)))
    for index in scenario.gateways.indices {
      scenario.gateways[index].network.request = steady(scenario.network.request)
      scenario.gateways[index].network.response = steady(scenario.network.response)
    }
    scenario.server.outage?.lasts = .constant(.milliseconds(600))
    scenario.server.restarts = nil
    return scenario
  }
}
