import ProtocolTesting
import Simulation

/// A server that keeps what it has answered until the client needs it no more: until the client says so with
/// its next request, or until its lease ends.
///
/// See Lee, Park, Kejriwal, Matsushita and Ousterhout, *Implementing Linearizability at Large Scale and Low
/// Latency* (SOSP 2015), whose RIFL this follows. Its lease server is a part of the server here.
struct CompletionRecords: Participants {
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable {
    /// A request; all before the first incomplete one are answered.
    case request(Int, firstIncomplete: Int)
    case result(Int)
    case leaseHasEnded
  }
  enum Timer: Hashable {
    case resend
    case leaseEnds
  }
  enum Branch: CaseIterable {
    case executes, answersFromRecord, isStale, leaseHasEnded, givesUp
  }

  struct Client: Hashable {
    /// The request that is not answered yet, counted from 0.
    var firstIncomplete = 0
    var sends = 0
  }

  struct Server: Hashable {
    /// The requests whose results are known.
    var records: Set<Int> = []
    /// All before it were answered, and the client knows it.
    var firstIncomplete = 0
    var isLeaseOver = false
  }

  enum Mistake {
    /// The server forgets the records at the end of the lease, and takes what comes later for new.
    case takesLateRequests
    /// It forgets a record that the client needs no more, and takes what comes again for new.
    case takesStaleRequests
  }

  let mistake: Mistake?
  let requests = 2
  /// How often each request is sent at the most.
  let mostSends = 3
  var client = Client()
  var server = Server()
  /// How often each request was executed.
  var executions: [Int]

  init(mistake: Mistake? = nil) {
    self.mistake = mistake
    executions = Array(repeating: 0, count: requests)
  }

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    switch name {
    case .client: send(in: &world)
    case .server: world.set(.leaseEnds, after: .milliseconds(500))
    }
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .request(let number, let firstIncomplete):
      if let answer = answer(number, firstIncomplete: firstIncomplete, in: &world) {
        world.send(answer, to: .client)
      }
    case .result(let number):
      guard number == client.firstIncomplete else { return }
      client.firstIncomplete += 1
      client.sends = 0
      world.cancel(.resend)
      if client.firstIncomplete < requests { send(in: &world) }
    case .leaseHasEnded: world.cancel(.resend)
    }
  }

  /// What the server does with a request, and answers, if anybody may still wait for it.
  private mutating func answer(
    _ number: Int, firstIncomplete: Int, in world: inout some Context<Self>
  ) -> Message? {
    if server.isLeaseOver, mistake != .takesLateRequests {
      world.covers(.leaseHasEnded)
      return .leaseHasEnded
    }
    if firstIncomplete > server.firstIncomplete {
      server.firstIncomplete = firstIncomplete
      server.records = server.records.filter { $0 >= firstIncomplete }
    }
    if number < server.firstIncomplete, mistake != .takesStaleRequests {
      world.covers(.isStale)
      return nil
    }
    if server.records.contains(number) {
      world.covers(.answersFromRecord)
    } else {
      world.covers(.executes)
      // One transaction.
      executions[number] += 1
      server.records.insert(number)
    }
    return .result(number)
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    switch timer {
    case .resend: if client.sends < mostSends { send(in: &world) } else { world.covers(.givesUp) }
    case .leaseEnds:
      // With the records goes all that is known of the client.
      server = Server(isLeaseOver: true)
    }
  }

  private mutating func send(in world: inout some Context<Self>) {
    client.sends += 1
    world.send(
      .request(client.firstIncomplete, firstIncomplete: client.firstIncomplete), to: .server)
    world.set(.resend, after: .milliseconds(50))
  }

  /// What must hold.
  func test() -> ProtocolTest<Self> {
    // Held up behind the next request, or behind the end of the lease.
    ProtocolTest(self, over: .unruly(heldUpFor: [.milliseconds(90), .seconds(1)]))
      .never("a request is executed twice") { $0.executions.contains { $0 > 1 } }
      .always("what is answered was executed") { now in
        now.executions.prefix(now.client.firstIncomplete).allSatisfy { $0 > 0 }
      }
      .always("at most one record is kept") { $0.server.records.count <= 1 }
      .atTheEnd("none is kept") { $0.server.records.isEmpty }
  }
}

extension WorkedProtocol {
  static let completionRecords = WorkedProtocol(
    "completion records with a lease",
    mistake: "the server forgets its records when the lease ends, and still takes requests",
    fewestFaults: 1,
    CompletionRecords().test(),
    twin: CompletionRecords(mistake: .takesLateRequests).test())
}
