import ProtocolTesting

/// A long transaction as a row of short ones, each with another that takes it back (Garcia-Molina, Salem,
/// *Sagas*, SIGMOD 1987): a flight, a hotel and a car are booked one after the other, and if one cannot be had,
/// those before it are cancelled in reverse order.
///
/// Both kinds are sent again until they are answered, and know each other by the saga's key: what is asked for
/// twice is done once. A booking of which no answer came may be done, or may still be done later: so it is
/// cancelled as well, and a service that has nothing to cancel remembers that, and refuses what comes late.
struct Saga: NodeProtocol {
  enum Name: Int, CaseIterable {
    case flight, hotel, car, orchestrator

    static let services = [Name.flight, .hotel, .car]

    var service: Int { rawValue }
  }
  enum Message: Hashable { case book, booked, refused, cancel, cancelled }
  enum Timer: Hashable { case resend, restart }
  enum Branch: CaseIterable {
    case isRefused, givesUpOne, cancelsOne, cancelsWhatMayCome, refusesWhatIsCancelled, restarts
  }
  /// The durable knowledge of a service about the saga.
  enum Booking: Hashable { case unknown, booked, refused, cancelled }
  /// The orchestrator's log, as far as it matters: its present step.
  enum Log: Hashable {
    case books(Int)
    case cancels(Int)
    case done
    case undone
  }

  struct NodeState: Hashable {
    /// The booking of a service.
    var booking = Booking.unknown
    /// The durable log of the orchestrator.
    var log = Log.books(0)
    /// The number of times that the orchestrator has sent its request; lost in a crash.
    var sends = 0
    var isDown = false
  }

  /// The twin's mistake: a service that has nothing to cancel answers so and forgets it.
  var forgetsWhatItDidNotCancel = false
  /// The largest number of times that a booking is sent, if no crash makes the orchestrator forget.
  var mostSends = 2

  func initialState(of name: Name) -> NodeState { NodeState() }

  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .orchestrator { goOn(&state, in: &context) }
  }

  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    if name == .orchestrator {
      note(message, from: sender.service, &state, in: &context)
    } else {
      context.send(answer(message, &state, in: &context), to: .orchestrator)
    }
  }

  /// Handles a request at a service, in one transaction, and returns the answer.
  private func answer(
    _ message: Message, _ state: inout NodeState, in context: inout some Context<Self>
  ) -> Message {
    switch (message, state.booking) {
    case (.book, .unknown):
      let isFree = context.choose("free places", among: [true, false])
      if !isFree { context.cover(.isRefused) }
      state.booking = isFree ? .booked : .refused
    case (.book, .cancelled): context.cover(.refusesWhatIsCancelled)
    case (.cancel, .unknown):
      context.cover(.cancelsWhatMayCome)
      if !forgetsWhatItDidNotCancel { state.booking = .cancelled }
    case (.cancel, .booked):
      context.cover(.cancelsOne)
      state.booking = .cancelled
    default: break
    }
    if message == .cancel { return .cancelled }
    return state.booking == .booked ? .booked : .refused
  }

  /// Goes on with an answer at the orchestrator, if it is the one that the orchestrator waits for.
  private func note(
    _ message: Message, from service: Int, _ state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    if state.isDown { return }
    let next: Log
    switch (state.log, message) {
    case (.books(service), .booked): next = service == 2 ? .done : .books(service + 1)
    case (.books(service), .refused), (.cancels(service), .cancelled): next = before(service)
    default: return
    }
    if context.fails("crashes before it logs an answer") { return crash(&state, in: &context) }
    state.log = next
    if context.fails("crashes after it has logged an answer") {
      return crash(&state, in: &context)
    }
    goOn(&state, in: &context)
  }

  private func before(_ service: Int) -> Log { service == 0 ? .undone : .cancels(service - 1) }

  private func goOn(_ state: inout NodeState, in context: inout some Context<Self>) {
    context.cancel(.resend)
    state.sends = 0
    send(&state, in: &context)
  }

  private func crash(_ state: inout NodeState, in context: inout some Context<Self>) {
    state.isDown = true
    state.sends = 0
    context.cancel(.resend)
    context.set(.restart, after: .milliseconds(30))
  }

  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    if timer == .restart {
      context.cover(.restarts)
      state.isDown = false
      goOn(&state, in: &context)
    } else if case .books(let service) = state.log, state.sends == mostSends {
      context.cover(.givesUpOne)
      // It may be booked all the same.
      state.log = .cancels(service)
      goOn(&state, in: &context)
    } else {
      send(&state, in: &context)
    }
  }

  private func send(_ state: inout NodeState, in context: inout some Context<Self>) {
    switch state.log {
    case .books(let service):
      state.sends += 1
      context.send(.book, to: Name.allCases[service])
    case .cancels(let service): context.send(.cancel, to: Name.allCases[service])
    case .done, .undone: return
    }
    context.set(.resend, after: .milliseconds(50))
  }

  /// The protocol and the properties that must hold, over a network where retries duplicate enough.
  static func test(
    forgetsWhatItDidNotCancel: Bool,
    over transport: Transport = .faulty(duplication: 0, delayedLatency: [.milliseconds(70)])
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(forgetsWhatItDidNotCancel: forgetsWhatItDidNotCancel), over: transport)
      .eventually("the saga ends") {
        $0[.orchestrator].log == .done || $0[.orchestrator].log == .undone
      }
      .atTheEnd("all is booked or nothing") { end in
        let booked = Name.services.count { end[$0].booking == .booked }
        return booked == (end[.orchestrator].log == .done ? 3 : 0)
      }
  }
}

extension WorkedProtocol {
  static let saga = WorkedProtocol(
    "saga with compensation",
    mistake: "a cancellation that overtakes its booking is answered and forgotten",
    fewestFaults: 2, Saga.test(forgetsWhatItDidNotCancel: false),
    twin: Saga.test(forgetsWhatItDidNotCancel: true))
}
