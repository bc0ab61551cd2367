import ProtocolTesting

/// Writing in two steps (Pardon, Pautasso, *Atomic Distributed Transactions: a RESTful Design*, 2014): a client
/// reserves, and confirms the reservation that it was given; an unconfirmed reservation expires and leaves nothing.
///
/// Two customers want the last seat, one of them perhaps later. Each sends both requests again until they are
/// answered: the server knows a reservation by its customer, so that asking again makes no second one, and a
/// confirmation by the reservation's number, so that confirming again changes nothing. When one has expired the
/// seat is free for another, and a client that confirms later is told so.
struct ReserveConfirm: NodeProtocol {
  /// A server with one seat, and two customers who want it.
  enum Name: CaseIterable { case server, alice, bob }
  /// Two requests and their answers.
  enum Message: Hashable {
    /// The wish for a seat. It carries no key: the server knows a customer by its name.
    case reserve
    /// A seat is held for this customer, under this number.
    case reserved(Int)
    /// No seat is free now.
    case soldOut
    /// The confirmation of a reservation, by its number.
    case confirm(Int)
    /// The reservation is a sale, which nothing takes back.
    case confirmed
    /// The reservation has expired, so the confirmation came too late.
    case expired
  }
  /// The timers of customers and of the server.
  enum Timer: Hashable {
    /// A customer's wait before the present request is sent once more, 50 ms.
    case resend
    /// The end of an unconfirmed reservation, 55 ms after it was made.
    case expires(Int)
  }
  /// The branches that a test must have reached to be worth something.
  enum Branch: CaseIterable {
    case expires, isSoldOut, reservesAgain, confirmsAgain, confirmsTooLate, stopsWithoutAnAnswer
  }
  /// A reservation at the server, durable from the moment it is made.
  struct Reservation: Hashable {
    /// The states of a reservation. Only an open one may expire.
    enum Status: Hashable { case open, confirmed, expired }

    /// The customer for whom the seat is held.
    let customer: Name
    /// The present state of the reservation.
    var status = Status.open
  }
  /// The times at which the second customer comes: with the first, or when the first reservation
  /// may have expired.
  enum Arrival { case early, late }
  /// The progress of a customer. The last three end it.
  enum Progress: Hashable {
    /// The customer asks for a seat until it is answered.
    case reserves
    /// The customer confirms the reservation with this number until it is answered.
    case confirms(Int)
    /// The three ends: sold, refused, and unknown because the last request was not answered.
    case isConfirmed, isRefused, isUnknown
  }

  /// The state of the server or of a customer.
  struct NodeState: Hashable {
    /// All reservations of the server, by number.
    var reservations: [Reservation] = []
    /// The progress of a customer.
    var progress = Progress.reserves
    /// The number of times that a customer has sent its present request.
    var sends = 0
  }

  /// The largest number of times that a customer sends one request.
  static let mostSends = 2

  /// The twin's mistake: it confirms what has expired, since the reservation's record is still there.
  var confirmsWhatHasExpired = false

  /// No reservation, and a customer that is about to reserve.
  func initialState(of name: Name) -> NodeState { NodeState() }

  /// Lets a customer ask at once; the second one may come 60 ms later, after the first
  /// reservation may have expired.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .server { return }
    if name == .bob, context.choose("an arrival that is", among: [Arrival.early, .late]) == .late {
      return context.set(.resend, after: .milliseconds(60))
    }
    send(&state, in: &context)
  }

  /// Answers requests at the server, and takes a customer from one phase to the next.
  ///
  /// An answer that does not belong to the customer's phase is ignored: it answers a request that
  /// was sent twice.
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

  /// Reserves the seat, or answers again with the reservation that this customer has. An expired
  /// one is answered as well, so that the customer learns of it when it confirms.
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

  /// Confirms a reservation in one transaction. Confirming twice changes nothing.
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

  /// Sends the present request once more, or expires a reservation.
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

  /// Enters the next phase, with all its sends ahead of it.
  private func goOn(
    to progress: Progress, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    state = NodeState(progress: progress)
    context.cancel(.resend)
    if case .confirms = progress { send(&state, in: &context) }
  }

  /// Sends the request of the present phase, or gives up with an unknown outcome.
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
  /// Reserve and confirm for the last seat. The twin confirms a reservation that has expired, by
  /// its record alone, and sells the seat twice.
  static let reserveConfirm = WorkedProtocol(
    "reserve and confirm",
    mistake: "what has expired is confirmed if its confirmation comes late",
    fewestFaults: 1, ReserveConfirm.test(confirmsWhatHasExpired: false),
    twin: ReserveConfirm.test(confirmsWhatHasExpired: true))
}
