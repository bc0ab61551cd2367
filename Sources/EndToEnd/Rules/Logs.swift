/// What reaches the logs: where a disagreement could be seen.
public struct Logs: Hashable, Sendable {
  /// Whether the server, and a gateway, log every error that they answer.
  public var server = true
  /// What the client logs.
  public var client = ClientLog.attempts

  public init() {}

  /// What the client logs.
  public enum ClientLog: Hashable, Sendable, CaseIterable {
    /// Every attempt that did not end in success.
    case attempts
    /// An operation that was not acknowledged.
    case final
    /// Nothing, or nothing that we can read: the client belongs to somebody else.
    case nothing
  }
}
