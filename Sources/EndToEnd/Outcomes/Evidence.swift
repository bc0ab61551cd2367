/// The logs that show that something about an operation went wrong.
public enum Evidence: UInt8, Hashable, Sendable, CaseIterable {
  /// Only the server, or a gateway.
  case serverLog
  /// Only the client.
  case clientLog
  /// The server and the client.
  case both
  /// Neither.
  case none

  init(serverLogged: Bool, clientLogged: Bool) {
    switch (serverLogged, clientLogged) {
    case (true, false): self = .serverLog
    case (false, true): self = .clientLog
    case (true, true): self = .both
    case (false, false): self = .none
    }
  }
}

/// The events that reach the logs: where a disagreement could be seen.
public struct Logs: Hashable, Sendable {
  /// A Boolean value that indicates whether the server, and a gateway, log every failure: each 5xx that
  /// they answer.
  public var server = true
  /// The events that the client logs.
  public var client = ClientLog.final

  /// Creates a value with the default of every property.
  public init() {}

  /// The events that the client logs. A client whose process has ended for good logs nothing more.
  public enum ClientLog: Hashable, Sendable, CaseIterable {
    /// Every attempt that did not end in success, and an operation that was not acknowledged.
    case attempts
    /// Every attempt that ended without an answer, and an operation that was not acknowledged.
    case timeouts
    /// An operation that was not acknowledged.
    case final
    /// Nothing, or nothing that its operator can read: the client is not theirs.
    case nothing

    /// Returns true if it shows the failure of an attempt, even of an operation that succeeds.
    @inline(__always)
    func shows(_ failure: Failure) -> Bool {
      switch self {
      case .attempts: true
      case .timeouts: if case .error = failure { false } else { true }
      case .final, .nothing: false
      }
    }
  }
}
