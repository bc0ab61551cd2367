import ProtocolTesting
import Simulation

/// Writing in two steps (Pardon, Pautasso, *Atomic Distributed Transactions: a RESTful Design*, 2014): a client
/// reserves, and confirms the reservation that it was given; what nobody confirms expires and leaves nothing.
///
/// Two customers want the last seat, one of them perhaps later. Each sends both requests again until they are
/// answered: the server knows a reservation by its customer, so that asking again makes no second one, and a
/// confirmation by the reservation's number, so that confirming again changes nothing. When one has expired the
/// seat is free for another, and whoever confirms later is told so.
struct ReserveConfirm: Participants {
  enum Name: CaseIterable { case server, alice, bob }
  enum Message: Hashable {
    case reserve
    case reserved(Int)
    case soldOut
    case confirm(Int)
    case confirmed
    case expired
  }
  enum Timer: Hashable {
    case resend
    case expires(Int)
  }
  enum Branch: CaseIterable {
    case expires, isSoldOut, reservesAgain, confirmsAgain, confirmsTooLate, stopsWithoutAnAnswer
  }
  struct Reservation: Hashable {
    enum Status: Hashable { case open, confirmed, expired }

    let customer: Name
    var status = Status.open
  }
  enum Arrival { case early, late }
  enum Progress: Hashable {
    case reserves
    case confirms(Int)
    case isConfirmed, isRefused, isUnknown
  }
  struct Customer: Hashable {
    var progress = Progress.reserves
    var sends = 0
  }

  static let mostSends = 2

  /// The twin's mistake: it confirms what has expired, since the reservation's record is still there.
  var confirmsWhatHasExpired = false
  var reservations: [Reservation] = []
  var alice = Customer()
  var bob = Customer()

  private subscript(name: Name) -> Customer {
    get { name == .alice ? alice : bob }
    set { if name == .alice { alice = newValue } else { bob = newValue } }
  }

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    if name == .server { return }
    if name == .bob, world.chooses("an arrival that is", among: [Arrival.early, .late]) == .late {
      return world.set(.resend, after: .milliseconds(60))
    }
    send(name, in: &world)
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch (message, self[name].progress) {
    case (.reserve, _): reserve(for: sender, in: &world)
    case (.confirm(let number), _): confirm(number, for: sender, in: &world)
    case (.reserved(let number), .reserves): goOn(name, to: .confirms(number), in: &world)
    case (.soldOut, .reserves), (.expired, .confirms): goOn(name, to: .isRefused, in: &world)
    case (.confirmed, .confirms): goOn(name, to: .isConfirmed, in: &world)
    default: break
    }
  }

  private mutating func reserve(for customer: Name, in world: inout some Context<Self>) {
    if let number = reservations.firstIndex(where: { $0.customer == customer }) {
      world.covers(.reservesAgain)
      return world.send(.reserved(number), to: customer)
    }
    if reservations.contains(where: { $0.status != .expired }) {
      world.covers(.isSoldOut)
      return world.send(.soldOut, to: customer)
    }
    let number = reservations.count
    reservations.append(Reservation(customer: customer))
    world.set(.expires(number), after: .milliseconds(55))
    world.send(.reserved(number), to: customer)
  }

  private mutating func confirm(
    _ number: Int, for customer: Name, in world: inout some Context<Self>
  ) {
    if world.fails("crashes before its transaction ends") { return }
    switch reservations[number].status {
    case .open: reservations[number].status = .confirmed
    case .confirmed: world.covers(.confirmsAgain)
    case .expired:
      world.covers(.confirmsTooLate)
      if !confirmsWhatHasExpired { return world.send(.expired, to: customer) }
      reservations[number].status = .confirmed
    }
    world.cancel(.expires(number))
    world.send(.confirmed, to: customer)
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    switch timer {
    case .resend: send(name, in: &world)
    case .expires(let number):
      world.covers(.expires)
      reservations[number].status = .expired
    }
  }

  private mutating func goOn(
    _ name: Name, to progress: Progress, in world: inout some Context<Self>
  ) {
    self[name] = Customer(progress: progress)
    world.cancel(.resend)
    if case .confirms = progress { send(name, in: &world) }
  }

  private mutating func send(_ name: Name, in world: inout some Context<Self>) {
    if self[name].sends == Self.mostSends {
      self[name].progress = .isUnknown
      return world.covers(.stopsWithoutAnAnswer)
    }
    self[name].sends += 1
    if case .confirms(let number) = self[name].progress {
      world.send(.confirm(number), to: .server)
    } else {
      world.send(.reserve, to: .server)
    }
    world.set(.resend, after: .milliseconds(50))
  }

  /// The protocol and what must hold of it, over a network where what is sent again duplicates enough.
  static func test(
    confirmsWhatHasExpired: Bool,
    over transport: Transport = .unruly(duplication: 0, heldUpFor: [.milliseconds(70)])
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(confirmsWhatHasExpired: confirmsWhatHasExpired), over: transport)
      .never("the seat is sold twice") { $0.reservations.count { $0.status == .confirmed } > 1 }
      .atTheEnd("no reservation is left over") { !$0.reservations.contains { $0.status == .open } }
      .atTheEnd("who has an answer knows how it is") { end in
        [Name.alice, .bob].allSatisfy { customer in
          let isConfirmed = end.reservations.contains {
            $0.customer == customer && $0.status == .confirmed
          }
          return end[customer].progress == .isUnknown
            || end[customer].progress == (isConfirmed ? .isConfirmed : .isRefused)
        }
      }
  }
}

extension WorkedProtocol {
  static let reserveConfirm = WorkedProtocol(
    "reserve and confirm",
    mistake: "what has expired is confirmed if its confirmation comes late",
    fewestFaults: 1, ReserveConfirm.test(confirmsWhatHasExpired: false),
    twin: ReserveConfirm.test(confirmsWhatHasExpired: true))
}
