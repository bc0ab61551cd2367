/// A kind of outcome that a share of all operations belongs to. The kinds overlap.
public enum OutcomeClass: String, Hashable, Sendable, CaseIterable {
  /// `lost` or `phantom`: client and server disagree about whether the data is persisted.
  case disagree
  /// Acknowledged, and nothing is stored.
  case lost
  /// Not acknowledged, and something is stored.
  case phantom
  /// Stored at least twice.
  case duplicate
  /// A copy was stored after the client's decision.
  case late
  /// An older write replaced a newer one.
  case stale
  /// Not acknowledged.
  case unsure
  /// Acknowledged and stored exactly once.
  case clean

  /// The kinds of which none should ever come, each by itself.
  public static let anomalies: [OutcomeClass] = [.lost, .phantom, .duplicate, .late, .stale]

  /// Whether an outcome belongs to it.
  public func contains(_ outcome: Outcome) -> Bool {
    switch self {
    case .disagree: outcome.isDisagreement
    case .lost: outcome.isLost
    case .phantom: outcome.isPhantom
    case .duplicate: outcome.isDuplicate
    case .late: outcome.isLate
    case .stale: outcome.isStale
    case .unsure: outcome.isUnsure
    case .clean: outcome.isClean
    }
  }
}
