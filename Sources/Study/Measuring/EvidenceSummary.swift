import EndToEnd
import Statistics

/// The logs that show the operations that disagree or are duplicated, as shares of these.
///
/// Each of them has left exactly one kind of evidence.
public struct EvidenceSummary: Hashable, Sendable {
  /// The operations that disagree or are duplicated, among all.
  public let affected: Share
  private let counts: [Evidence: UInt64]

  /// - Returns: `nil` for a result that was not counted.
  public init?(_ result: StrategyResult) {
    guard let trials = result.method.trials else { return nil }
    // Weighted trials do not count alike.
    if case .rare = result.method { return nil }
    var counts: [Evidence: UInt64] = [:]
    for evidence in Evidence.allCases {
      guard let count = result[.evidence(evidence)]?.count else { return nil }
      counts[evidence] = count
    }
    self.counts = counts
    affected = Share(count: counts.values.reduce(0, +), of: trials)
  }

  /// The affected operations that left one of some kinds of evidence, among all affected.
  ///
  /// Its interval holds for any number of affected operations.
  ///
  /// - Precondition: at least one was affected.
  public func share(of kinds: [Evidence]) -> Share {
    let count = kinds.reduce(0) { $0 + counts[$1, default: 0] }
    return Share(count: count, of: affected.count)
  }
}
