/// A request on its way, or in the server's hands.
public struct Request: Hashable, Sendable {
  /// The client's attempt, counted from 1. A read has the number of the attempt that it precedes.
  public let attempt: UInt32
  /// The gateway's attempt for it, counted from 1; 0 on the way from the client.
  public var hop: UInt16 = 0
  /// Whether it only asks if the data is there.
  public var isRead = false
  /// What the server decided about its key when it began to serve it.
  var claim = Claim.none

  /// What a request being served has to do with the operation's idempotency key.
  enum Claim: Hashable, Sendable {
    /// The table is asked when the service ends.
    case none
    /// It holds the key: others meet it in flight.
    case holds
    /// It found the key held and did not care: it is executed whatever the table says.
    case races
  }
}

/// An answer on its way back.
public struct Response: Hashable, Sendable {
  /// The request that it answers.
  public let request: Request
  public let status: Status
  /// For a successful read: whether the data is there.
  public var isPresent = false
}
