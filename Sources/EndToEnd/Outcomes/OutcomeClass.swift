/// A class of outcomes, as the vocabulary defines it. The classes overlap.
///
/// This is the one definition of each class: outcomes, tallies and the reconciler all ask
/// ``contains(_:)-(OutcomeFacts)``.
public enum OutcomeClass: String, Hashable, Sendable, CaseIterable {
  /// `lost`, `phantom` or `falseRejection`: client and server disagree about whether the data is stored.
  case disagree
  /// Acknowledged, and nothing is stored: the client is sure, and wrong.
  case lost
  /// The belief is unknown, and something is stored: data the client thinks it may have lost.
  case phantom
  /// Rejected, and something is stored: the client is sure, and wrong.
  case falseRejection
  /// Stored at least twice, regardless of the belief.
  case duplicate
  /// A copy was stored after the client's decision.
  case late
  /// An older write replaced a newer one.
  case stale
  /// The belief is unknown: an error or a timeout.
  case unsure
  /// Acknowledged and stored exactly once, and not stale.
  case clean

  /// The classes that should stay empty, each by itself.
  public static let anomalies: [OutcomeClass] = [
    .lost, .phantom, .falseRejection, .duplicate, .late, .stale,
  ]

  /// Returns true if an outcome belongs to the class.
  public func contains(_ outcome: Outcome) -> Bool { contains(outcome.facts) }

  /// Returns true if an outcome with these facts belongs to the class.
  package func contains(_ facts: OutcomeFacts) -> Bool {
    switch self {
    case .disagree: (facts.belief == .acknowledged) == (facts.copies == 0)
    case .lost: facts.belief == .acknowledged && facts.copies == 0
    case .phantom: facts.belief.isUnknown && facts.copies > 0
    case .falseRejection: facts.belief == .rejected && facts.copies > 0
    case .duplicate: facts.copies >= 2
    case .late: facts.isLate
    case .stale: facts.isStale
    case .unsure: facts.belief.isUnknown
    case .clean: facts.belief == .acknowledged && facts.copies == 1 && !facts.isStale
    }
  }
}

/// The facts about an outcome that decide which classes it belongs to.
package struct OutcomeFacts: Hashable, Sendable {
  /// The belief that the client ended with, or has learned since.
  package var belief: Belief
  /// The number of durable copies; a count that is cut off at 2 or more gives the same classes.
  package var copies: UInt32
  /// A Boolean value that indicates whether a copy was stored after the client's decision.
  package var isLate: Bool
  /// A Boolean value that indicates whether an older write replaced a newer one.
  package var isStale: Bool

  /// Creates a value from its parts.
  package init(belief: Belief, copies: UInt32, isLate: Bool = false, isStale: Bool = false) {
    self.belief = belief
    self.copies = copies
    self.isLate = isLate
    self.isStale = isStale
  }
}
