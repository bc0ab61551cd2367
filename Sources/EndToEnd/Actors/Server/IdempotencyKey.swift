import Simulation

/// A key that the client sends with each attempt, and the table by which the server knows it again.
///
/// The key is looked up when a request arrives. A known key is answered without storing; both chances to fail apply to
/// that as to a write.
public struct IdempotencyKey: Hashable, Sendable {
  /// The time at which the key is recorded.
  public var recorded = Recording.withData
  /// The chance to crash between the writes of the key and of the data, answered 500. One transaction has no between.
  public var failsBetween = Probability.never
  /// The chance, decided once before each retry or hedge, that a recorded key is no longer known: a restart,
  /// an eviction, another instance.
  public var forgets = Probability.never
  /// The time for which a key is kept after it was recorded; `nil` for no limit.
  public var window: Delay?
  /// The time for which a record in progress keeps others from the work; `nil` for ever.
  public var lease: Delay?
  /// The time after which a lease is renewed, again and again while the work goes on; `nil` for never.
  public var renews: Delay?
  /// The answers that are saved with the key and given again.
  public var saves = Saves.success
  /// The treatment of a second request while the first is still being served.
  public var inFlight = InFlight.wait
  /// The scope that the key is made for.
  public var scope = Scope.operation

  /// Creates a value with the default of every property.
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
    /// In a write of its own as the work begins, completed after the data. A request that fails, crashes or restarts
    /// with its server leaves the record in progress, until its lease ends.
    case inProgress
  }

  /// The answers that are saved with a key and given again.
  public enum Saves: Hashable, Sendable, CaseIterable {
    /// Successes: once the effect is stored, 200.
    case success
    /// Also a failure after storing, which is answered again as a 500.
    case stored
    /// Also a failure before storing, which stays for as long as the key is known.
    case all
    /// Successes, and nothing else is remembered: when a request that executes fails, also after storing, its key is
    /// not known afterwards, and the next request executes again.
    case successOnly
  }

  /// The treatment of a request whose key is held by one that is still being served.
  public enum InFlight: Hashable, Sendable, CaseIterable {
    /// It waits until that one is served, and is answered at that instant if the key is known then. Otherwise the first
    /// that waits is executed, and the others wait on.
    case wait
    /// It is answered 409 at once.
    case conflict
    /// Neither notices the other: both have asked the table before either was served, so both are
    /// executed, whichever is faster.
    case race
  }
}
