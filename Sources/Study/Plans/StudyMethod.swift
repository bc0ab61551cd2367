/// A way to find the numbers of a study.
///
/// A model with many clients is run as a whole, so that sampling and weighted sampling each have a second form
/// for it. Users choose by ``word``; the model decides which form that is.
public enum StudyMethod: Hashable, Sendable, CaseIterable {
  /// Random trials of single operations.
  case sample
  /// Random runs of many clients.
  case load
  /// Every execution of a single operation, with its probability.
  case exact
  /// Weighted trials of single operations, in which faults are more probable than the model says.
  case rare
  /// Weighted executions of single operations among those of many clients.
  case rareLoad

  /// The word by which users choose it.
  public var word: String {
    switch self {
    case .sample, .load: "sample"
    case .exact: "exact"
    case .rare, .rareLoad: "rare"
    }
  }

  /// The words to choose from, the usual one first.
  public static let words = ["sample", "exact", "rare"]

  /// The method of a word.
  ///
  /// - Parameter hasClients: true for a model with many clients.
  /// - Returns: `nil` for a word that is not one of ``words``. Exploration has no form for many clients:
  ///   a plan with ``exact`` refuses such a model.
  public init?(word: String, hasClients: Bool) {
    switch word {
    case "sample": self = hasClients ? .load : .sample
    case "exact": self = .exact
    case "rare": self = hasClients ? .rareLoad : .rare
    default: return nil
    }
  }

  /// The trials of each strategy that are made if a user does not say how many.
  public static let usualTrials: UInt64 = 1_000_000
  /// The runs of each strategy that are made if a user does not say how many.
  public static let usualRuns: UInt64 = 20
  /// The most trials that a precision makes if a user does not say how many.
  public static let mostTrials: UInt64 = 1_000_000_000
  /// The most runs that a precision makes if a user does not say how many.
  public static let mostRuns: UInt64 = 10_000

  /// A Boolean value that indicates whether chance has a part in the numbers.
  public var isRandom: Bool { self != .exact }

  /// A Boolean value that indicates whether the method runs many clients at once.
  public var runsFleets: Bool { self == .load || self == .rareLoad }
}
