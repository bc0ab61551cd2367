/// The client's belief about its write when it stops trying.
public enum Belief: UInt8, Hashable, Sendable, CaseIterable {
  /// It saw a success.
  case acknowledged
  /// The last thing it saw was an error status. The data may be stored or not.
  case error
  /// The last attempt ended with no answer at all. The data may be stored or not.
  case timeout
  /// It saw an answer that claims that the write is not done and will not be.
  case rejected

  /// A Boolean value that indicates whether the client does not know if its data is stored.
  public var isUnknown: Bool {
    switch self {
    case .error, .timeout: true
    case .acknowledged, .rejected: false
    }
  }
}

/// The failure of an attempt.
public enum Failure: Hashable, Sendable {
  /// With no answer before the timer.
  case timeout
  /// Without an answer, as its sender learned before the timer.
  case unanswered(because: ConnectionFailure)
  /// With an answer other than success.
  case error(Status)
}

/// The status of an answer, as HTTP numbers it.
@frozen
public struct Status: Hashable, Sendable {
  /// The three-digit code.
  public let code: UInt16

  /// Creates a value from its parts.
  public init(code: UInt16) {
    self.code = code
  }

  /// 200: the data is stored, or so the server says.
  public static let success = Status(code: 200)
  /// 408: the server waited for the request and it did not come. It asks for another.
  public static let requestTimeout = Status(code: 408)
  /// 409: an earlier request with the same idempotency key is still being served.
  public static let conflict = Status(code: 409)
  /// 410: the reservation that the request confirms is not there, or not any more.
  public static let gone = Status(code: 410)
  /// 412: the request names a version that is no longer the present one.
  public static let preconditionFailed = Status(code: 412)
  /// 425: the server does not risk to serve the request yet. It asks for another.
  public static let tooEarly = Status(code: 425)
  /// 429: the client sends too much. Nothing is stored.
  public static let tooManyRequests = Status(code: 429)
  /// 500: the server failed. The data may be stored or not.
  public static let serverError = Status(code: 500)
  /// 502: the last try of a gateway found no connection, or lost it. The data may be stored or not.
  public static let badGateway = Status(code: 502)
  /// 503: the server has no room for the request. Nothing is stored.
  public static let unavailable = Status(code: 503)
  /// 504: the last try of a gateway had no answer in time. The data may be stored or not.
  public static let gatewayTimeout = Status(code: 504)

  /// A Boolean value that indicates whether the answer says that all is well.
  public var isSuccess: Bool { code == 200 }
  /// A Boolean value that indicates whether it is a 5xx: what answers has failed.
  public var isServerError: Bool { code >= 500 }
}
