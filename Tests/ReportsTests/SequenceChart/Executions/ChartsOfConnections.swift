import EndToEnd
import Reports
import Simulation
import Testing

/// Whole charts of operations whose connections fail: latencies are constant, each fault is chosen.
@Suite struct ChartsOfConnections {
  private static func scenario(attempts: UInt32) -> Scenario {
    var scenario = Scenario.steady(attempts: attempts)
    scenario.network.connect = ConnectionFaults(fails: .half, after: .milliseconds(10))
    scenario.network.breaks = .half
    return scenario
  }

  private static func refused(_ attempt: UInt32) -> Fault {
    Fault(actor: .network, decision: .connectionFails, attempt: attempt)
  }

  private static func broken(_ attempt: UInt32) -> Fault {
    Fault(actor: .network, decision: .connectionBreaks, attempt: attempt)
  }

  /// Refused at 10 ms. Sent at 60 ms, stored at 85 ms; the answer breaks, known at 105 ms. Sent again at
  /// 155 ms, stored again at 180 ms, acknowledged at 200 ms.
  @Test func aConnectionIsRefusedAndAnotherOneBreaks() throws {
    let scenario = Self.scenario(attempts: 3)
    let trace = try StagedTrace.suffering([Self.refused(1), Self.broken(2)], in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Connections")
    #expect(
      chart.text() == """
        Connections

           time  client             network                server
                 │                                         │
          10 ms  ● attempt 1 cannot connect: nothing is    │
                 │ sent                                    │
                 ● waits 50 ms before attempt 2            │
          60 ms  ├─ attempt 2 ────────╮                    │
          80 ms  │                    ╰───────────────────►│
          85 ms  │                                         ■ stores copy 1
                 │             broken ✗─ 200 to attempt 2 ─┤
         105 ms  ● attempt 2: the connection broke         │
                 ● waits 50 ms before attempt 3            │
         155 ms  ├─ attempt 3 ────────╮                    │
         175 ms  │                    ╰───────────────────►│
         180 ms  │                                         ■■ stores copy 2
                 │                    ╭─ 200 to attempt 3 ─┤
         200 ms  │◄───────────────────╯                    │
                 ● stops: acknowledged                     │
                 ┃                                         │
                 believes: stored once ≠ is: stored twice

        client    acknowledged: it saw a success
                  it stopped after 3 attempts, at 200 ms
        server    2 copies
        verdict   duplicate: the effect is stored 2 times
        evidence  none: no log shows that anything went wrong

        """)
    let mermaid = chart.mermaid()
    #expect(mermaid.contains("attempt 1 cannot connect"))
    #expect(mermaid.contains("server-xclient: 85 ms: 200 to attempt 2, connection broken"))
  }

  @Test func aClientThatSentNothingKnowsThatNothingIsStored() throws {
    let scenario = Self.scenario(attempts: 2)
    let trace = try StagedTrace.suffering([Self.refused(1), Self.refused(2)], in: scenario)
    let verdict = SequenceChart(trace, of: scenario, title: "").verdict
    #expect(verdict.client[0] == "timeout: it found no connection, so nothing is stored")
    #expect(
      verdict.sentences == ["unsure: not acknowledged; nothing was sent, and nothing is stored"])
  }

  @Test func aClientThatSentBeforeIsUnsure() throws {
    let scenario = Self.scenario(attempts: 2)
    let trace = try StagedTrace.suffering([Self.broken(1), Self.refused(2)], in: scenario)
    let verdict = SequenceChart(trace, of: scenario, title: "").verdict
    #expect(
      verdict.client[0]
        == "timeout: its last attempt found no connection, so it has no idea of those before")
    #expect(verdict.kinds == [.phantom])
  }

  @Test func aBreakIsTheLastThingThatTheClientHears() throws {
    let scenario = Self.scenario(attempts: 1)
    let trace = try StagedTrace.suffering([Self.broken(1)], in: scenario)
    let verdict = SequenceChart(trace, of: scenario, title: "").verdict
    #expect(
      verdict.client[0] == "timeout: the connection of its last attempt broke, so it has no idea")
  }

  /// The deadline ends an attempt after one that found no connection: it got no answer.
  @Test func theDeadlineEndsAnAttemptInSilence() throws {
    var scenario = Self.scenario(attempts: 2)
    scenario.client.deadline = .milliseconds(80)
    let trace = try StagedTrace.suffering([Self.refused(1)], in: scenario)
    let verdict = SequenceChart(trace, of: scenario, title: "").verdict
    #expect(verdict.client[0] == "timeout: its last attempt got no answer, so it has no idea")
  }
}
