import EndToEnd
import Reports
import Simulation
import Testing

/// Charts of operations whose server was down.
@Suite struct ChartsOfOutages {
  private static func chart(_ faults: [Fault], in scenario: Scenario) throws -> SequenceChart {
    let trace = try StagedTrace.suffering(faults, in: scenario)
    return SequenceChart(trace, of: scenario, title: "Down")
  }

  private static func restarting() -> Scenario {
    var scenario = Scenario.steady()
    // A service that takes no time has but one moment to restart at.
    scenario.server.service = .none
    scenario.server.restarts = ServerRestarts()
    scenario.server.restarts?.chance = .half
    scenario.server.restarts?.stores = .half
    scenario.server.restarts?.lasts = .constant(.seconds(1))
    return scenario
  }

  private static let struck = Fault.server(.restarts, 1)
  private static let stored = Fault.server(.storesBeforeRestart, 1)

  @Test func aRestartThatHasStoredIsDrawn() throws {
    let chart = try Self.chart([Self.struck, Self.stored], in: Self.restarting())
    #expect(
      chart.text().hasPrefix(
        """
        Down

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
                 │                                         ■ stores copy 1
                 │                                         ● restarts during attempt 1
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ attempt 2 ────────╮                    │
         270 ms  │                    ╰───────────────────►│
                 │                                         ● is down as attempt 2 comes
         450 ms  ● attempt 2 timed out                     │
                 ● gives up: timeout                       │
        1.02 s   ┊                                         ● is back

        """))
    #expect(chart.verdict.outcome.isPhantom)
  }

  @Test func anAnswerOfARestartIsDrawn() throws {
    var scenario = Self.restarting()
    scenario.server.restarts?.answers = .status(.unavailable)
    scenario.client.retry.retriedStatuses = [.unavailable]
    scenario.key = IdempotencyKey()
    scenario.server.restarts?.forgetsKeys = true
    let chart = try Self.chart([Self.struck], in: scenario)
    let events = chart.rows.filter { $0.participant == .server }.map(\.event)
    #expect(events.contains(.restartsDuring(.init(attempt: 1))))
    #expect(events.contains(.isDownFor(.init(attempt: 2))))
    #expect(events.last == .isBack)
    #expect(chart.text().contains("╭─ 503 to attempt 2 ─┤"))
    #expect(chart.verdict.outcome.copies == 0 && chart.verdict.outcome.belief == .error)
  }

  @Test func aKeyInMemoryIsForgotten() throws {
    var scenario = Self.restarting()
    scenario.key = IdempotencyKey()
    scenario.server.restarts?.forgetsKeys = true
    scenario.server.restarts?.lasts = .constant(.milliseconds(1))
    scenario.network.response.loss = .half
    let second = [Fault.responseLost(1), .server(.restarts, 2)]
    let events = try Self.chart(second, in: scenario).rows.map(\.event)
    let restart = try #require(events.firstIndex(of: .restartsDuring(.init(attempt: 2))))
    #expect(events[restart + 1] == .forgetsKey)
  }

  @Test func anOutageIsDrawn() throws {
    var scenario = Scenario.steady()
    scenario.server.outage = Outage()
    scenario.server.outage?.chance = .always
    scenario.server.outage?.lasts = .constant(.seconds(1_000))
    let outage = Fault(actor: .server, decision: .meetsOutage, attempt: 0)
    let chart = try Self.chart([outage], in: scenario)
    #expect(chart.rows.first?.event == .isDown)
    #expect(chart.rows.count { $0.event == .isDownFor(.init(attempt: 2)) } == 1)
    #expect(chart.rows.last?.event == .isBack)
  }

  @Test(arguments: [.refused, .reset] as [DownAnswer])
  func anOutageThatRefusesOrBreaksConnectionsIsDrawn(answers: DownAnswer) throws {
    var scenario = Scenario.steady()
    scenario.server.outage = Outage()
    scenario.server.outage?.chance = .always
    scenario.server.outage?.lasts = .constant(.seconds(1_000))
    scenario.server.outage?.answers = answers
    let outage = Fault(actor: .server, decision: .meetsOutage, attempt: 0)
    let chart = try Self.chart([outage], in: scenario)
    let failure = answers == .refused ? ConnectionFailure.notConnected : .reset
    let ends = chart.rows.filter {
      $0.event == .endsUnanswered(.init(attempt: 1), because: failure)
    }
    // A refusal comes as the request would have arrived, and a reset when the answer would have.
    #expect(ends.count == 1)
    #expect(ends.first?.instant.sinceStart == .milliseconds(answers == .refused ? 20 : 40))
    #expect(chart.verdict.outcome.belief == .timeout && chart.verdict.outcome.copies == 0)
  }

  @Test func aLostResetIsNoAnswer() throws {
    var scenario = Scenario.steady()
    scenario.server.failure = .reset
    scenario.server.failsAfterStore = .half
    scenario.network.response.loss = .half
    let chart = try Self.chart([.server(.failsAfterStore, 1), .responseLost(1)], in: scenario)
    let events = chart.rows.map(\.event)
    #expect(events.contains(.fails(.afterStore, isTold: true)))
    #expect(events.contains(.timesOut(.init(attempt: 1))))
    #expect(!chart.text().contains("to attempt 1"))
  }

  @Test func aSlowPeriodIsDrawn() throws {
    var scenario = Scenario.steady()
    scenario.server.slow = SlowPeriod()
    scenario.server.slow?.chance = .always
    scenario.server.slow?.lasts = .constant(.seconds(1_000))
    let slow = Fault(actor: .server, decision: .meetsSlowPeriod, attempt: 0)
    let chart = try Self.chart([slow], in: scenario)
    #expect(chart.rows.first?.event == .isSlow && chart.rows.last?.event == .isFastAgain)
  }

  @Test func otherRequestsThatARestartLosesAreNamed() throws {
    var scenario = Self.restarting()
    scenario.server.service = .constant(.milliseconds(100))
    scenario.client.hedge = Hedge(after: .nanoseconds(1))
    let chart = try Self.chart([Self.struck], in: scenario)
    let events = chart.rows.map(\.event)
    let restart = try #require(events.firstIndex(of: .restartsDuring(.init(attempt: 1))))
    #expect(events[restart + 1] == .loses(.init(attempt: 2)))
  }
}
