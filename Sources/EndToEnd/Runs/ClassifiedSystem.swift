import Simulation

/// A system of which a search for classes of outcomes needs only a part.
protocol ClassifiableSystem: OutcomeSystem {
  /// Sets what no class of outcomes depends on to the same value in all states.
  func forgetUnclassified(_ state: inout State)

  /// Returns the event without the name of its request, if its answer is not awaited any more. Then all that tells the
  /// request from others is its place.
  func anonymous(_ event: Event, in state: State) -> Event

  /// Returns false if no execution that goes on from a state ends in a class. True is always right.
  func mayEnd(in outcomeClass: OutcomeClass, from state: State) -> Bool
}

/// A system whose states forget what no class of outcomes depends on, so that more of them are equal.
///
/// Its paths are those of the base, decision by decision and delay by delay. Only the names of choice points differ.
struct ClassifiedSystem<Base: ClassifiableSystem>: System {
  let base: Base
  /// A Boolean value that indicates whether states forget at all.
  let forgets: Bool

  func start(in world: inout some World<Base.Event>) -> Base.State {
    var state = base.start(in: &world)
    if forgets { base.forgetUnclassified(&state) }
    return state
  }

  func receive(_ event: Base.Event, state: inout Base.State, in world: inout some World<Base.Event>)
  {
    base.receive(event, state: &state, in: &world)
    if forgets { base.forgetUnclassified(&state) }
  }

  func canonical(_ event: Base.Event, in state: Base.State) -> Base.Event {
    forgets ? base.anonymous(event, in: state) : event
  }

  func isInert(_ event: Base.Event, in state: Base.State) -> Bool { base.isInert(event, in: state) }
  func isFault(_ choicePoint: ChoicePoint) -> Bool { base.isFault(choicePoint) }
  static func quickHash(of state: Base.State) -> UInt32 { Base.quickHash(of: state) }
}

extension Scenario: ClassifiableSystem {
  func forgetUnclassified(_ state: inout State) {
    forgetCounts(&state)
    forgetNames(ofWaiting: &state.server) { isUnheard($0, state.client, state.gateway) }
    if case .decided(let belief) = state.client.phase, person == nil {
      state.client.forgetAttempts(after: belief)
    }
  }

  func anonymous(_ event: Event, in state: State) -> Event {
    anonymous(event) { isUnheard($0, state.client, state.gateway) }
  }

  func mayEnd(in outcomeClass: OutcomeClass, from state: State) -> Bool {
    if reconciliation != nil { return true }
    var belief: Belief?
    if case .decided(let decided) = state.client.phase { belief = decided }
    return mayEnd(in: outcomeClass, copies: state.server.copies, belief: belief)
  }
}

extension Intention: ClassifiableSystem {
  func forgetUnclassified(_ state: inout State) {
    scenario.forgetCounts(&state.present)
    for index in state.earlier.indices { scenario.forgetCounts(&state.earlier[index]) }
  }

  func anonymous(_ event: Event, in state: State) -> Event {
    guard case .operation(let number, let event) = event else { return event }
    let anonymous = scenario.anonymous(event) { request in
      let index = Int(request.submission)
      return index < state.earlier.count
        ? scenario.isUnheard(
          request, state.earlier[index].client, state.earlier[index].gateway)
        : scenario.isUnheard(request, state.present.client, state.present.gateway)
    }
    return .operation(number, anonymous)
  }

  func mayEnd(in outcomeClass: OutcomeClass, from state: State) -> Bool {
    if scenario.reconciliation != nil { return true }
    let copies = state.earlier.reduce(state.present.server.copies) { $0 + $1.server.copies }
    return scenario.mayEnd(in: outcomeClass, copies: copies, belief: nil)
  }
}

// MARK: What is forgotten

extension Scenario {
  /// Forgets evidence and counts that no class depends on.
  fileprivate func forgetCounts(_ state: inout State) {
    state.server.requests = 0
    state.server.hasLoggedError = false
    state.gateway.hasAnsweredError = false
    state.client.isLogged = false
    if keepsCopies {
      // Copies beyond those that make a duplicate, and a late one, make no difference.
      let most = state.client.hasDecided ? max(2, state.copiesAtDecision + 1) : 2
      state.server.forgetCopies(beyond: most)
    }
  }

  /// A Boolean value that indicates whether a copy, once stored, stays, and is told from others by nothing.
  private var keepsCopies: Bool {
    server.failover.loses == .never && reservation == nil && clientChosenID == nil
      && reconciliation == nil
  }

  /// Returns true if the answer to a request is not awaited, now or later.
  fileprivate func isUnheard(
    _ request: Request, _ client: Client.State, _ gateway: Gateway.State
  ) -> Bool {
    if request.level > 0 { return self[gateway: request.level].isUnheard(request, gateway) }
    if client.hasDecided { return true }
    if request.isRead { return !(client.isReading && request.attempt == client.attempt + 1) }
    if client.awaits(request.attempt) { return false }
    // A late success of any attempt is heard, unless a crash has come between.
    return !self.client.acceptsLateResponses || self.client.crashes.chance == .never
  }

  /// A Boolean value that indicates whether the server tells requests apart by their names.
  private var serverKnowsNames: Bool {
    server.mayStop || key?.recorded == .inProgress || server.capacity != nil
  }

  fileprivate func anonymous(_ event: Event, where isUnheard: (Request) -> Bool) -> Event {
    switch event {
    case .requestReachesServer(let request):
      if serverKnowsNames || !isUnheard(request) { return event }
      return .requestReachesServer(request.withoutName)
    case .serviceEnds(let request):
      if serverKnowsNames || !isUnheard(request) { return event }
      return .serviceEnds(request.withoutName)
    case .waitForKeyEnds(let request):
      if serverKnowsNames || !isUnheard(request) { return event }
      return .waitForKeyEnds(request.withoutName)
    case .responseReachesClient(var response):
      if serverKnowsNames || !isUnheard(response.request) { return event }
      response.request = response.request.withoutName
      return .responseReachesClient(response)
    case .endsUnanswered(let request, let failure):
      // One that goes on from a gateway has to find its task.
      if serverKnowsNames || !isUnheard(request) { return event }
      return .endsUnanswered(request.withoutName, because: failure)
    default: return event
    }
  }

  private func forgetNames(
    ofWaiting server: inout Server.State, where isUnheard: (Request) -> Bool
  ) {
    if server.waiting.isEmpty || serverKnowsNames { return }
    for index in server.waiting.indices where isUnheard(server.waiting[index]) {
      server.waiting[index] = server.waiting[index].withoutName
    }
  }

  // MARK: What may still be

  /// - Parameter belief: the client's, if it has decided for good.
  fileprivate func mayEnd(in outcomeClass: OutcomeClass, copies: UInt32, belief: Belief?) -> Bool {
    let losesCopies = server.failover.loses != .never || reservation != nil
    switch outcomeClass {
    case .lost: return (belief == nil || belief == .acknowledged) && (copies == 0 || losesCopies)
    case .phantom: return belief?.isUnknown != false
    case .falseRejection: return belief.map { $0 == .rejected } ?? canBeRejected
    case .stale: return clientChosenID?.edits != nil
    case .disagree, .duplicate, .late, .unsure, .clean: return true
    }
  }
}

extension Scenario {
  /// The same scenario where no wait depends on the one before it: each may be as long as the longest that decorrelated
  /// jitter gives at that retry.
  var withIndependentWaits: Scenario {
    var relaxed = self
    relaxed.client.retry.backoff = client.retry.backoff.independent
    for index in relaxed.gateways.indices {
      relaxed.gateways[index].retry.backoff = gateways[index].retry.backoff.independent
    }
    return relaxed
  }
}

extension Backoff {
  fileprivate var independent: Backoff {
    guard jitter == .decorrelated, case .exponential(let base, let factor, let cap) = growth else {
      return self
    }
    var backoff = self
    let longest = Delay(rounding: Double(base.nanoseconds) * max(factor, 1))
    backoff.growth = .exponential(base: longest, factor: max(factor, 1), cap: max(cap, base))
    backoff.jitter = .full
    backoff.capsJitter = false
    backoff.least = max(least, min(base, cap))
    return backoff
  }
}

extension Client.State {
  /// Forgets how a client came to its decision. It hears nothing any more.
  fileprivate mutating func forgetAttempts(after belief: Belief) {
    attempt = 0
    crashedAttempt = 0
    lastFailure = .timeout
    previousWait = .zero
    if belief == .error { phase = .decided(.timeout) }
  }
}

extension Server.State {
  fileprivate mutating func forgetCopies(beyond most: UInt32) {
    guard copies > most else { return }
    copies = most
    durableWrites = most
    writes = most
  }
}
