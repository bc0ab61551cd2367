import Simulation

/// Everything about one write and one strategy: the actors that take part, and which of them gets which
/// event.
///
/// Each actor has its parameters here and its state in `State`. Its handlers are methods of its parameters.
/// They are given their own state and no other, send through a `Transport`, and return as `Effects` what
/// another actor must learn at the same instant.
///
/// ```swift
/// var scenario = Scenario()
/// scenario.network.request.loss = Probability(0.01)
/// scenario.client.retry.attempts = 4
/// var sampler = OperationSampler(scenario, seed: 1)
/// let outcome = try sampler.outcome(ofTrial: 17)
/// ```
public struct Scenario: Hashable, Sendable {
  /// The client that sends the write.
  public var client: Client {
    get { parts.client }
    set { parts.client = newValue }
  }
  /// The way from the client to the first gateway, or to the server if there is none.
  public var network: Network {
    get { parts.network }
    set { parts.network = newValue }
  }
  /// The gateways between client and server, from the client's side: at most `mostGateways`, which
  /// make at most `mostRequestsOfGateways` requests of one.
  public var gateways: [Gateway] {
    get { parts.gateways }
    set {
      precondition(newValue.count <= Scenario.mostGateways, "a request can count its gateways")
      precondition(Scenario.requests(of: newValue) != nil, "every request has a number")
      parts.gateways = newValue
    }
  }
  /// The gateway next to the client; to set it is to say that there is no other.
  public var gateway: Gateway? {
    get { gateways.first }
    set { gateways = newValue.map { [$0] } ?? [] }
  }
  /// A Boolean value that indicates whether there is a gateway, as every message asks.
  var hasGateway: Bool { parts.hasGateway }
  /// The gateways, each in a place of its own.
  var gatewayPlaces: [GatewayPlace] { parts.gatewayPlaces }
  /// The server that stores the data.
  public var server: Server {
    get { parts.server }
    set { parts.server = newValue }
  }
  /// The protection that the server gives to retries; a part of `server`.
  public var key: IdempotencyKey? {
    get { server.key }
    set { server.key = newValue }
  }
  /// The id that the client chose, if the request is a PUT to one; a part of `server`.
  public var clientChosenID: ClientChosenID? {
    get { server.clientChosenID }
    set { server.clientChosenID = newValue }
  }
  /// The two steps, if the client first reserves and then confirms; a part of `server`.
  public var reservation: Reservation? {
    get { server.reservation }
    set { server.reservation = newValue }
  }
  /// The job that compares both sides afterwards.
  public var reconciliation: Reconciler? {
    get { parts.reconciliation }
    set { parts.reconciliation = newValue }
  }
  /// The logs that exist.
  public var logs: Logs {
    get { parts.logs }
    set { parts.logs = newValue }
  }
  /// The person who presses the button, and may press it again: see `Intention`.
  public var person: Person? {
    get { parts.person }
    set { parts.person = newValue }
  }
  /// The many clients that meet at one server; `nil` for one operation by itself.
  public var clients: Clients? {
    get { parts.clients }
    set { parts.clients = newValue }
  }

  /// Creates a value with the default of every property.
  public init() {
    storage = Storage(Parts())
  }

  /// All parts. They are large, and every handler gets them: so copies of a scenario share them until one
  /// changes.
  private var storage: Storage

  private var parts: Parts {
    get { storage.parts }
    set { storage = Storage(newValue) }
  }

  private final class Storage: Sendable {
    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }
  }

  private struct Parts: Hashable, Sendable {
    var client = Client()
    var network = Network()
    var gateways: [Gateway] = [] {
      didSet {
        hasGateway = !gateways.isEmpty
        gatewayPlaces = gateways.map { GatewayPlace($0) }
      }
    }
    private(set) var hasGateway = false
    private(set) var gatewayPlaces: [GatewayPlace] = []
    var server = Server()
    var reconciliation: Reconciler?
    var logs = Logs()
    var person: Person?
    var clients: Clients?
  }

  /// Returns true if all parts are the same.
  public static func == (left: Scenario, right: Scenario) -> Bool {
    left.storage === right.storage || left.parts == right.parts
  }

  /// Hashes all parts.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(parts)
  }

  /// The states of all actors.
  public struct State: Hashable, Sendable {
    /// The client that sends the write.
    public internal(set) var client = Client.State()
    /// The state of the gateway next to the client.
    public internal(set) var gateway = Gateway.State()
    /// The server that stores the data.
    public internal(set) var server = Server.State()
    /// The copies at the moment at which the client stopped trying: no actor knows both.
    public internal(set) var copiesAtDecision: UInt32 = 0

    /// A Boolean value that indicates whether the client, which was not acknowledged, was told
    /// afterwards that its data is stored.
    public var hasLearned: Bool { client.hasLearned }
  }
}

extension Scenario: HasDominantPath {
  /// Returns the first state, and schedules the first events.
  public func start(in world: inout some World<Event>) -> State {
    var state = State()
    state.client.shared = client.freshShared
    server.mayMeetOutage(&state.server, in: &world)
    server.mayMeetSlowPeriod(&state.server, in: &world)
    begin(&state, in: &world)
    return state
  }

  /// Begins the operation, with what its client shares already in the state.
  func begin(_ state: inout State, in world: inout some World<Event>) {
    let effects = client.begin(&state.client, over: self, in: &world)
    handOn(effects, &state, in: &world)
  }

  /// Ends the process of the client, as its person does who closes the page.
  func endClientProcess(_ state: inout State, in world: inout some World<Event>) {
    let effects = client.crash(&state.client, over: self, in: &world)
    handOn(effects, &state, in: &world)
  }

  /// Applies an event to the state.
  public func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    var effects: Effects = []
    switch event {
    case .attemptTimesOut(let attempt):
      effects = timeOut(attempt, &state.client, in: &world)
    case .readTimesOut(let attempt):
      effects = client.readTimesOut(attempt, &state.client, over: self, in: &world)
    case .hedgeIsDue(let attempt):
      effects = client.hedgeIsDue(attempt, &state.client, over: self, in: &world)
    case .backoffEnds(let attempt):
      effects = endBackoff(before: attempt, &state.client, in: &world)
    case .clientRestarts(let attempt):
      effects = client.restarts(attempt, &state.client, over: self, in: &world)
    case .tokenArrives: client.tokenArrives(&state.client, in: &world)
    case .tokensAreForgotten(let amount): client.tokensAreForgotten(amount, &state.client)
    case .breakerHalfOpens(let opening): client.breakerHalfOpens(opening, &state.client)
    case .breakerForgets(let opening, let hasFailed):
      client.breakerForgets(opening, hasFailed: hasFailed, &state.client)
    case .responseReachesClient(let response):
      effects = deliver(response, &state.client, in: &world)
    case .deadlinePasses:
      if client.propagatesDeadline { passDeadline(&state) }
      effects = client.deadlinePasses(&state.client, over: self, in: &world)

    case .requestReachesGateway(let request):
      effects = deliver(request, &state.gateway, in: &world)
    case .responseReachesGateway(let response):
      effects = deliver(response, &state.gateway, in: &world)
    case .gatewayTimesOut(let request):
      effects = self[gateway: request.level].timesOut(
        request, &state.gateway, over: self, in: &world)
    case .gatewayBackoffEnds(let request):
      effects = self[gateway: request.level]
        .backoffEnds(after: request, &state.gateway, over: self, in: &world)

    case .requestReachesServer(let request):
      deliver(request, &state.server, in: &world)
    case .requestWantsWorker(let request):
      server.startService(request, &state.server, in: &world)
    case .cancellationReachesServer: break
    case .serviceEnds(let request):
      endService(of: request, naming: state.client.reservation, &state.server, in: &world)
    case .waitForKeyEnds(let request):
      server.waitForKeyEnds(request, &state.server, over: self, in: &world)
    case .serverRestarts(let request):
      server.restart(
        during: request, naming: state.client.reservation, &state.server, over: self, in: &world)
    case .outageEnds: server.outageEnds(&state.server)
    case .slowPeriodEnds: server.slowPeriodEnds(&state.server)
    case .writeIsLost(let number): server.writeIsLost(number, &state.server)
    case .editIsStored: server.editIsStored(&state.server)
    case .keyExpires(let record):
      server.keyExpires(record, &state.server, over: self, in: &world)
    case .leaseIsRenewed(let record): server.leaseIsRenewed(record, &state.server, in: &world)
    case .leaseEnds(let record, let renewal):
      server.leaseEnds(record, renewal: renewal, &state.server, over: self, in: &world)
    case .reservationExpires(let number): server.reservationExpires(number, &state.server)

    case .endsUnanswered(let request, let failure):
      effects = endUnanswered(request, because: failure, &state, in: &world)
    case .reconciles(let pass): reconcile(pass: pass, &state, in: &world)
    }
    // Most handlers leave nothing.
    if !effects.isEmpty { handOn(effects, &state, in: &world) }
  }

  /// Hands on what a handler has left for other actors.
  private func handOn(
    _ effects: Effects, _ state: inout State, in world: inout some World<Event>
  ) {
    if effects.contains(.keyIsForgotten) {
      server.keyIsForgotten(&state.server, over: self, in: &world)
    }
    guard effects.contains(.decision) else { return }
    state.copiesAtDecision = state.server.copies
    world.reach(.decision)
    reconciliation?.clientHasDecided(submission: state.client.submission, in: &world)
    server.clientHasDecided(in: &world)
  }

  /// Has the sender of a request learn that no answer will come.
  private func endUnanswered(
    _ request: Request, because failure: ConnectionFailure, _ state: inout State,
    in world: inout some World<Event>
  ) -> Effects {
    let failure = Failure.unanswered(because: failure)
    if request.level > 0 {
      return self[gateway: request.level]
        .hearsNothing(of: request, failure, &state.gateway, over: self, in: &world)
    }
    return client.hearsNothing(of: request, failure, &state.client, over: self, in: &world)
  }

  /// Passes the deadline that the requests carry, at all who may hold one.
  private func passDeadline(_ state: inout State) {
    server.deadlinePasses(ofSubmission: state.client.submission, &state.server)
    state.gateway.deadlinePasses()
  }

  /// Gives the reconciler the records of both sides, and each side its repairs.
  private func reconcile(
    pass: UInt32, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let reconciliation else { return }
    let records = Reconciler.Records(
      submission: state.client.submission,
      facts: OutcomeFacts(belief: state.client.belief, copies: state.server.copies),
      isEdited: state.server.editedAfter != nil)
    let repairs = reconciliation.compare(records, pass: pass, in: &world)
    if repairs.contains(.tellsClient) { state.client.learns() }
    if repairs.contains(.storesAgain) {
      server.storeAgain(state.client.reservation, &state.server, in: &world)
    }
    if repairs.contains(.voidsSurplus) {
      server.voidSurplus(&state.server)
      // Of the copies that the client left, no more than this one are there to compare with.
      state.copiesAtDecision = min(state.copiesAtDecision, 1)
    }
  }
}

/// The most frequent events, each on its way to the actor that it is for.
///
/// The handlers are inlined here. Called from one function with all the others, they would not be, and
/// every call would copy the parameters of its actor.
extension Scenario {
  @inline(never)
  private func timeOut(
    _ attempt: UInt32, _ state: inout Client.State, in world: inout some World<Event>
  ) -> Effects {
    client.attemptTimesOut(attempt, &state, over: self, in: &world)
  }

  @inline(never)
  private func endBackoff(
    before attempt: UInt32, _ state: inout Client.State, in world: inout some World<Event>
  ) -> Effects {
    client.backoffEnds(attempt, &state, over: self, in: &world)
  }

  @inline(never)
  private func deliver(
    _ response: Response, _ state: inout Client.State, in world: inout some World<Event>
  ) -> Effects {
    client.receive(
      response, reservation: reservation == nil ? nil : response.reservation, &state, over: self,
      in: &world)
  }

  @inline(never)
  private func deliver(
    _ request: Request, _ state: inout Gateway.State, in world: inout some World<Event>
  ) -> Effects {
    self[gateway: request.level + 1].receive(request, &state, over: self, in: &world)
  }

  @inline(never)
  private func deliver(
    _ response: Response, _ state: inout Gateway.State, in world: inout some World<Event>
  ) -> Effects {
    self[gateway: response.request.level].receive(response, &state, over: self, in: &world)
  }

  @inline(never)
  private func deliver(
    _ request: Request, _ state: inout Server.State, in world: inout some World<Event>
  ) {
    server.receive(request, &state, over: self, in: &world)
  }

  /// - Parameter reservation: the one that all confirms of an operation name, so that no request has to
  ///   carry it.
  @inline(never)
  private func endService(
    of request: Request, naming reservation: UInt32?, _ state: inout Server.State,
    in world: inout some World<Event>
  ) {
    server.serviceEnds(request, naming: reservation, &state, over: self, in: &world)
  }
}

extension Milestone {
  /// The client stops trying.
  public static let decision = Milestone(0)
}
