/// A class of outcomes, as the vocabulary defines it. The classes overlap.
///
/// This is the one definition of each class: outcomes, tallies and the reconciler all ask
/// ``contains(_:)-(OutcomeFacts)``.
public enum OutcomeClass: String, Hashable, Sendable, CaseIterable {
  /// `lost` or `phantom`: client and server disagree about whether the data is persisted.
  case disagree
  /// Acknowledged, and nothing is stored: the client is sure, and wrong.
  case lost
  /// Not acknowledged, and something is stored: data the client thinks it may have lost.
  case phantom
  /// Stored at least twice, regardless of the belief.
  case duplicate
  /// A copy was stored after the client's decision.
  case late
  /// An older write replaced a newer one.
  case stale
  /// Not acknowledged.
  case unsure
  /// Acknowledged and stored exactly once.
  case clean

  /// The classes that should stay empty, each by itself.
  public static let anomalies: [OutcomeClass] = [.lost, .phantom, .duplicate, .late, .stale]

  /// Returns true if an outcome belongs to the class.
  public func contains(_ outcome: Outcome) -> Bool { contains(outcome.facts) }

  /// Returns true if an outcome with these facts belongs to the class.
  package func contains(_ facts: OutcomeFacts) -> Bool {
    switch self {
    case .disagree: facts.isAcknowledged == (facts.copies == 0)
    case .lost: facts.isAcknowledged && facts.copies == 0
    case .phantom: !facts.isAcknowledged && facts.copies > 0
    case .duplicate: facts.copies >= 2
    case .late: facts.isLate
    case .stale: facts.isStale
    case .unsure: !facts.isAcknowledged
    case .clean: facts.isAcknowledged && facts.copies == 1
    }
  }
}

/// The facts about an outcome that decide which classes it belongs to.
package struct OutcomeFacts: Hashable, Sendable {
  /// A Boolean value that indicates whether the client ended with a success, or has learned of one since.
  package var isAcknowledged: Bool
  /// The number of durable copies; a count that is cut off at 2 or more gives the same classes.
  package var copies: UInt32
  /// A Boolean value that indicates whether a copy was stored after the client's decision.
  package var isLate: Bool
  /// A Boolean value that indicates whether an older write replaced a newer one.
  package var isStale: Bool

  package init(isAcknowledged: Bool, copies: UInt32, isLate: Bool = false, isStale: Bool = false) {
    self.isAcknowledged = isAcknowledged
    self.copies = copies
    self.isLate = isLate
    self.isStale = isStale
  }

  package init(belief: Belief, copies: UInt32, isLate: Bool, isStale: Bool) {
    self.init(
      isAcknowledged: belief == .acknowledged, copies: copies, isLate: isLate, isStale: isStale)
  }
}
