import Simulation

/// The way from a client to a server and back.
public struct Network: Hashable, Sendable {
  /// The way of the request.
  public var request = Link()
  /// The way of the response.
  public var response = Link()
  /// The connections over which requests are sent.
  public var connect = ConnectionFaults()
  /// The chance, for every response that is not lost, that the connection breaks before it arrives
  /// (a reset).
  ///
  /// The sender of the request then learns, when the response would have come, that none will: it
  /// need not wait for its timer, and knows as little about the data as if it had.
  public var breaks = Probability.never
  /// The messages that arrive twice; `nil` where none does.
  @Rare public private(set) var duplication: Duplication?

  /// Creates a value with the default of every property.
  public init() {}

  /// The chance, for every request that is not lost, that it arrives a second time.
  ///
  /// The second time has a latency of its own, so it may also be the first to arrive. The server takes it
  /// for another request: it serves both, each with its own faults.
  public var requestDuplicates: Probability {
    get { duplication?.request ?? .never }
    set { duplicate(Duplication(request: newValue, response: responseDuplicates)) }
  }
  /// The chance, for every response that arrives, that it arrives a second time, after a latency of its own.
  public var responseDuplicates: Probability {
    get { duplication?.response ?? .never }
    set { duplicate(Duplication(request: requestDuplicates, response: newValue)) }
  }

  private mutating func duplicate(_ duplication: Duplication) {
    self.duplication = duplication == Duplication() ? nil : duplication
  }

  /// The chances that a message arrives twice.
  public struct Duplication: Hashable, Sendable {
    /// The way of the request.
    public internal(set) var request = Probability.never
    /// The way of the response.
    public internal(set) var response = Probability.never
  }

  /// A Boolean value that indicates whether a request may arrive twice.
  public var mayDuplicateRequests: Bool { requestDuplicates != .never }

  /// A Boolean value that indicates whether an attempt may find no connection.
  public var mayFailToConnect: Bool { connect.fails.value > 0 }
  /// A Boolean value that indicates whether a connection may break.
  public var mayBreak: Bool { breaks.value > 0 }

  /// The chance of a failure of a connection.
  package func chance(of failure: ConnectionFailure) -> Probability {
    switch failure {
    case .notConnected: connect.fails
    case .reset: breaks
    }
  }

  /// The failures of connections that may happen.
  package var possibleFailures: ConnectionFailures {
    ConnectionFailures { chance(of: $0).value > 0 }
  }
}

/// The faults of the connection that an attempt needs.
///
/// An attempt that finds none has not left its sender: nothing is stored, and the sender knows it.
public struct ConnectionFaults: Hashable, Sendable {
  /// The chance, for every attempt and every read, that no connection is made: it is refused, or
  /// there is no answer.
  public var fails = Probability.never
  /// The time after which such an attempt ends: a refusal takes as long as its answer, silence as
  /// long as the time limit for connecting. From the attempt's timeout on it ends with that, and is
  /// a failure to connect all the same.
  public var after = Delay.zero

  /// Creates a value from its parts.
  public init(fails: Probability = .never, after: Delay = .zero) {
    self.fails = fails
    self.after = after
  }
}
