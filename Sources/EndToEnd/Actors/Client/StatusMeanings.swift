/// The meanings that error statuses have for one client, where they are not the usual ones.
///
/// A status means one of three things. What none of the sets contains has the usual meaning: a 4xx that
/// the client does not retry, other than 408, 425 and 429, says that the write is not done and will not
/// be; any other error leaves open what became of it.
public struct StatusMeanings: Hashable, Sendable {
  /// The statuses that say that the write is done, as a success does.
  public private(set) var done = StatusSet()
  /// The statuses that say that the write is not done and will not be.
  public private(set) var rejected = StatusSet()
  /// The statuses that leave open what became of the write.
  public private(set) var unknown = StatusSet()

  /// Creates a value with the default of every property.
  public init() {}

  /// The meaning of an error status.
  public enum Meaning: Hashable, Sendable, CaseIterable {
    /// The write is stored, is not stored and will not be, or may be either.
    case done, rejected, unknown
  }

  /// The statuses that have a meaning of their own.
  public var statuses: StatusSet { done.union(rejected).union(unknown) }

  /// The meaning of a status; `nil` for the usual one.
  public subscript(status: Status) -> Meaning? {
    get {
      if done.contains(status) { return .done }
      if rejected.contains(status) { return .rejected }
      return unknown.contains(status) ? .unknown : nil
    }
    set {
      let only: StatusSet = [status]
      done.subtract(only)
      rejected.subtract(only)
      unknown.subtract(only)
      switch newValue {
      case .done: done.insert(status)
      case .rejected: rejected.insert(status)
      case .unknown: unknown.insert(status)
      case nil: break
      }
    }
  }

  /// The statuses below 500 that ask the client to come again: 408, 425 and 429.
  static let invitations: StatusSet = [.requestTimeout, .tooEarly, .tooManyRequests]

  /// The usual meaning of a status for a client that retries some.
  static func usual(of status: Status, retried: StatusSet) -> Meaning {
    let isFinal =
      status.code < 500 && !invitations.contains(status) && !retried.contains(status)
    return isFinal ? .rejected : .unknown
  }
}

extension Client {
  /// Returns true if an error status means to this client that its write is done.
  @inline(__always)
  func takesForDone(_ status: Status) -> Bool {
    guard let takes else { return false }
    return takes.done.contains(status)
  }

  /// The belief of a client that stops trying after a failure.
  func belief(after failure: Failure) -> Belief {
    guard case .error(let status) = failure else { return .timeout }
    let usual = StatusMeanings.usual(of: status, retried: retry.retriedStatuses)
    switch takes?[status] ?? usual {
    case .done: return .acknowledged
    case .rejected: return .rejected
    case .unknown: return .error
    }
  }
}
