import ProtocolTesting
import Simulation

/// A long transaction as a row of short ones, each with another that takes it back (Garcia-Molina, Salem,
/// *Sagas*, SIGMOD 1987): a flight, a hotel and a car are booked one after the other, and if one cannot be had,
/// those before it are cancelled in reverse order.
///
/// Both kinds are sent again until they are answered, and know each other by the saga's key: what is asked for
/// twice is done once. A booking of which no answer came may be done, or may still be done later: so it is
/// cancelled as well, and a service that has nothing to cancel remembers that, and refuses what comes late.
struct Saga: Participants {
  enum Name: Int, CaseIterable {
    case flight, hotel, car, orchestrator

    var service: Int { rawValue }
  }
  enum Message: Hashable { case book, booked, refused, cancel, cancelled }
  enum Timer: Hashable { case resend, restart }
  enum Branch: CaseIterable {
    case isRefused, givesUpOne, cancelsOne, cancelsWhatMayCome, refusesWhatIsCancelled, restarts
  }
  /// What a service knows of the saga, durably.
  enum Booking: Hashable { case unknown, booked, refused, cancelled }
  /// The orchestrator's log, as far as it matters: what is being done now.
  enum Log: Hashable {
    case books(Int)
    case cancels(Int)
    case done
    case undone
  }

  /// The twin's mistake: a service that has nothing to cancel answers so and forgets it.
  var forgetsWhatItDidNotCancel = false
  /// How often a booking is sent at the most, if no crash makes the orchestrator forget.
  var mostSends = 2
  var log = Log.books(0)
  /// Lost in a crash.
  var sends = 0
  var isDown = false
  var bookings: [Booking] = [.unknown, .unknown, .unknown]

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    if name == .orchestrator { goOn(in: &world) }
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    if name == .orchestrator {
      note(message, from: sender.service, in: &world)
    } else {
      world.send(answer(message, at: name.service, in: &world), to: .orchestrator)
    }
  }

  /// What a service does, in one transaction.
  private mutating func answer(
    _ message: Message, at service: Int, in world: inout some Context<Self>
  ) -> Message {
    switch (message, bookings[service]) {
    case (.book, .unknown):
      let isFree = world.chooses("free places", among: [true, false])
      if !isFree { world.covers(.isRefused) }
      bookings[service] = isFree ? .booked : .refused
    case (.book, .cancelled): world.covers(.refusesWhatIsCancelled)
    case (.cancel, .unknown):
      world.covers(.cancelsWhatMayCome)
      if !forgetsWhatItDidNotCancel { bookings[service] = .cancelled }
    case (.cancel, .booked):
      world.covers(.cancelsOne)
      bookings[service] = .cancelled
    default: break
    }
    if message == .cancel { return .cancelled }
    return bookings[service] == .booked ? .booked : .refused
  }

  /// The orchestrator goes on with what an answer says, if it is the one that it waits for.
  private mutating func note(
    _ message: Message, from service: Int, in world: inout some Context<Self>
  ) {
    if isDown { return }
    let next: Log
    switch (log, message) {
    case (.books(service), .booked): next = service == 2 ? .done : .books(service + 1)
    case (.books(service), .refused), (.cancels(service), .cancelled): next = before(service)
    default: return
    }
    if world.fails("crashes before it logs an answer") { return crash(in: &world) }
    log = next
    if world.fails("crashes after it has logged an answer") { return crash(in: &world) }
    goOn(in: &world)
  }

  private func before(_ service: Int) -> Log { service == 0 ? .undone : .cancels(service - 1) }

  private mutating func goOn(in world: inout some Context<Self>) {
    world.cancel(.resend)
    sends = 0
    send(in: &world)
  }

  private mutating func crash(in world: inout some Context<Self>) {
    isDown = true
    sends = 0
    world.cancel(.resend)
    world.set(.restart, after: .milliseconds(30))
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    if timer == .restart {
      world.covers(.restarts)
      isDown = false
      goOn(in: &world)
    } else if case .books(let service) = log, sends == mostSends {
      world.covers(.givesUpOne)
      // It may be booked all the same.
      log = .cancels(service)
      goOn(in: &world)
    } else {
      send(in: &world)
    }
  }

  private mutating func send(in world: inout some Context<Self>) {
    switch log {
    case .books(let service):
      sends += 1
      world.send(.book, to: Name.allCases[service])
    case .cancels(let service): world.send(.cancel, to: Name.allCases[service])
    case .done, .undone: return
    }
    world.set(.resend, after: .milliseconds(50))
  }

  /// The protocol and what must hold of it, over a network where what is sent again duplicates enough.
  static func test(
    forgetsWhatItDidNotCancel: Bool,
    over transport: Transport = .unruly(duplication: 0, heldUpFor: [.milliseconds(70)])
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(forgetsWhatItDidNotCancel: forgetsWhatItDidNotCancel), over: transport)
      .eventually("the saga ends") { $0.log == .done || $0.log == .undone }
      .atTheEnd("all is booked or nothing") { end in
        let booked = end.bookings.count { $0 == .booked }
        return booked == (end.log == .done ? 3 : 0)
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
