import ProtocolTesting

/// A register on three replicas that survives the loss of one (Attiya, Bar-Noy, Dolev, *Sharing Memory Robustly in
/// Message-Passing Systems*, 1995).
///
/// A write is done when two replicas have it. A read asks until two have answered, and takes the newest value. It must
/// write that value back to two replicas before it ends: otherwise a later read may find an older value.
package struct QuorumRegister: NodeProtocol {
  /// Two clients and three replicas.
  package enum Name: CaseIterable, Hashable, Sendable { case writer, reader, a, b, c }
  /// Questions and orders to the replicas, and their answers.
  package enum Message: Hashable, Sendable {
    /// Each message carries the number of the operation, or an earlier answer would be taken for a later one.
    case query(Int)
    /// The value of a replica, as the answer to a query of this operation.
    case value(Int, operation: Int)
    /// The order to store a value unless the replica has a newer one.
    case store(Int, operation: Int)
    /// The replica has this value or a newer one.
    case stored(operation: Int)
  }
  /// The start of the first read, and the wait before a question is sent again.
  package enum Timer: Hashable, Sendable { case begin, resend }
  /// The places that a test must have reached to be worth something.
  package enum Branch: CaseIterable, Hashable, Sendable { case sendsAgain, findsTheNewValue }

  /// The register as a single caller sees it. There is one writer, so values are their own version numbers.
  package struct Register: SequentialSpecification {
    /// An operation of a caller.
    package enum Call: Hashable, Sendable {
      /// A read, whose result is a value.
      case read
      /// A write of this value. A writer counts up, so a value is its own version.
      case write(Int)
    }
    /// The value of the last write.
    var value = 0

    /// Applies a call, and returns the value of the register after it.
    package mutating func apply(_ call: Call) -> Int {
      if case .write(let new) = call { value = new }
      return value
    }
  }
  /// The object that histories are compared with.
  package typealias Specification = Register

  /// The phase of a client's operation: none, the question for the newest value, or its storing.
  package enum Phase: Hashable, Sendable { case idle, querying, storing }

  /// The state of a client or of a replica.
  package struct NodeState: Hashable, Sendable {
    /// The newest value that a replica has stored, or that a client has found.
    var newest = 0
    /// The number of operations that a client has begun.
    var operation = 0
    /// The present phase of the client's operation.
    var phase = Phase.idle
    /// The replicas that have answered in this phase.
    var answered: Set<Name> = []
  }

  /// The twin's mistake: a read ends without writing back.
  var writesBack = true
  /// The number of reads, one after the other.
  var reads = 2

  /// The replicas. One of them may be lost.
  private static let replicas: [Name] = [.a, .b, .c]
  /// The number of replicas that must answer: two of three always share one.
  private static let quorum = 2

  /// A replica with the first value, 0, or a client without an operation.
  package func initialState(of name: Name) -> NodeState { NodeState() }

  /// Lets the writer write at once, and the reader read 25 ms later.
  package func started(
    _ name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch name {
    case .writer:
      state.operation = 1
      state.newest = 1
      context.invoke(.write(1))
      enter(.storing, &state, in: &context)
    case .reader: context.set(.begin, after: .milliseconds(25))
    case .a, .b, .c: break
    }
  }

  /// Answers as a replica, or counts answers as a client.
  package func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .query(let operation):
      context.send(.value(state.newest, operation: operation), to: sender)
    case .store(let value, let operation):
      state.newest = max(state.newest, value)
      context.send(.stored(operation: operation), to: sender)
    case .value(let value, state.operation) where state.phase == .querying:
      state.newest = max(state.newest, value)
      if value > 0 { context.cover(.findsTheNewValue) }
      note(sender, name, &state, in: &context)
    case .stored(state.operation) where state.phase == .storing:
      note(sender, name, &state, in: &context)
    case .value, .stored: break
    }
  }

  /// Begins a read, or sends the question of this phase again.
  package func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .begin: beginReading(&state, in: &context)
    case .resend:
      context.cover(.sendsAgain)
      send(state, in: &context)
    }
  }

  /// Begins a read: a query of the newest value, which the writing back follows.
  private func beginReading(_ state: inout NodeState, in context: inout some Context<Self>) {
    state.operation += 1
    // What an earlier read has found does not count.
    state.newest = 0
    context.invoke(.read)
    enter(.querying, &state, in: &context)
  }

  /// Enters a phase and asks all replicas. The answers of the phase before do not count.
  private func enter(
    _ phase: Phase, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    state.phase = phase
    state.answered = []
    send(state, in: &context)
  }

  /// Sends the question of this phase to all replicas that have not answered it.
  private func send(_ state: NodeState, in context: inout some Context<Self>) {
    for replica in Self.replicas where !state.answered.contains(replica) {
      context.send(
        state.phase == .querying
          ? .query(state.operation) : .store(state.newest, operation: state.operation),
        to: replica)
    }
    context.set(.resend, after: .milliseconds(50))
  }

  /// Counts a replica's answer, and ends the phase at a quorum.
  ///
  /// A read writes the newest value back before it returns. Without that, a later read may ask
  /// two replicas that the write has not reached yet, and return an older value.
  private func note(
    _ replica: Name, _ name: Name, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    state.answered.insert(replica)
    if state.answered.count < Self.quorum { return }
    if state.phase == .querying, writesBack { return enter(.storing, &state, in: &context) }
    state.phase = .idle
    state.answered = []
    context.cancel(.resend)
    context.respond(state.newest)
    if name == .reader, state.operation < reads { beginReading(&state, in: &context) }
  }

  /// The protocol and the properties that must hold. The network may lose messages, and cut off the writer with one
  /// replica.
  package static func test(writesBack: Bool, over transport: Transport = .lossy()) -> ProtocolTest<
    Self
  > {
    ProtocolTest(Self(writesBack: writesBack), over: transport)
      .partitioning(.writer, .a, healsAfter: .milliseconds(20))
      .linearizable(against: Register())
      .atTheEnd("all operations are over") { $0.states.allSatisfy { $0.phase == .idle } }
  }
}

extension WorkedProtocol {
  /// An atomic register on three replicas. The twin's reads do not write back, so two reads in a
  /// row may go back in time.
  static let quorumRegister = WorkedProtocol(
    "quorum register", mistake: "a read does not write back what it has found", fewestFaults: 2,
    QuorumRegister.test(writesBack: true), twin: QuorumRegister.test(writesBack: false))
}
