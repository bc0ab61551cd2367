import EndToEnd
import Reports
import Simulation
import Testing

/// Whole charts of requests that do not wait for each other, and of deadlines that travel with them.
@Suite struct ChartsOfHedges {
  /// Sent at 0 and, as nothing has come by then, at 30 ms. The first answer comes at 45 ms.
  @Test func aHedgeIsSentBesideTheFirst() throws {
    var scenario = Scenario.steady()
    scenario.client.hedge = Hedge(after: .milliseconds(30))
    let trace = try StagedTrace.suffering([], in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Hedged")
    #expect(
      chart.text() == """
        Hedged

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ■ stores copy 1
                 │                     ╭ 200 to attempt 1 ─┤
          30 ms  ● no answer yet: hedges                   │
                 ├─ attempt 2 ─────────┼────────────────╮  │
          45 ms  │◄────────────────────╯                ╎  │
                 ● stops: acknowledged                  ╎  │
          50 ms  ┃                                      ╰─►│
          55 ms  ┃                                         ■■ stores copy 2
                 ┃                    ╭─ 200 to attempt 2 ─┤
          75 ms  ┃◄───────────────────╯                    │
                 ● 200 to attempt 2 arrives, not heard     │
                 ┃                                         │
                 believes: stored once ≠ is: stored twice

        client    acknowledged: it saw a success
                  it stopped after 2 attempts, at 45 ms
        server    2 copies; 1 copy when the client stopped
        verdict   duplicate: the effect is stored 2 times
                  late: 1 copy was stored after the client had stopped trying
        evidence  none: no log shows that anything went wrong

        """)
  }

  /// Stored at 25 ms if it were not for the deadline at 22 ms.
  @Test func workPastTheDeadlineIsDropped() throws {
    var scenario = Scenario.steady()
    scenario.client.deadline = .milliseconds(22)
    scenario.client.propagatesDeadline = true
    let trace = try StagedTrace.suffering([], in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Dropped")
    #expect(
      chart.text() == """
        Dropped

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          22 ms  ● the deadline passes                     │
                 ● gives up: timeout                       │
          25 ms  ┊                                         ● drops attempt 1: past its
                 ┊                                         │ deadline
                 ┊                                         │
                 believes: unknown ? is: not stored

        client    timeout: its last attempt got no answer, so it has no idea
                  it stopped after 1 attempt, at 22 ms
        server    0 copies
        verdict   unsure: the client has no idea; nothing is stored
        evidence  client-log: only the client logged a failure

        """)
  }

  /// Attempt 1 is on its way to the gateway when the deadline passes.
  @Test func aGatewayDropsWhatArrivesPastTheDeadline() throws {
    var scenario = Scenario.steady()
    scenario.gateway = Gateway()
    scenario.client.deadline = .milliseconds(10)
    scenario.client.propagatesDeadline = true
    let trace = try StagedTrace.suffering([], in: scenario)
    let rows = SequenceChart(trace, of: scenario, title: "Dropped").rows
    #expect(rows.last?.participant == .gateway(1))
    #expect(rows.last?.event == .drops(.init(attempt: 1)))
  }
}
