import Simulation

/// A hop between client and server that sends on, with attempts and a timeout of its own.
///
/// It answers what the server answers. When it may not try again it answers 504; an error that it
/// does not retry it passes on.
public struct Gateway: Hashable, Sendable {
  /// How long each of its attempts waits for the server's answer.
  public var timeout = Delay.seconds(1)
  /// Whether a success that answers an earlier attempt counts while it is still trying.
  public var acceptsLateResponses = true
  /// What follows a failed attempt.
  public var retry = RetryPolicy()
  /// The way from the gateway to the server.
  public var network = Network()

  public init() {}

  /// The gateway's side of one operation.
  public struct State: Hashable, Sendable {
    /// The client's requests that it has not answered yet, in the order of their arrival.
    public internal(set) var tasks: [Task] = []
    /// Whether it answered an error, which its log may show.
    public internal(set) var hasAnsweredError = false
  }

  /// One request of the client that the gateway works for.
  public struct Task: Hashable, Sendable {
    /// The last request sent to the server.
    public internal(set) var request: Request
    /// Whether it waits before the next attempt.
    public internal(set) var isBackingOff = false
    /// The wait before the last attempt.
    var previousWait = Delay.zero
  }
}
