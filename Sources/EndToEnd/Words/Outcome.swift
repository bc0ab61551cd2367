import Simulation

/// How one operation ended, when nothing is in flight any more; where there is a person, how all that
/// were begun for one intention did.
public struct Outcome: Hashable, Sendable {
  /// What the client ended with, or has learned since.
  public let belief: Belief
  /// Whether it was acknowledged only afterwards, when the two sides were compared.
  public let hasLearned: Bool
  /// How many times the effect is durable on the server.
  public let copies: UInt32
  /// The same at the moment at which the client stopped trying.
  public let copiesAtDecision: UInt32
  /// An older write replaced a newer one: an attempt was stored after the next edit.
  public let isStale: Bool
  /// The requests that the client sent; neither its reads nor what a gateway sent again.
  public let attempts: UInt32
  /// The requests that reached the server, whoever sent them: reads too, those that it turned away or
  /// dropped, and those that found it down. What retries make of one operation.
  public let requests: UInt32
  /// Who logged that something went wrong.
  public let evidence: Evidence
  /// The time from the first send to the client's decision, or the person's.
  public let time: Delay
  /// How many operations a person began for one intention; 0 if the scenario has no person.
  public let submissions: UInt32
  /// Whether the person asked support.
  public let asksSupport: Bool
  /// Whether one operation alone has stored at least two copies.
  let isDuplicateWithinOperation: Bool

  /// Acknowledged, and nothing is stored: the client is sure, and wrong.
  public var isLost: Bool { belief == .acknowledged && copies == 0 }
  /// Not acknowledged, and something is stored: data the client thinks it may have lost.
  public var isPhantom: Bool { belief != .acknowledged && copies > 0 }
  /// Client and server disagree about whether the data is persisted.
  public var isDisagreement: Bool { isLost || isPhantom }
  /// Stored at least twice, whatever the belief.
  public var isDuplicate: Bool { copies >= 2 }
  /// A duplicate that an operation has made by itself, by its retries.
  public var isDuplicateByRetry: Bool { isDuplicate && isDuplicateWithinOperation }
  /// A duplicate that is one only because the person began several operations.
  public var isDuplicateByResubmission: Bool { isDuplicate && !isDuplicateWithinOperation }
  /// A copy was stored after the client's decision.
  public var isLate: Bool { copies > copiesAtDecision }
  /// The client has no idea.
  public var isUnsure: Bool { belief != .acknowledged }
  /// Acknowledged and stored exactly once.
  public var isClean: Bool { belief == .acknowledged && copies == 1 }
}
