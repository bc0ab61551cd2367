import EndToEnd
import Reports
import Simulation
import Testing

/// Whole charts of scenarios whose execution is known: latencies are constant, each fault is chosen.
@Suite struct ChartsOfRetries {
  /// 20 ms there, 5 ms of service, so copy 1 at 25 ms; the timer of 200 ms, 50 ms of waiting, so
  /// attempt 2 at 250 ms, copy 2 at 275 ms and its answer at 295 ms.
  @Test func aLostAnswerMakesABlindRetryADuplicate() throws {
    var scenario = Scenario.steady()
    scenario.network.response.loss = .half
    let trace = try StagedTrace.suffering(
      [.responseLost(1)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Trial 17 of blind (seed 1)")
    #expect(
      chart.text() == """
        Trial 17 of blind (seed 1)

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ■ stores copy 1
                 │               lost ✗─ 200 to attempt 1 ─┤
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ attempt 2 ────────╮                    │
         270 ms  │                    ╰───────────────────►│
         275 ms  │                                         ■■ stores copy 2
                 │                    ╭─ 200 to attempt 2 ─┤
         295 ms  │◄───────────────────╯                    │
                 ● stops: acknowledged                     │
                 ┃                                         │
                 believes: stored once ≠ is: stored twice

        client    acknowledged: it saw a success
                  it stopped after 2 attempts, at 295 ms
        server    2 copies
        verdict   duplicate: the effect is stored 2 times
        evidence  none: no log shows that anything went wrong

        """)
  }

  /// The 500 of attempt 1 comes at 45 ms, before anything was stored; that of attempt 2, sent at
  /// 95 ms, after copy 1 was. The client may not try a third time.
  @Test func aServerThatFailsAfterStoringLeavesAPhantom() throws {
    var scenario = Scenario.steady()
    scenario.server.failsBeforeStore = .half
    scenario.server.failsAfterStore = .half
    let trace = try StagedTrace.suffering(
      [.server(.failsBeforeStore, 1), .server(.failsAfterStore, 2)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Failures")
    #expect(
      chart.text() == """
        Failures

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ● fails before storing
                 │                    ╭─ 500 to attempt 1 ─┤
          45 ms  │◄───────────────────╯                    │
                 ● waits 50 ms before attempt 2            │
          95 ms  ├─ attempt 2 ────────╮                    │
         115 ms  │                    ╰───────────────────►│
         120 ms  │                                         ■ stores copy 1
                 │                                         ● fails after storing
                 │                    ╭─ 500 to attempt 2 ─┤
         140 ms  │◄───────────────────╯                    │
                 ● gives up: error                         │
                 ┊                                         │
                 believes: unknown ? is: stored once

        client    error: the last thing it saw was an error status, so it has no idea
                  it stopped after 2 attempts, at 140 ms
        server    1 copy
        verdict   phantom: the data is stored, and the client thinks it may have lost it
        evidence  both: the client logged a failure, and the server's side an error

        """)
  }

  /// Attempt 1 is lost at once and times out at 200 ms; attempt 2, sent at 250 ms, meets a crash at
  /// 275 ms and times out at 450 ms. Nothing in the server's log.
  @Test func aSilentCrashIsATimeoutToTheClient() throws {
    var scenario = Scenario.steady()
    scenario.network.request.loss = .half
    scenario.server.failsBeforeStore = .half
    scenario.server.failure = .silent
    let trace = try StagedTrace.suffering(
      [.requestLost(1), .server(.failsBeforeStore, 2)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Silence")
    #expect(
      chart.text() == """
        Silence

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ───────✗ lost                │
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ attempt 2 ────────╮                    │
         270 ms  │                    ╰───────────────────►│
         275 ms  │                                         ● crashes before storing; no
                 │                                         │ answer is sent
         450 ms  ● attempt 2 timed out                     │
                 ● gives up: timeout                       │
                 ┊                                         │
                 believes: unknown ? is: not stored

        client    timeout: its last attempt got no answer, so it has no idea
                  it stopped after 2 attempts, at 450 ms
        server    0 copies
        verdict   unsure: the client has no idea; nothing is stored
        evidence  client-log: only the client logged a failure

        """)
  }

  /// The retry is due at 250 ms, so the read is sent then and answered at 295 ms. One attempt.
  @Test func aReadBeforeTheRetryFindsTheData() throws {
    var scenario = Scenario.steady()
    scenario.network.response.loss = .half
    scenario.client.readBack = .each
    let trace = try StagedTrace.suffering(
      [.responseLost(1)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Read back")
    #expect(
      chart.text() == """
        Read back

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ■ stores copy 1
                 │               lost ✗─ 200 to attempt 1 ─┤
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ read before attempt 2 ╮                │
         270 ms  │                        ╰───────────────►│
                 │       ╭ read before attempt 2: present ─┤
         290 ms  │◄──────╯                                 │
                 ● stops: acknowledged                     │
                 ┃                                         │
                 believes: stored once = is: stored once

        client    acknowledged: it saw a success
                  it stopped after 1 attempt, at 290 ms
        server    1 copy
        verdict   clean: acknowledged and stored exactly once
        evidence  none: no log shows that anything went wrong

        """)
  }

  /// The read before attempt 2, sent at 250 ms, fails at 275 ms and its 500 comes at 295 ms, so
  /// attempt 2 follows at once; attempt 2 fails too, at 320 ms. The read before attempt 3, sent at
  /// 390 ms, finds nothing, and its answer is lost; attempt 3 waits for its timer, to 590 ms.
  @Test func aReadWithoutAnswerLetsTheAttemptFollow() throws {
    var scenario = Scenario.steady(attempts: 3)
    scenario.network.response.loss = .half
    scenario.server.failsBeforeStore = .half
    scenario.client.readBack = .each
    let trace = try StagedTrace.suffering(
      [
        .server(.failsBeforeStore, 1), .server(.failsBeforeStore, 2, isRead: true),
        .server(.failsBeforeStore, 2), .responseLost(3, isRead: true),
      ],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Failing reads")
    #expect(
      chart.text() == """
        Failing reads

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ● fails before storing
                 │                    ╭─ 500 to attempt 1 ─┤
          45 ms  │◄───────────────────╯                    │
                 ● waits 50 ms before attempt 2            │
          95 ms  ├─ read before attempt 2 ╮                │
         115 ms  │                        ╰───────────────►│
                 │                                         ● fails to read
                 │         ╭ 500 to read before attempt 2 ─┤
         135 ms  │◄────────╯                               │
                 ├─ attempt 2 ────────╮                    │
         155 ms  │                    ╰───────────────────►│
         160 ms  │                                         ● fails before storing
                 │                    ╭─ 500 to attempt 2 ─┤
         180 ms  │◄───────────────────╯                    │
                 ● waits 50 ms before attempt 3            │
         230 ms  ├─ read before attempt 3 ╮                │
         250 ms  │                        ╰───────────────►│
                 │  lost ✗─ read before attempt 3: absent ─┤
         430 ms  ● read before attempt 3 timed out         │
                 ├─ attempt 3 ────────╮                    │
         450 ms  │                    ╰───────────────────►│
         455 ms  │                                         ■ stores copy 1
                 │                    ╭─ 200 to attempt 3 ─┤
         475 ms  │◄───────────────────╯                    │
                 ● stops: acknowledged                     │
                 ┃                                         │
                 believes: stored once = is: stored once

        client    acknowledged: it saw a success
                  it stopped after 3 attempts, at 475 ms
        server    1 copy
        verdict   clean: acknowledged and stored exactly once
        evidence  server-log: only the server's side logged an error

        """)
  }

  /// The request takes 250 ms, the client waits 200 ms and does not try again. Copy 1 at 255 ms is
  /// stored after its decision, and the answer at 275 ms is ignored.
  @Test func aRequestThatOutlivesThePatienceOfItsClientIsLate() throws {
    var scenario = Scenario.steady(attempts: 1)
    scenario.network.request.latency = .constant(.milliseconds(250))
    let trace = try StagedTrace.suffering(
      [],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Patience")
    #expect(
      chart.text() == """
        Patience

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ──────────────────────────╮  │
         200 ms  ● attempt 1 timed out                  ╎  │
                 ● gives up: timeout                    ╎  │
         250 ms  ┊                                      ╰─►│
         255 ms  ┊                                         ■ stores copy 1
                 ┊                    ╭─ 200 to attempt 1 ─┤
         275 ms  ┊◄───────────────────╯                    │
                 ● 200 to attempt 1 arrives, not heard     │
                 ┊                                         │
                 believes: unknown ? is: stored once

        client    timeout: its last attempt got no answer, so it has no idea
                  it stopped after 1 attempt, at 200 ms
        server    1 copy; 0 copies when the client stopped
        verdict   phantom: the data is stored, and the client thinks it may have lost it
                  late: 1 copy was stored after the client had stopped trying
        evidence  client-log: only the client logged a failure

        """)
  }

  /// Each answer takes 250 ms and comes 75 ms too late, at 275 ms, when attempt 2 is under way: a
  /// 500 changes nothing then. That of attempt 2 comes at 525 ms, after the decision at 450 ms.
  @Test func anErrorForAnEarlierAttemptIsIgnored() throws {
    var scenario = Scenario.steady()
    scenario.network.response.latency = .constant(.milliseconds(250))
    scenario.server.failsBeforeStore = .always
    let trace = try StagedTrace.suffering(
      [.server(.failsBeforeStore, 1), .server(.failsBeforeStore, 2)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Slow errors")
    #expect(
      chart.text() == """
        Slow errors

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
          25 ms  │                                         ● fails before storing
                 │                     ╭ 500 to attempt 1 ─┤
         200 ms  ● attempt 1 timed out ╎                   │
                 ● waits 50 ms before attempt 2            │
         250 ms  ├─ attempt 2 ─────────┼────────────────╮  │
         270 ms  │                     ╎                ╰─►│
         275 ms  │◄────────────────────╯                   │
                 ● 500 to attempt 1 arrives too late,      │
                 │ ignored                                 │
                 │                                         ● fails before storing
                 │                     ╭ 500 to attempt 2 ─┤
         450 ms  ● attempt 2 timed out ╎                   │
                 ● gives up: timeout   ╎                   │
         525 ms  ┊◄────────────────────╯                   │
                 ● 500 to attempt 2 arrives, not heard     │
                 ┊                                         │
                 believes: unknown ? is: not stored

        client    timeout: its last attempt got no answer, so it has no idea
                  it stopped after 2 attempts, at 450 ms
        server    0 copies
        verdict   unsure: the client has no idea; nothing is stored
        evidence  both: the client logged a failure, and the server's side an error

        """)
  }

  /// At 25 ms the server first answers and then loses the data: acknowledged with no copy.
  @Test func anAcknowledgementBeforeStoringCanBeLost() throws {
    var scenario = Scenario.steady(attempts: 1)
    scenario.server.acknowledges = .beforeStore
    scenario.server.failsBeforeStore = .always
    let trace = try StagedTrace.suffering(
      [.server(.failsBeforeStore, 1)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Acknowledged first")
    #expect(
      chart.text() == """
        Acknowledged first

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ────────╮                    │
          20 ms  │                    ╰───────────────────►│
                 │                     ╭ 200 to attempt 1 ─┤
          25 ms  │                     ╎                   ● loses the data; no answer
                 │                     ╎                   │ says so
          40 ms  │◄────────────────────╯                   │
                 ● stops: acknowledged                     │
                 ┃                                         │
                 believes: stored once ≠ is: not stored

        client    acknowledged: it saw a success
                  it stopped after 1 attempt, at 40 ms
        server    0 copies
        verdict   lost: the client is sure that the data is stored, and nothing is
        evidence  server-log: only the server's side logged an error

        """)
  }

  /// Attempt 1 times out at 200 ms, attempt 2 would be sent at 250 ms, the deadline is at 230 ms.
  @Test func aDeadlineEndsTheWaitForARetry() throws {
    var scenario = Scenario.steady()
    scenario.network.request.loss = .always
    scenario.client.deadline = .milliseconds(230)
    let trace = try StagedTrace.suffering(
      [.requestLost(1)],
      in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Deadline")
    #expect(
      chart.text() == """
        Deadline

           time  client             network                server
                 │                                         │
           0 ms  ├─ attempt 1 ───────✗ lost                │
         200 ms  ● attempt 1 timed out                     │
                 ● waits 50 ms before attempt 2            │
         230 ms  ● the deadline passes                     │
                 ● gives up: timeout                       │
                 ┊                                         │
                 believes: unknown ? is: not stored

        client    timeout: its last attempt got no answer, so it has no idea
                  it stopped after 1 attempt, at 230 ms
        server    0 copies
        verdict   unsure: the client has no idea; nothing is stored
        evidence  client-log: only the client logged a failure

        """)
  }
}
