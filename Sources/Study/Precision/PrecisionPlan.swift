/// The number of trials that makes all estimates as precise as requested: a rule of two stages.
///
/// A pilot shows how frequent outcomes are, and from that the number of trials is chosen (Stein, *A Two-Sample Test
/// for a Linear Hypothesis Whose Power is Independent of the Variance*, Annals of Mathematical Statistics 16, 1945).
/// The trials of the pilot are not among those that are reported. So the number is fixed in advance, and intervals keep
/// their coverage. The report is that of `--trials` with that number.
public struct PrecisionPlan: Hashable, Sendable {
  /// The number of trials, or runs, to make.
  public let trials: UInt64
  /// The number of trials of the pilot.
  public let pilot: UInt64
  /// A Boolean value that indicates whether more trials would be needed than are allowed.
  public let isCapped: Bool

  /// The number of the first trial of a pilot, beyond those of any run.
  public static let firstPilotTrial: UInt64 = 1 << 62

  /// The size of a pilot.
  public struct Pilot: Sendable {
    /// The number of trials, or runs, of its first part.
    public let first: UInt64
    /// The count of an outcome at which the pilot knows enough of it.
    let enough: UInt64
    /// The number of trials after which it does not continue for outcomes that were not observed.
    let patience: UInt64

    /// Of single operations.
    public static let ofTrials = Pilot(first: 16_384, enough: 2_000, patience: 1 << 20)
    /// Of whole runs, each of which says something about every measure.
    public static let ofRuns = Pilot(first: 20, enough: 1, patience: 20)
  }

  /// Makes a pilot, and plans by it.
  ///
  /// - Parameters:
  ///   - precision: the precision of all estimates.
  ///   - measures: the measures that must reach it.
  ///   - most: the largest number of trials.
  ///   - results: continues the pilot to this number of trials in all, and returns its results; `nil` to give up.
  /// - Returns: `nil` if that gave up.
  public static func plan<Failure: Error>(
    for precision: Precision, of measures: [Measure], most: UInt64, pilot: Pilot = .ofTrials,
    _ results: (UInt64) throws(Failure) -> [StrategyResult]?
  ) throws(Failure) -> PrecisionPlan? {
    var made = min(pilot.first, most)
    while true {
      guard let results = try results(made) else { return nil }
      let needs = results.flatMap { result in
        measures.compactMap { result[$0] }.map { Need($0, precision, pilot: made) }
      }
      let seen = needs.filter { $0.trials != nil }
      let isEnough =
        !seen.isEmpty && seen.allSatisfy { $0.isKnown(after: made, enough: pilot.enough) }
        && (seen.count == needs.count || made >= pilot.patience)
      if !isEnough, made < most / 10 {
        made = min(made * 4, max(most / 10, pilot.first))
        continue
      }
      let needed = seen.compactMap(\.trials).max()
      let isCapped = needed.map { $0 > Double(most) } ?? !needs.isEmpty
      let trials = isCapped ? most : max(UInt64((needed ?? 1).rounded(.up)), 1)
      return PrecisionPlan(trials: trials, pilot: made, isCapped: isCapped)
    }
  }

  private struct Need {
    let trials: Double?
    let count: UInt64?

    /// Finds the trials that one measure needs, from its estimate after the pilot.
    init(_ measurement: MeasureEstimate, _ precision: Precision, pilot: UInt64) {
      trials = precision.trials(for: measurement, pilot: pilot)
      count = measurement.count
    }

    /// Returns true if the pilot is long enough: it is a twentieth of the work, or knows enough.
    func isKnown(after made: UInt64, enough: UInt64) -> Bool {
      guard let trials else { return false }
      guard let count else { return true }
      return count >= enough || count >= min(enough, 50) && Double(made) >= trials / 20
    }
  }
}
