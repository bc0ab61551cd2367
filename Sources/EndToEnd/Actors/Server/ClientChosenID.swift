import Simulation

/// A PUT to an id that the client chose: storing again overwrites the same copy, so nothing is ever
/// stored twice.
///
/// What is left is order. A request that arrives after the client's next edit puts old data in the
/// place of new: it is stale.
public struct ClientChosenID: Hashable, Sendable {
  /// How long after its decision the client's next edit of the same thing is stored; `nil` if there
  /// is none. That edit never fails: what it may suffer is a write of its own.
  public var edits: Delay?
  /// Whether a request names the version that it replaces, and is answered 412 if there has been
  /// any write since: the next edit, but also an attempt of its own whose answer was lost.
  public var ifMatch = false

  public init() {}
}
