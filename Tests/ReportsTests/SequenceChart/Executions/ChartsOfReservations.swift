import EndToEnd
import Reports
import Simulation
import Testing

/// Whole charts of writes in two steps.
@Suite struct ChartsOfReservations {
  /// The answer to the first reserve is lost, so a second is made and confirmed; the first expires.
  @Test func aReservationWhoseAnswerIsLostExpires() throws {
    var scenario = Scenario.steady()
    scenario.network.response.loss = .half
    scenario.reservation = Reservation()
    scenario.reservation?.expires = .milliseconds(300)
    let trace = try StagedTrace.suffering([.responseLost(1)], in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Reserved twice")
    #expect(
      chart.text() == """
        Reserved twice

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ● makes reservation 1
                 │               lost ✗─ 200 to attempt 1 ─┤
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ attempt 2 ────────╮                    │
         270 ms  │                    ╰───────────────────►│
         275 ms  │                                         ● makes reservation 2
                 │                    ╭─ 200 to attempt 2 ─┤
         295 ms  │◄───────────────────╯                    │
                 ├─ confirm 3 ────────╮                    │
         315 ms  │                    ╰───────────────────►│
         320 ms  │                                         ■ confirms reservation 2:
                 │                                         │ copy 1
                 │                     ╭ 200 to confirm 3 ─┤
         325 ms  │                     ╎                   ● reservation 1 expires
         340 ms  │◄────────────────────╯                   │
                 ● stops: acknowledged                     │
                 ┃                                         │
                 believes: stored once = is: stored once

        client    acknowledged: it saw a success
                  it stopped after 3 attempts, at 340 ms
        server    1 copy
        verdict   clean: acknowledged and stored exactly once
        evidence  none: no log shows that anything went wrong

        """)
  }

  /// The confirm's answer is lost: its repetition finds the work done.
  @Test func aConfirmIsRepeatedWithoutHarm() throws {
    var scenario = Scenario.steady()
    scenario.network.response.loss = .half
    scenario.reservation = Reservation()
    let trace = try StagedTrace.suffering([.responseLost(2)], in: scenario)
    let rows = SequenceChart(trace, of: scenario, title: "Confirmed twice").rows
    let effects = rows.filter { $0.participant == .server }.map(\.event)
    #expect(effects.contains(.confirms(1, copy: 1)) && effects.contains(.hasConfirmed(1)))
    #expect(!effects.contains(.reservationExpires(1)))
  }

  @Test func aReadFindsTheReservation() throws {
    var scenario = Scenario.steady()
    scenario.network.response.loss = .half
    scenario.client.readBack = .each
    scenario.reservation = Reservation()
    let trace = try StagedTrace.suffering([.responseLost(1)], in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Read back")
    #expect(chart.text().contains("read before attempt 2: reservation 1"))
    #expect(chart.verdict.outcome.attempts == 2 && chart.verdict.outcome.isClean)
  }
}
