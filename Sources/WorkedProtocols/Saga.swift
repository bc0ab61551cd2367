import ProtocolTesting

/// A long transaction as a row of short ones, each with another that takes it back (Garcia-Molina, Salem,
/// *Sagas*, SIGMOD 1987): a flight, a hotel and a car are booked one after the other, and if one cannot be had,
/// those before it are cancelled in reverse order.
///
/// Both kinds are sent again until they are answered, and know each other by the saga's key: what is asked for
/// twice is done once. A booking of which no answer came may be done, or may still be done later: so it is
/// cancelled as well, and a service that has nothing to cancel remembers that, and refuses what comes late.
struct Saga: NodeProtocol {
  /// Three services in the order of their bookings, and the orchestrator that remembers how far
  /// it is.
  enum Name: Int, CaseIterable {
    case flight, hotel, car, orchestrator

    /// The services in the order of their bookings.
    static let services = [Name.flight, .hotel, .car]

    /// The index of a service, by which the log names it.
    var service: Int { rawValue }
  }
  /// Two requests with their answers. Each belongs to the one saga, so none needs a key.
  enum Message: Hashable { case book, booked, refused, cancel, cancelled }
  /// The wait for an answer, 50 ms, and the time until a crashed orchestrator is back, 30 ms.
  enum Timer: Hashable { case resend, restart }
  /// The branches that a test must have reached to be worth something.
  enum Branch: CaseIterable {
    case isRefused, givesUpOne, cancelsOne, cancelsWhatMayCome, refusesWhatIsCancelled, restarts
  }
  /// The durable knowledge of a service about the saga.
  enum Booking: Hashable { case unknown, booked, refused, cancelled }
  /// The orchestrator's log, as far as it matters: its present step.
  enum Log: Hashable {
    /// Asks this service, from 0, for a booking.
    case books(Int)
    /// Takes the booking of this service back.
    case cancels(Int)
    case done
    /// Everything is taken back.
    case undone
  }

  /// The state of a service or of the orchestrator.
  struct NodeState: Hashable {
    /// The booking of a service.
    var booking = Booking.unknown
    /// The durable log of the orchestrator.
    var log = Log.books(0)
    /// The number of times that the orchestrator has sent its request; lost in a crash.
    var sends = 0
    /// A Boolean value that indicates whether the orchestrator has crashed and is not back yet.
    var isDown = false
  }

  /// The twin's mistake: a service that has nothing to cancel answers so and forgets it.
  var forgetsWhatItDidNotCancel = false
  /// The largest number of times that a booking is sent, if no crash makes the orchestrator forget.
  var mostSends = 2

  /// Nothing is booked, and the log says that the first service is next.
  func initialState(of name: Name) -> NodeState { NodeState() }

  /// Sends the first booking.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .orchestrator { goOn(&state, in: &context) }
  }

  /// Answers at a service, or goes on at the orchestrator.
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

  /// The step after a service could not be booked or was cancelled: the cancellation of the one
  /// before it.
  private func before(_ service: Int) -> Log { service == 0 ? .undone : .cancels(service - 1) }

  /// Begins the step that the log names, with all its sends ahead of it.
  private func goOn(_ state: inout NodeState, in context: inout some Context<Self>) {
    context.cancel(.resend)
    state.sends = 0
    send(&state, in: &context)
  }

  /// Crashes the orchestrator. It forgets the number of its sends, and keeps its log.
  private func crash(_ state: inout NodeState, in context: inout some Context<Self>) {
    state.isDown = true
    state.sends = 0
    context.cancel(.resend)
    context.set(.restart, after: .milliseconds(30))
  }

  /// Restarts the orchestrator at its logged step, gives up a booking after its last send, or
  /// sends the present request once more.
  ///
  /// A cancellation is never given up: a saga that neither ends nor takes back is the one thing
  /// that it must not do.
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

  /// Sends the request of the logged step and starts its timer. The end of the saga sends
  /// nothing.
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
  /// A saga whose cancellations may overtake the bookings that they cancel. The twin's service
  /// forgets such a cancellation, so the booking that comes later stays for ever.
  static let saga = WorkedProtocol(
    "saga with compensation",
    mistake: "a cancellation that overtakes its booking is answered and forgotten",
    fewestFaults: 2, Saga.test(forgetsWhatItDidNotCancel: false),
    twin: Saga.test(forgetsWhatItDidNotCancel: true))
}
