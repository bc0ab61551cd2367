import Simulation

/// Everything about one write and one strategy: who takes part, how they fail, what they do then.
///
/// ```swift
/// var scenario = Scenario()
/// scenario.network.request.loss = Probability(0.01)!
/// scenario.client.retry.attempts = 4
/// var sampler = OperationSampler(scenario, seed: 1)
/// let outcome = try sampler.outcome(ofTrial: 17)
/// ```
public struct Scenario: Hashable, Sendable {
  public var client = Client()
  /// The way from the client to the first gateway, or to the server if there is none.
  public var network = Network()
  /// The gateways between client and server, from the client's side: at most `mostGateways`, which
  /// make at most `mostRequestsOfGateways` requests of one.
  public var gateways: [Gateway] = [] {
    didSet {
      precondition(gateways.count <= Scenario.mostGateways, "a request can count its gateways")
      precondition(Scenario.requests(of: gateways) != nil, "every request has a number")
      hasGateway = !gateways.isEmpty
    }
  }
  /// The gateway next to the client; to set it is to say that there is no other.
  public var gateway: Gateway? {
    get { gateways.first }
    set { gateways = newValue.map { [$0] } ?? [] }
  }
  /// Whether there is a gateway: known without a look at all that it consists of, since every message
  /// asks.
  private(set) var hasGateway = false
  public var server = Server()
  /// The protection that the server gives to retries.
  public var key: IdempotencyKey?
  /// Whether the request is a PUT to an id that the client chose.
  public var clientChosenID: ClientChosenID?
  /// Whether the client writes in two steps: it reserves, then confirms.
  public var reservation: Reservation?
  /// The job that compares both sides afterwards.
  public var reconciliation: Reconciliation?
  public var logs = Logs()
  /// Who presses the button, where somebody may press it again: see `Intention`.
  public var person: Person?
  /// Where many operations meet at one server; `nil` for one operation by itself.
  public var clients: Clients?

  public init() {}

  /// Every actor's state.
  public struct State: Hashable, Sendable {
    public internal(set) var client = Client.State()
    public internal(set) var gateway = Gateway.State()
    public internal(set) var server = Server.State()
    /// The copies at the moment at which the client stopped trying.
    public internal(set) var copiesAtDecision: UInt32 = 0
    /// Whether the client, which was not acknowledged, was told afterwards that its data is stored.
    public internal(set) var hasLearned = false
  }
}

extension Milestone {
  /// The client stops trying.
  public static let decision = Milestone(0)
}
