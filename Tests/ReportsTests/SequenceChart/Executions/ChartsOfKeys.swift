import EndToEnd
import Reports
import Simulation
import Testing

/// Whole charts of scenarios whose execution is known: latencies are constant, each fault is chosen.
@Suite struct ChartsOfKeys {
  /// 300 ms of service: attempt 1 is served from 20 to 320 ms. Attempt 2, sent at 250 ms, arrives
  /// at 270 ms and is served from 320 to 620 ms. The answer to attempt 1 comes at 340 ms, in time
  /// to acknowledge; that to attempt 2, a replay, at 640 ms.
  @Test func aRequestWaitsWhileItsKeyIsInUse() throws {
    var scenario = Scenario.steady()
    scenario.server.service = .constant(.milliseconds(300))
    scenario.key = IdempotencyKey()
    let trace = try StagedTrace.suffering(
      [],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Waiting for the key")
    #expect(
      chart.text() == """
        Waiting for the key

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ attempt 2 ────────╮                    │
         270 ms  │                    ╰───────────────────►│
                 │                                         ● attempt 2 waits: its key is
                 │                                         │ in use
         320 ms  │                                         ■ stores copy 1 and the key
                 │                     ╭ 200 to attempt 1 ─┤
                 │                     ╎                   ● knows the key, stores
                 │                     ╎                   │ nothing
                 │                   ╭─┼ 200 to attempt 2 ─┤
         340 ms  │◄────────────────────╯                   │
                 ● 200 to attempt 1 arrives too late,      │
                 │ ignored           ╎                     │
                 │◄──────────────────╯                     │
                 ● stops: acknowledged                     │
                 ┃                                         │
                 believes: stored once = is: stored once

        client    acknowledged: it saw a success
                  it stopped after 2 attempts, at 340 ms
        server    1 copy
        verdict   clean: acknowledged and stored exactly once
        evidence  none: no log shows that anything went wrong

        """)
  }

  /// As before, but attempt 2 is answered 409 at 270 ms. A 409 is not among what is retried, so it
  /// ends the operation at 290 ms, and the 200 of 340 ms is ignored.
  @Test func aRequestWhoseKeyIsInUseCanBeRefused() throws {
    var scenario = Scenario.steady()
    scenario.server.service = .constant(.milliseconds(300))
    scenario.key = IdempotencyKey()
    scenario.key?.inFlight = .conflict
    let trace = try StagedTrace.suffering(
      [],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Conflict")
    #expect(
      chart.text() == """
        Conflict

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ attempt 2 ────────╮                    │
         270 ms  │                    ╰───────────────────►│
                 │                                         ● its key is in use: refused
                 │                    ╭─ 409 to attempt 2 ─┤
         290 ms  │◄───────────────────╯                    │
                 ● stops: rejected                         │
         320 ms  ┃                                         ■ stores copy 1 and the key
                 ┃                    ╭─ 200 to attempt 1 ─┤
         340 ms  ┃◄───────────────────╯                    │
                 ● 200 to attempt 1 arrives, not heard     │
                 ┃                                         │
                 believes: not stored ≠ is: stored once

        client    rejected: it was refused, so it is sure that nothing is stored
                  it stopped after 2 attempts, at 290 ms
        server    1 copy; 0 copies when the client stopped
        verdict   falseRejection: the client is sure that the data is not stored, and it
                  is stored
                  late: 1 copy was stored after the client had stopped trying
        evidence  client-log: only the client logged a failure

        """)
  }

  /// As before, but attempt 2 does not wait: it is executed at 570 ms, although its key was
  /// recorded at 320 ms with copy 1.
  @Test func aRaceForTheKeyStoresTwice() throws {
    var scenario = Scenario.steady()
    scenario.server.service = .constant(.milliseconds(300))
    scenario.key = IdempotencyKey()
    scenario.key?.inFlight = .race
    let trace = try StagedTrace.suffering(
      [],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Race")
    #expect(
      chart.text() == """
        Race

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ attempt 2 ────────╮                    │
         270 ms  │                    ╰───────────────────►│
                 │                                         ● its key is in use: executed
                 │                                         │ as well
         320 ms  │                                         ■ stores copy 1 and the key
                 │                    ╭─ 200 to attempt 1 ─┤
         340 ms  │◄───────────────────╯                    │
                 ● 200 to attempt 1 arrives too late,      │
                 │ ignored                                 │
         450 ms  ● attempt 2 timed out                     │
                 ● gives up: timeout                       │
         570 ms  ┊                                         ■■ stores copy 2
                 ┊                    ╭─ 200 to attempt 2 ─┤
         590 ms  ┊◄───────────────────╯                    │
                 ● 200 to attempt 2 arrives, not heard     │
                 ┊                                         │
                 believes: unknown ? is: stored twice

        client    timeout: its last attempt got no answer, so it has no idea
                  it stopped after 2 attempts, at 450 ms
        server    2 copies; 1 copy when the client stopped
        verdict   phantom: the data is stored, and the client thinks it may have lost it
                  duplicate: the effect is stored 2 times
                  late: 1 copy was stored after the client had stopped trying
        evidence  client-log: only the client logged a failure

        """)
  }

  /// Attempt 1 records the key at 25 ms and no data. Attempt 2, sent at 95 ms, is answered the 500
  /// that was saved with the key. The key is forgotten before attempt 3, sent at 190 ms, which
  /// stores. Its key, recorded at 215 ms, expires 1 s later; the first one's window ends unnoticed
  /// at 1025 ms.
  @Test func aCrashBetweenKeyAndDataIsRepeatedUntilTheKeyIsForgotten() throws {
    var scenario = Scenario.steady(attempts: 3)
    var key = IdempotencyKey()
    key.recorded = .beforeData
    key.failsBetween = .half
    key.forgets = .half
    key.saves = .stored
    key.window = .seconds(1)
    scenario.key = key
    let trace = try StagedTrace.suffering(
      [.server(.failsBetween, 1), .server(.keyIsForgotten, 3)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Two writes")
    #expect(
      chart.text() == """
        Two writes

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ● records the key
                 │                                         ● fails before it stores the
                 │                                         │ data
                 │                    ╭─ 500 to attempt 1 ─┤
          45 ms  │◄───────────────────╯                    │
                 ● waits 50 ms before attempt 2            │
          95 ms  ├─ attempt 2 ────────╮                    │
         115 ms  │                    ╰───────────────────►│
                 │                                         ● attempt 2 waits: its key is
                 │                                         │ in use
         295 ms  ● attempt 2 timed out                     │
                 ● waits 50 ms before attempt 3            │
         345 ms  │                                         ● forgets the key
                 ├─ attempt 3 ──────────────────────────╮  │
         350 ms  │                                      ╎  ● records the key
                 │                                      ╎  ■ stores copy 1
                 │                     ╭ 200 to attempt 2 ─┤
         365 ms  │                     ╎                ╰─►│
                 │                     ╎                   ● knows the key, stores
                 │                     ╎                   │ nothing
                 │                   ╭─┼ 200 to attempt 3 ─┤
         370 ms  │◄────────────────────╯                   │
                 ● 200 to attempt 2 arrives too late,      │
                 │ ignored           ╎                     │
         385 ms  │◄──────────────────╯                     │
                 ● stops: acknowledged                     │
        1.35 s   ┃                                         ● the key expires
                 ┃                                         │
                 believes: stored once = is: stored once

        client    acknowledged: it saw a success
                  it stopped after 3 attempts, at 385 ms
        server    1 copy
        verdict   clean: acknowledged and stored exactly once
        evidence  server-log: only the server's side logged an error

        """)
  }

  /// Attempt 1 stores at 25 ms and loses the key; attempt 2 does not know that and stores again at
  /// 120 ms. It fails after that; attempt 3 finds the key at 215 ms and fails as well.
  @Test func aCrashBetweenDataAndKeyStoresAgain() throws {
    var scenario = Scenario.steady(attempts: 3)
    scenario.server.failsAfterStore = .half
    var key = IdempotencyKey()
    key.recorded = .afterData
    key.failsBetween = .half
    scenario.key = key
    let trace = try StagedTrace.suffering(
      [
        .server(.failsBetween, 1), .server(.failsAfterStore, 2), .server(.failsAfterStore, 3),
      ],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Data first")
    #expect(
      chart.text() == """
        Data first

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ■ stores copy 1
                 │                                         ● fails before it records the
                 │                                         │ key
                 │                    ╭─ 500 to attempt 1 ─┤
          45 ms  │◄───────────────────╯                    │
                 ● waits 50 ms before attempt 2            │
          95 ms  ├─ attempt 2 ────────╮                    │
         115 ms  │                    ╰───────────────────►│
         120 ms  │                                         ■■ stores copy 2
                 │                                         ● records the key
                 │                                         ● fails after storing
                 │                    ╭─ 500 to attempt 2 ─┤
         140 ms  │◄───────────────────╯                    │
                 ● waits 50 ms before attempt 3            │
         190 ms  ├─ attempt 3 ────────╮                    │
         210 ms  │                    ╰───────────────────►│
                 │                                         ● knows the key, stores
                 │                                         │ nothing
                 │                                         ● fails before it answers
                 │                    ╭─ 500 to attempt 3 ─┤
         230 ms  │◄───────────────────╯                    │
                 ● gives up: error                         │
                 ┊                                         │
                 believes: unknown ? is: stored twice

        client    error: the last thing it saw was an error status, so it has no idea
                  it stopped after 3 attempts, at 230 ms
        server    2 copies
        verdict   phantom: the data is stored, and the client thinks it may have lost it
                  duplicate: the effect is stored 2 times
        evidence  both: the client logged a failure, and the server's side an error

        """)
  }
}
