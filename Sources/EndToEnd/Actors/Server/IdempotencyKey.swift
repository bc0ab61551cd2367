import Simulation

/// A key that the client sends with each attempt, and the table by which the server knows it again.
///
/// A known key is answered without storing. The look-up comes after the server's chance to fail
/// before it stores; its chance to fail afterwards applies to replays too.
public struct IdempotencyKey: Hashable, Sendable {
  /// The time at which the key is recorded.
  public var recorded = Recording.withData
  /// The chance to crash between the two writes, answered 500. One transaction has no between.
  public var failsBetween = Probability.never
  /// The chance, decided once before each retry or hedge, that a recorded key is no longer known: a restart,
  /// an eviction, another instance.
  public var forgets = Probability.never
  /// The time for which a key is kept after it was recorded; `nil` for no limit.
  public var window: Delay?
  /// The answer to a known key.
  public var replays = Replay.success
  /// The treatment of a second request while the first is still being served.
  public var inFlight = InFlight.wait
  /// The scope that the key is made for.
  public var scope = Scope.operation

  public init() {}

  /// The scope that a key is made for.
  public enum Scope: Hashable, Sendable, CaseIterable {
    /// Each operation: a person who presses again makes a new key, which no table knows.
    case operation
    /// The thing that the person wants: every press for it has the same key (the number of a
    /// basket, say, or a digest of what is ordered).
    case intention
  }

  /// The time at which the key is recorded.
  public enum Recording: Hashable, Sendable, CaseIterable {
    /// In one transaction with the data.
    case withData
    /// In a write of its own before that of the data.
    case beforeData
    /// In a write of its own after that of the data.
    case afterData
  }

  /// The answer to a known key.
  public enum Replay: Hashable, Sendable, CaseIterable {
    /// 200: the stored effect means success.
    case success
    /// The first answer's status, a 500 included.
    case original
    /// 200, and only successes are saved: when a request that executes fails, also after storing,
    /// its key is not known afterwards, and the next request executes again.
    case successOnly
  }

  /// The treatment of a request whose key is held by one that is still being served.
  public enum InFlight: Hashable, Sendable, CaseIterable {
    /// It waits until that one is served, and is then served itself.
    case wait
    /// It is answered 409 at once.
    case conflict
    /// Neither notices the other: both have asked the table before either was served, so both are
    /// executed, whichever is faster.
    case race
  }
}
