/// A failure of the connection that a request needs: no answer will come, and its sender learns of that.
///
/// To add one is to add a case here and its `Decision`, to let `Network` draw it and models set its chance, and
/// to give it words in reports. Clients, gateways, charts and model files treat all of them alike.
public enum ConnectionFailure: UInt8, Hashable, Sendable, CaseIterable {
  /// No connection is made.
  case notConnected = 1
  /// The connection breaks before the answer comes.
  case reset

  /// The word for it in models, as in `retryOn`.
  package var word: String {
    switch self {
    case .notConnected: "connect"
    case .reset: "reset"
    }
  }

  /// A Boolean value that indicates whether the request has not left its sender: nothing is stored, and
  /// the sender knows it. Otherwise the data may be stored or not.
  package var isBeforeSending: Bool {
    switch self {
    case .notConnected: true
    case .reset: false
    }
  }
}

/// A set of failures of connections.
public struct ConnectionFailures: OptionSet, Hashable, Sendable {
  /// The word for it in `--sort`.
  public let rawValue: UInt8

  /// Creates a value from its parts.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Those that fulfill a condition.
  public init(where isMember: (ConnectionFailure) -> Bool) {
    var members: UInt8 = 0
    for failure in ConnectionFailure.allCases where isMember(failure) {
      members |= 1 << failure.rawValue
    }
    rawValue = members
  }

  /// Only connections that are not made.
  public static let notConnected = ConnectionFailures { $0 == .notConnected }
  /// Only connections that break.
  public static let reset = ConnectionFailures { $0 == .reset }
  /// All of them.
  public static var all: ConnectionFailures { ConnectionFailures { _ in true } }

  /// Returns true if a failure is one of them.
  public func contains(_ failure: ConnectionFailure) -> Bool {
    rawValue >> failure.rawValue & 1 == 1
  }
}
