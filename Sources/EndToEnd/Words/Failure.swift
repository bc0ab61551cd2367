/// How an attempt ended that did not succeed.
public enum Failure: Hashable, Sendable {
  /// With no answer before the timer.
  case timeout
  /// With no connection: nothing was sent.
  case notConnected
  /// With a connection that broke before the answer came.
  case reset
  /// With an answer other than success.
  case error(Status)

  /// What the client believes if this was its last attempt.
  public var belief: Belief {
    switch self {
    case .timeout, .notConnected, .reset: .timeout
    case .error: .error
    }
  }
}
