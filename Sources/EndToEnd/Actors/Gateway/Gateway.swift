import Simulation

/// A hop between client and server that sends on, with attempts and a timeout of its own.
///
/// It answers what it is answered, by the server or by the next gateway: a success at once, an error when
/// it does not try again, with the status that it got and the wait that this asks for. When its last try
/// had no answer, it answers 504, or 502 if that found no connection or lost it.
public struct Gateway: Hashable, Sendable {
  /// The time that each of its attempts waits for an answer.
  public var timeout = Delay.seconds(1)
  /// A Boolean value that indicates whether a success that answers an earlier attempt counts while
  /// it is still trying.
  public var acceptsLateResponses = false
  /// The policy for what follows a failed attempt.
  public var retry = RetryPolicy()
  /// The way from the gateway to its next hop.
  @Indirect public var network = Network()

  /// Creates a value with the default of every property.
  public init() {}

  /// The side of all gateways in one operation.
  public struct State: Hashable, Sendable {
    /// The requests that they have received and not answered yet, in the order of their arrival.
    public internal(set) var tasks: [Task] = []
    /// A Boolean value that indicates whether one of them answered a 5xx, which its log may show.
    public internal(set) var hasAnsweredError = false
    /// A Boolean value that indicates whether the deadline has passed that the requests carry.
    var isPastDeadline = false
  }

  /// One request that a gateway has received and works for.
  public struct Task: Hashable, Sendable {
    /// The request that it answers in the end.
    public let received: Request
    /// The last request that it sent on.
    public internal(set) var request: Request
    /// A Boolean value that indicates whether it waits before the next attempt.
    public internal(set) var isBackingOff = false
    /// The wait before the last attempt.
    var previousWait = Delay.zero
  }
}
