/// The reads by which a client asks if its data is there.
///
/// A read that finds the data acknowledges the write. Before a retry, absent or no answer means that the
/// request is sent again. After the last attempt, absent means to the client that nothing is stored: it
/// ends with ``Belief/rejected``, and is wrong if a request that is still under way stores later. Without
/// an answer it ends with what it saw last.
public enum ReadBack: Hashable, Sendable, CaseIterable {
  /// It never reads.
  case never
  /// One read precedes each retry.
  case each
  /// One read follows the last attempt, when that has failed.
  case last
  /// Both.
  case always

  /// A Boolean value that indicates whether one read precedes each retry.
  public var precedesRetries: Bool { self == .each || self == .always }
  /// A Boolean value that indicates whether one read follows the last attempt.
  public var followsLastAttempt: Bool { self == .last || self == .always }
}
