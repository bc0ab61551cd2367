import ProtocolTesting

/// Writing in two steps (Pardon, Pautasso, *Atomic Distributed Transactions: a RESTful Design*, 2014): a client
/// reserves, and confirms the reservation that it was given; an unconfirmed reservation expires and leaves nothing.
///
/// Two customers want the last seat, one of them perhaps later. Each sends both requests again until they are
/// answered: the server knows a reservation by its customer, so that asking again makes no second one, and a
/// confirmation by the reservation's number, so that confirming again changes nothing. When one has expired the
/// seat is free for another, and a client that confirms later is told so.
struct ReserveConfirm: NodeProtocol {
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

  struct NodeState: Hashable {
    /// All reservations of the server, by number.
    var reservations: [Reservation] = []
    /// The progress of a customer.
    var progress = Progress.reserves
    /// The number of times that a customer has sent its present request.
    var sends = 0
  }

  static let mostSends = 2

  /// The twin's mistake: it confirms what has expired, since the reservation's record is still there.
  var confirmsWhatHasExpired = false

  func initialState(of name: Name) -> NodeState { NodeState() }

  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .server { return }
    if name == .bob, context.choose("an arrival that is", among: [Arrival.early, .late]) == .late {
      return context.set(.resend, after: .milliseconds(60))
    }
    send(&state, in: &context)
  }

  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch (message, state.progress) {
    case (.reserve, _): reserve(for: sender, &state, in: &context)
    case (.confirm(let number), _): confirm(number, for: sender, &state, in: &context)
    case (.reserved(let number), .reserves): goOn(to: .confirms(number), &state, in: &context)
    case (.soldOut, .reserves), (.expired, .confirms): goOn(to: .isRefused, &state, in: &context)
    case (.confirmed, .confirms): goOn(to: .isConfirmed, &state, in: &context)
    default: break
    }
  }

  private func reserve(
    for customer: Name, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    if let number = state.reservations.firstIndex(where: { $0.customer == customer }) {
      context.cover(.reservesAgain)
      return context.send(.reserved(number), to: customer)
    }
    if state.reservations.contains(where: { $0.status != .expired }) {
      context.cover(.isSoldOut)
      return context.send(.soldOut, to: customer)
    }
    let number = state.reservations.count
    state.reservations.append(Reservation(customer: customer))
    context.set(.expires(number), after: .milliseconds(55))
    context.send(.reserved(number), to: customer)
  }

  private func confirm(
    _ number: Int, for customer: Name, _ state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    if context.fails("crashes before its transaction ends") { return }
    switch state.reservations[number].status {
    case .open: state.reservations[number].status = .confirmed
    case .confirmed: context.cover(.confirmsAgain)
    case .expired:
      context.cover(.confirmsTooLate)
      if !confirmsWhatHasExpired { return context.send(.expired, to: customer) }
      state.reservations[number].status = .confirmed
    }
    context.cancel(.expires(number))
    context.send(.confirmed, to: customer)
  }

  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .resend: send(&state, in: &context)
    case .expires(let number):
      context.cover(.expires)
      state.reservations[number].status = .expired
    }
  }

  private func goOn(
    to progress: Progress, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    state = NodeState(progress: progress)
    context.cancel(.resend)
    if case .confirms = progress { send(&state, in: &context) }
  }

  private func send(_ state: inout NodeState, in context: inout some Context<Self>) {
    if state.sends == Self.mostSends {
      state.progress = .isUnknown
      return context.cover(.stopsWithoutAnAnswer)
    }
    state.sends += 1
    if case .confirms(let number) = state.progress {
      context.send(.confirm(number), to: .server)
    } else {
      context.send(.reserve, to: .server)
    }
    context.set(.resend, after: .milliseconds(50))
  }

  /// The protocol and the properties that must hold, over a network where retries duplicate enough.
  static func test(
    confirmsWhatHasExpired: Bool,
    over transport: Transport = .faulty(duplication: 0, delayedLatency: [.milliseconds(70)])
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(confirmsWhatHasExpired: confirmsWhatHasExpired), over: transport)
      .never("the seat is sold twice") {
        $0[.server].reservations.count { $0.status == .confirmed } > 1
      }
      .atTheEnd("no reservation is left over") {
        !$0[.server].reservations.contains { $0.status == .open }
      }
      .atTheEnd("who has an answer knows how it is") { end in
        [Name.alice, .bob].allSatisfy { customer in
          let isConfirmed = end[.server].reservations.contains {
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
