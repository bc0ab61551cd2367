/// What the client believes about its write when it stops trying.
public enum Belief: UInt8, Hashable, Sendable, CaseIterable {
  /// It saw a success.
  case acknowledged
  /// The last thing it saw was an error status. The data may be stored or not.
  case error
  /// The last attempt ended with no answer at all. The data may be stored or not.
  case timeout
}
