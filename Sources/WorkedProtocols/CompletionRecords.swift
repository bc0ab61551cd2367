import ProtocolTesting

/// A server that keeps what it has answered until the client needs it no more: until the client says so with
/// its next request, or until its lease ends.
///
/// See Lee, Park, Kejriwal, Matsushita and Ousterhout, *Implementing Linearizability at Large Scale and Low
/// Latency* (SOSP 2015), whose RIFL this follows. Its lease server is a part of the server here.
struct CompletionRecords: NodeProtocol {
  /// One client and one server. With one client the lease is a timer of the server.
  enum Name: CaseIterable { case client, server }
  /// A request with the client's progress, and the two answers.
  enum Message: Hashable {
    /// A request. The client has an answer to all requests before the first incomplete one.
    case request(Int, firstIncomplete: Int)
    /// The result of a request, from its execution or from its record.
    case result(Int)
    /// The answer after the end of the lease: the server no longer knows if the request was
    /// executed.
    case leaseHasEnded
  }
  /// The timers of client and server.
  enum Timer: Hashable {
    /// The client's wait before it sends a request once more, 50 ms.
    case resend
    /// The end of the client's lease at the server, 500 ms after the start.
    case leaseEnds
  }
  /// The branches that a test must have reached to be worth something.
  enum Branch: CaseIterable {
    case executes, answersFromRecord, isStale, leaseHasEnded, givesUp
  }

  /// The state of either side. The numbers of executions are for the properties alone: no handler
  /// reads them.
  struct NodeState: Hashable {
    /// The first request without an answer, counted from 0, as far as the node knows.
    var firstIncomplete = 0
    /// The number of times that the client has sent this request.
    var sends = 0
    /// The requests whose results the server keeps.
    var records: Set<Int> = []
    /// A Boolean value that indicates whether the lease has ended, so that the server must not
    /// execute anything.
    var isLeaseOver = false
    /// The number of times that the server has executed each request.
    var executions: [Int] = []
  }

  /// The mistakes of the twins: each forgets a record and does not remember that it did.
  enum Mistake {
    /// The server forgets the records at the end of the lease, and takes late requests for new ones.
    case takesLateRequests
    /// The server forgets a record that the client needs no more, and takes its request for a new one.
    case takesStaleRequests
  }

  /// The twin's mistake; `nil` for the protocol as it should be.
  let mistake: Mistake?
  /// The number of requests, one after the other. Two are the fewest with a record that a later
  /// request clears away.
  let requests = 2
  /// The largest number of times that a request is sent.
  let mostSends = 3

  /// A server with a mistake, or without one.
  init(mistake: Mistake? = nil) {
    self.mistake = mistake
  }

  /// The server counts executions from 0; the client counts none.
  func initialState(of name: Name) -> NodeState {
    NodeState(executions: name == .server ? Array(repeating: 0, count: requests) : [])
  }

  /// Sends the first request, and starts the lease. The lease outlives all resends of both
  /// requests, so its end meets only messages that the network has delayed.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    switch name {
    case .client: send(&state, in: &context)
    case .server: context.set(.leaseEnds, after: .milliseconds(500))
    }
  }

  /// Answers a request at the server, and goes on to the next one at the client.
  ///
  /// An answer to an earlier request is ignored: with a request sent twice, two answers come.
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .request(let number, let firstIncomplete):
      if let answer = answer(number, firstIncomplete: firstIncomplete, &state, in: &context) {
        context.send(answer, to: .client)
      }
    case .result(let number):
      guard number == state.firstIncomplete else { return }
      state.firstIncomplete += 1
      state.sends = 0
      context.cancel(.resend)
      if state.firstIncomplete < requests { send(&state, in: &context) }
    case .leaseHasEnded: context.cancel(.resend)
    }
  }

  /// Handles a request at the server, and returns the answer, if the client may still wait for one.
  private func answer(
    _ number: Int, firstIncomplete: Int, _ state: inout NodeState,
    in context: inout some Context<Self>
  ) -> Message? {
    if state.isLeaseOver, mistake != .takesLateRequests {
      context.cover(.leaseHasEnded)
      return .leaseHasEnded
    }
    if firstIncomplete > state.firstIncomplete {
      state.firstIncomplete = firstIncomplete
      state.records = state.records.filter { $0 >= firstIncomplete }
    }
    if number < state.firstIncomplete, mistake != .takesStaleRequests {
      context.cover(.isStale)
      return nil
    }
    if state.records.contains(number) {
      context.cover(.answersFromRecord)
    } else {
      context.cover(.executes)
      // One transaction.
      state.executions[number] += 1
      state.records.insert(number)
    }
    return .result(number)
  }

  /// Sends a request once more, up to the bound, or ends the lease and everything that the server
  /// knows of the client with it.
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .resend:
      if state.sends < mostSends { send(&state, in: &context) } else { context.cover(.givesUp) }
    case .leaseEnds:
      // With the records goes everything that the server knows of the client.
      state = NodeState(isLeaseOver: true, executions: state.executions)
    }
  }

  /// Sends the first request without an answer. The same number tells the server which records it
  /// may forget, so no message of its own is needed for that.
  private func send(_ state: inout NodeState, in context: inout some Context<Self>) {
    state.sends += 1
    context.send(
      .request(state.firstIncomplete, firstIncomplete: state.firstIncomplete), to: .server)
    context.set(.resend, after: .milliseconds(50))
  }

  /// The protocol and the properties that must hold.
  func test() -> ProtocolTest<Self> {
    // A message may be delayed behind the next request, or behind the end of the lease.
    ProtocolTest(self, over: .faulty(delayedLatency: [.milliseconds(90), .seconds(1)]))
      .never("a request is executed twice") { $0[.server].executions.contains { $0 > 1 } }
      .always("what is answered was executed") { now in
        now[.server].executions.prefix(now[.client].firstIncomplete).allSatisfy { $0 > 0 }
      }
      .always("at most one record is kept") { $0[.server].records.count <= 1 }
      .atTheEnd("none is kept") { $0[.server].records.isEmpty }
  }
}

extension WorkedProtocol {
  /// Completion records in the manner of RIFL, over a network that delays messages past the next
  /// request and past the end of the lease.
  static let completionRecords = WorkedProtocol(
    "completion records with a lease",
    mistake: "the server forgets its records when the lease ends, and still takes requests",
    fewestFaults: 1,
    CompletionRecords().test(),
    twin: CompletionRecords(mistake: .takesLateRequests).test())
}
