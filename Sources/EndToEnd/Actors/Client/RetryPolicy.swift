import Simulation

/// The rule for retries: how many, after which failures, and how long apart.
public struct RetryPolicy: Hashable, Sendable {
  /// The number of requests in all; at least 1. `nil` is no limit: then a deadline or the limit on
  /// events must end the operation.
  public var attempts: UInt32? = 1
  /// A Boolean value that indicates whether a retry follows an attempt without an answer in time.
  public var retriesTimeouts = true
  /// The failures of connections that a retry follows.
  public var retriedConnectionFailures = ConnectionFailures.all
  /// The statuses that a retry follows. Any other error ends the operation.
  ///
  /// The default is every status that leaves the outcome unknown: all 5xx, and 429.
  public var retriedStatuses: StatusSet {
    get { details.retriedStatuses }
    set { details.retriedStatuses = newValue }
  }
  /// The wait before a retry.
  public var backoff = Backoff.none
  /// A Boolean value that indicates whether the wait that an answer asks for takes the place of the
  /// backoff.
  public var honorsRetryAfter = false
  /// The longest wait of those that answers ask for: it is cut to this.
  public var retryAfterCap: Delay {
    get { details.retryAfterCap }
    set { details.retryAfterCap = newValue }
  }
  /// The rules that only a failure asks for, kept elsewhere so that a policy stays small.
  @Indirect private var details = Details()

  /// Creates a value with the default of every property.
  public init() {}

  private struct Details: Hashable, Sendable {
    var retriedStatuses = StatusSet.serverErrors.union([.tooManyRequests])
    var retryAfterCap = Delay.longest
  }

  /// Returns true if another attempt follows the failure of attempt number `attempt`.
  package func retries(after failure: Failure, ofAttempt attempt: UInt32) -> Bool {
    allows(attempt + 1) && retries(failure)
  }

  /// Returns true if attempt number `attempt` is one of those allowed in all.
  func allows(_ attempt: UInt32) -> Bool {
    guard let attempts else { return true }
    return attempt <= attempts
  }

  /// Returns true if a retry may follow a failure of this kind.
  func retries(_ failure: Failure) -> Bool {
    switch failure {
    case .timeout: return retriesTimeouts
    case .unanswered(let failure): return retriedConnectionFailures.contains(failure)
    case .error(let status): return retriedStatuses.contains(status)
    }
  }
}
