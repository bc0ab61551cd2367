/// How many trials make all estimates as precise as is asked for: a rule of two stages.
///
/// A pilot says how often things come, and from that the number of trials is chosen (Stein, *A Two-Sample Test
/// for a Linear Hypothesis Whose Power is Independent of the Variance*, Annals of Mathematical Statistics 16,
/// 1945). The trials of the pilot are others than those that are reported: the number is chosen before the
/// first of these is made, so nobody peeks, and each interval covers as often as it does for any number.
/// The report is that of `--trials` with that number.
public struct PrecisionPlan: Hashable, Sendable {
  /// How many trials, or runs, to make.
  public let trials: UInt64
  /// How many the pilot had.
  public let pilot: UInt64
  /// Whether more would be needed than are allowed.
  public let isCapped: Bool

  /// Where the numbers of the trials of a pilot begin: nobody makes so many that count.
  public static let firstPilotTrial: UInt64 = 1 << 62

  /// What a pilot does.
  public struct Pilot: Sendable {
    /// How many trials, or runs, it begins with.
    public let first: UInt64
    /// How often something must be seen, at best, to plan by it.
    let enough: UInt64
    /// After how many it goes on for nothing that was not seen by then.
    let patience: UInt64

    /// Of single operations.
    public static let ofTrials = Pilot(first: 16_384, enough: 2_000, patience: 1 << 20)
    /// Of whole runs, each of which says something about every measure.
    public static let ofRuns = Pilot(first: 20, enough: 1, patience: 20)
  }

  /// Makes a pilot, and plans by it.
  ///
  /// - Parameters:
  ///   - precision: what all estimates must reach.
  ///   - measures: those that are asked for.
  ///   - most: how many trials are allowed.
  ///   - results: makes so many trials of the pilot in all, or goes on to so many, and says what they say;
  ///     `nil` to give up.
  /// - Returns: `nil` if that gave up.
  public init?<Problem: Error>(
    for precision: Precision, of measures: [Measure], most: UInt64, pilot: Pilot = .ofTrials,
    _ results: (UInt64) throws(Problem) -> [StrategyResult]?
  ) throws(Problem) {
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
      self.pilot = made
      let needed = seen.compactMap(\.trials).max()
      isCapped = needed.map { $0 > Double(most) } ?? !needs.isEmpty
      trials = isCapped ? most : max(UInt64((needed ?? 1).rounded(.up)), 1)
      return
    }
  }

  private struct Need {
    let trials: Double?
    let count: UInt64?

    init(_ measurement: MeasureEstimate, _ precision: Precision, pilot: UInt64) {
      trials = precision.trials(for: measurement, pilot: pilot)
      count = measurement.count
    }

    /// Whether a longer pilot would not pay: it is a twentieth of the work, or knows enough.
    func isKnown(after made: UInt64, enough: UInt64) -> Bool {
      guard let trials else { return false }
      guard let count else { return true }
      return count >= enough || count >= min(enough, 50) && Double(made) >= trials / 20
    }
  }
}
