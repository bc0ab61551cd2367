import Simulation

/// The end of one operation, when nothing is in flight any more; where there is a person, the end
/// of all that were begun for one intention.
public struct Outcome: Hashable, Sendable {
  /// The belief that the client ended with, or has learned since.
  public let belief: Belief
  /// A Boolean value that indicates whether it was acknowledged only afterwards, when the two sides
  /// were compared.
  public let hasLearned: Bool
  /// The number of times that the effect is durable on the server.
  public let copies: UInt32
  /// The same at the moment at which the client stopped trying.
  public let copiesAtDecision: UInt32
  /// An older write replaced a newer one: an attempt was stored after the next edit.
  public let isStale: Bool
  /// The requests that the client sent; neither its reads nor what a gateway sent again.
  public let attempts: UInt32
  /// The requests that reached the server, from the client or a gateway: reads too, those that it
  /// turned away or dropped, and those that found it down. What retries make of one operation.
  public let requests: UInt32
  /// The logs that show that something went wrong.
  public let evidence: Evidence
  /// The time from the first send to the client's decision, or the person's.
  public let time: Delay
  /// The number of operations that a person began for one intention; 0 if the scenario has no
  /// person.
  public let submissions: UInt32
  /// A Boolean value that indicates whether the person asked support.
  public let asksSupport: Bool
  /// A Boolean value that indicates whether one operation alone has stored at least two copies.
  let isDuplicateWithinOperation: Bool

  /// The facts that decide which classes it belongs to.
  package var facts: OutcomeFacts {
    OutcomeFacts(
      belief: belief, copies: copies, isLate: copies > copiesAtDecision, isStale: isStale)
  }

  /// Returns true if the outcome belongs to a class.
  public func belongs(to outcomeClass: OutcomeClass) -> Bool { outcomeClass.contains(facts) }

  /// A Boolean value that indicates whether it is ``OutcomeClass/lost``.
  public var isLost: Bool { belongs(to: .lost) }
  /// A Boolean value that indicates whether it is ``OutcomeClass/phantom``.
  public var isPhantom: Bool { belongs(to: .phantom) }
  /// A Boolean value that indicates whether it is a ``OutcomeClass/falseRejection``.
  public var isFalseRejection: Bool { belongs(to: .falseRejection) }
  /// A Boolean value that indicates whether client and server disagree: ``OutcomeClass/disagree``.
  public var isDisagreement: Bool { belongs(to: .disagree) }
  /// A Boolean value that indicates whether it is a ``OutcomeClass/duplicate``.
  public var isDuplicate: Bool { belongs(to: .duplicate) }
  /// A Boolean value that indicates whether one operation made the duplicate by its retries.
  public var isDuplicateByRetry: Bool { isDuplicate && isDuplicateWithinOperation }
  /// A Boolean value that indicates whether it is a duplicate only because the person began several
  /// operations.
  public var isDuplicateByResubmission: Bool { isDuplicate && !isDuplicateWithinOperation }
  /// A Boolean value that indicates whether it is ``OutcomeClass/late``.
  public var isLate: Bool { belongs(to: .late) }
  /// A Boolean value that indicates whether the client does not know: ``OutcomeClass/unsure``.
  public var isUnsure: Bool { belongs(to: .unsure) }
  /// A Boolean value that indicates whether it is ``OutcomeClass/clean``.
  public var isClean: Bool { belongs(to: .clean) }
}
