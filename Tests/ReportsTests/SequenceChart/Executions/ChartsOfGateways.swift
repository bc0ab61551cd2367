import EndToEnd
import Reports
import Simulation
import Testing

/// Whole charts of scenarios whose execution is known: latencies are constant, each fault is chosen.
@Suite struct ChartsOfGateways {
  /// 20 ms to the gateway and 20 ms on to the server. Its first try is lost, so it waits 100 ms
  /// and sends again at 120 ms, stored at 145 ms; that answer is lost, too. It gives up at 220 ms:
  /// its 504 is an error that the client's policy does not retry.
  @Test func aGatewayTriesAgainOnItsOwn() throws {
    var scenario = Scenario.steady(attempts: 2)
    scenario.client.timeout = .seconds(2)
    scenario.gateway = .steady()
    let trace = try StagedTrace.suffering(
      [
        Fault(actor: .gatewayNetwork, decision: .requestIsLost, attempt: 1, gatewayTry: 1),
        Fault(actor: .gatewayNetwork, decision: .responseIsLost, attempt: 1, gatewayTry: 2),
      ],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Two hops")
    #expect(
      chart.text() == """
        Two hops

           time  client   network       gateway  network       server
                 │                      │                      │
           0 ms  ├─ attempt 1 ╮         │                      │
          20 ms  │            ╰────────►│                      │
                 │                      ├─ attempt 1 ─✗ lost   │
         120 ms  │                      ● attempt 1 timed out  │
                 │                      ├─ attempt 1.2 ╮       │
         140 ms  │                      │              ╰──────►│
         145 ms  │                      │                      ■ stores copy 1
                 │                      │  lost ✗─ 200 to 1.2 ─┤
         220 ms  │                      ● attempt 1.2 timed    │
                 │                      │ out                  │
                 │          ╭ 504 to 1 ─┤                      │
         240 ms  │◄─────────╯           │                      │
                 ● waits 50 ms before   │                      │
                 │ attempt 2            │                      │
         290 ms  ├─ attempt 2 ╮         │                      │
         310 ms  │            ╰────────►│                      │
                 │                      ├─ attempt 2 ╮         │
         330 ms  │                      │            ╰────────►│
         335 ms  │                      │                      ■■ stores copy 2
                 │                      │          ╭ 200 to 2 ─┤
         355 ms  │                      │◄─────────╯           │
                 │          ╭ 200 to 2 ─┤                      │
         375 ms  │◄─────────╯           │                      │
                 ● stops: acknowledged  │                      │
                 ┃                      │                      │
                 believes: stored once ≠ is: stored twice

        client    acknowledged: it saw a success
                  it stopped after 2 attempts, at 375 ms
        server    2 copies
        verdict   duplicate: the effect is stored 2 times
        evidence  server-log: only the server's side logged an error
        names     attempt 1.2 is the gateway's try 2 of attempt 1

        """)
  }

  /// Its server takes 250 ms: the first try is served from 40 to 290 ms and its 500 is back at
  /// 310 ms, when the gateway, which gave up at 220 ms, is done with it. The second follows 100 ms
  /// later.
  @Test func aLateAnswerToAGatewayChangesNothing() throws {
    var scenario = Scenario.steady(attempts: 1)
    scenario.client.timeout = .milliseconds(230)
    scenario.server.service = .constant(.milliseconds(250))
    scenario.server.failsBeforeStore = .half
    scenario.gateway = .steady()
    let trace = try StagedTrace.suffering(
      [Fault(actor: .server, decision: .failsBeforeStore, attempt: 1, gatewayTry: 1)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Slow server")
    #expect(
      chart.text() == """
        Slow server

           time  client   network       gateway  network       server
                 │                      │                      │
           0 ms  ├─ attempt 1 ╮         │                      │
          20 ms  │            ╰────────►│                      │
                 │                      ├─ attempt 1 ╮         │
          40 ms  │                      │            ╰────────►│
         120 ms  │                      ● attempt 1 timed out  │
                 │                      ├─ attempt 1.2 ╮       │
         140 ms  │                      │              ╰──────►│
         220 ms  │                      ● attempt 1.2 timed    │
                 │                      │ out                  │
                 │          ╭ 504 to 1 ─┤                      │
         230 ms  ● attempt 1 timed out  │                      │
                 ● gives up: timeout    │                      │
         240 ms  ┊◄─────────╯           │                      │
                 ● 504 to 1 arrives,    │                      │
                 ┊ not heard            │                      │
         290 ms  ┊                      │                      ● fails before storing
                 ┊                      │          ╭ 500 to 1 ─┤
         310 ms  ┊                      │◄─────────╯           │
                 ┊                      ● 500 to 1 arrives,    │
                 ┊                      │ not heard            │
         390 ms  ┊                      │                      ■ stores copy 1
                 ┊                      │        ╭ 200 to 1.2 ─┤
         410 ms  ┊                      │◄───────╯             │
                 ┊                      ● 200 to 1.2 arrives,  │
                 ┊                      │ not heard            │
                 ┊                      │                      │
                 believes: unknown ? is: stored once

        client    timeout: its last attempt got no answer, so it has no idea
                  it stopped after 1 attempt, at 230 ms
        server    1 copy; 0 copies when the client stopped
        verdict   phantom: the data is stored, and the client thinks it may have lost it
                  late: 1 copy was stored after the client had stopped trying
        evidence  both: the client logged a failure, and the server's side an error
        names     attempt 1.2 is the gateway's try 2 of attempt 1

        """)
  }

  /// Two gateways, 20 ms from one to the next. The inner one's first try fails at 65 ms and its second is
  /// lost; it gives up at 185 ms. Its 504 reaches the outer one at 205 ms, which tries again: stored at
  /// 250 ms.
  @Test func severalGatewaysHaveNumbersAndALifelineEach() throws {
    var scenario = Scenario.steady(attempts: 1)
    scenario.client.timeout = .seconds(2)
    scenario.server.failsBeforeStore = .half
    var outer = Gateway.steady()
    outer.network = scenario.network
    outer.timeout = .seconds(1)
    outer.retry.retriedStatuses = [.gatewayTimeout]
    var inner = Gateway.steady()
    inner.network.response.loss = .never
    scenario.gateways = [outer, inner]
    let trace = try StagedTrace.suffering(
      [
        Fault(actor: .server, decision: .failsBeforeStore, attempt: 1, gatewayTry: 1, gateway: 2),
        Fault(
          actor: .gatewayNetwork, decision: .requestIsLost, attempt: 1, gatewayTry: 2, gateway: 2),
      ],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Three hops")
    #expect(
      chart.text() == """
        Three hops

           time  client           gateway 1        gateway 2        server
                 │                │                │                │
           0 ms  ├─ attempt 1 ╮   │                │                │
          20 ms  │            ╰──►│                │                │
                 │                ├─ attempt 1 ╮   │                │
          40 ms  │                │            ╰──►│                │
                 │                │                ├─ attempt 1 ╮   │
          60 ms  │                │                │            ╰──►│
          65 ms  │                │                │                ● fails before
                 │                │                │                │ storing
                 │                │                │    ╭ 500 to 1 ─┤
          85 ms  │                │                │◄───╯           │
                 │                │                │ attempt 1.1.2  │
                 │                │                ├───────✗ lost   │
         185 ms  │                │                ● attempt 1.1.2  │
                 │                │                │ timed out      │
                 │                │    ╭ 504 to 1 ─┤                │
         205 ms  │                │◄───╯           │                │
                 │                ├─ attempt 1.2 ╮ │                │
         225 ms  │                │              ╰►│                │
                 │                │                ├─ attempt 1.2 ╮ │
         245 ms  │                │                │              ╰►│
         250 ms  │                │                │                ■ stores copy 1
                 │                │                │  ╭ 200 to 1.2 ─┤
         270 ms  │                │                │◄─╯             │
                 │                │  ╭ 200 to 1.2 ─┤                │
         290 ms  │                │◄─╯             │                │
                 │    ╭ 200 to 1 ─┤                │                │
         310 ms  │◄───╯           │                │                │
                 ● stops:         │                │                │
                 ┊ acknowledged   │                │                │
                 ┃                │                │                │
                 believes: stored once = is: stored once

        client    acknowledged: it saw a success
                  it stopped after 1 attempt, at 310 ms
        server    1 copy
        verdict   clean: acknowledged and stored exactly once
        evidence  server-log: only the server's side logged an error
        names     attempt 1.2 is gateway 1's try 2 of attempt 1
                  attempt 1.1.2 is gateway 2's try 2 of attempt 1

        """)
    let mermaid = chart.mermaid()
    #expect(mermaid.contains("  participant gateway2 as gateway 2\n"))
    #expect(mermaid.contains("  gateway1->>gateway2: 205 ms: attempt 1, try 2\n"))
    #expect(mermaid.contains("  gateway2-xserver: 85 ms: attempt 1, try 1.2, lost\n"))
  }
}

extension Gateway {
  /// Two tries of 100 ms each, without a wait between them, over a network like the client's.
  static func steady() -> Gateway {
    var gateway = Gateway()
    gateway.timeout = .milliseconds(100)
    gateway.retry.attempts = 2
    gateway.network.request = Link(loss: .half, latency: .constant(.milliseconds(20)))
    gateway.network.response = Link(loss: .half, latency: .constant(.milliseconds(20)))
    return gateway
  }
}
