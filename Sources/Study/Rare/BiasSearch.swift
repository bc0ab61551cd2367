import EndToEnd
import Simulation

/// Finds the tilts under which what is rare is common, by trying: the cross-entropy method (Rubinstein
/// and Kroese, *The Cross-Entropy Method*, 2004, section 3.2).
///
/// The tilt that comes nearest to the distribution of the trials that hit a target makes each fault as
/// probable as it is among these, by weight. A first pilot under strong tilts of all faults alike shows
/// what can be hit; then, again and again, the target that the mixture so far serves worst gets a tilt of
/// its own, until all are served or the mixture is full. Targets that one tilt serves alike so share it.
///
/// A tilt is not found in one step. With faults of one in a million, of the trials that hit a target
/// only those with the fewest faults weigh anything, and where a pilot has shown three of these, their
/// tilt would know three of perhaps a hundred ways. So the search goes by models whose faults are rarer
/// and rarer: of the first, most hits count, and each next tilt starts from all that the last one knew.
struct BiasSearch {
  /// The first tilts: what takes many faults is hit by the strong ones, what takes few but must not have
  /// more, or comes after many chances, by the weak ones.
  static let firstFloors = [0.5, 0.2, 0.05]
  /// What a found tilt makes of a fault, at most and at least: another way to the target that no pilot
  /// has shown is still taken now and then, and shows by its weight.
  static let mostProbable = 0.9
  static let leastProbable = 0.01
  /// How many trials the pilots take.
  struct Effort: Hashable, Sendable {
    var first: UInt64 = 24_576
    var refining: UInt64 = 2_048
    var checking: UInt64 = 4_096
    /// How many pilots one step of refining takes at most.
    var mostPilots = 8

    /// For trials that take long.
    static let little = Effort(first: 4_096, refining: 512, checking: 1_024, mostPilots: 2)
  }
  /// How probable faults are at least in the models that the search goes by, the last being the real one;
  /// it goes there at once when so many hits count.
  static let levels = [0.2, 0.05, 0.01, 0.001, 0, 0]
  static let enoughHits = 200.0
  /// After how many hits a step needs no more pilots.
  static let wantedHits: UInt64 = 200
  /// In 64ths: what is drawn from no tilt, from the tilt of all faults alike, and from all found ones.
  static let plainShare = 10
  static let evenShare = 5
  /// The tilt of all faults alike that stays: what no pilot has shown is still found by it.
  static let evenTilt = FaultBias(floor: 0.2)

  /// Where the numbers of the pilots' trials begin: apart from those of the real ones.
  static let firstTrial: UInt64 = 1 << 63

  private var nextTrial = BiasSearch.firstTrial
  private let effort: Effort
  private let interruption: Interruption
  /// Some plain operations.
  private(set) var plain: [Outcome] = []
  /// What was found; beside it there is always no tilt at all.
  private(set) var mixture: ProposalMixture

  init(_ effort: Effort = Effort(), until interruption: Interruption) {
    self.effort = effort
    self.interruption = interruption
    mixture = ProposalMixture(BiasSearch.firstFloors.map { (FaultBias(floor: $0), 16) })
  }

  /// Searches.
  ///
  /// - Parameter pilot: runs some trials under a mixture, for each of which it hands on the outcome and
  ///   the faults that the course came by.
  /// - Throws: the `SimulationError` that stopped a trial.
  mutating func search(
    _ pilot: (
      ProposalMixture, Range<UInt64>, (WeightedOutcome, [FaultVisit]) -> Void
    ) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    var tilts: [(tilt: FaultBias, weight: Int)] = []
    let first = try run(
      effort.first, under: mixture, level: BiasSearch.levels[0], pilot)
    var served = first
    var chosen = [Int](repeating: 0, count: RareTarget.all.count)
    while tilts.count < ProposalMixture.most - 2, !interruption.isRaised,
      let worst = served.worst(chosen: chosen)
    {
      chosen[worst] += 1
      // The tilts of all faults alike know the most ways.
      let start = first.hits(of: worst) > 0 ? first : served
      let tilt = try refine(start.tilt(for: worst, isReal: false), for: worst, pilot)
      tilts.append((tilt, RareTarget.all[worst].weight))
      mixture = BiasSearch.mixture(of: tilts)
      served = try run(effort.checking, under: mixture, level: 0, pilot)
    }
    if tilts.isEmpty { mixture = BiasSearch.mixture(of: []) }
  }

  /// Goes from model to model to the tilt of a target in the real one.
  private mutating func refine(
    _ start: FaultBias, for target: Int,
    _ pilot: (
      ProposalMixture, Range<UInt64>, (WeightedOutcome, [FaultVisit]) -> Void
    ) throws(SimulationError) -> Void
  ) throws(SimulationError) -> FaultBias {
    var tilt = start
    for level in BiasSearch.levels.dropFirst() {
      let refining = ProposalMixture([
        (tilt, 40), (BiasSearch.evenTilt, 8), (FaultBias(floor: 0.5), 8),
      ])
      var hits = PilotHits(level: level)
      for _ in 0..<effort.mostPilots where hits.hits(of: target) < BiasSearch.wantedHits {
        try run(effort.refining, under: refining, into: &hits, pilot)
      }
      if hits.hits(of: target) == 0 { break }
      let isReal = level == 0 || hits.effectiveHits(of: target) > BiasSearch.enoughHits
      tilt = hits.tilt(for: target, isReal: isReal)
      if isReal, hits.effectiveHits(of: target) > BiasSearch.enoughHits { break }
    }
    return tilt
  }

  /// The mixture of some found tilts.
  private static func mixture(of tilts: [(tilt: FaultBias, weight: Int)]) -> ProposalMixture {
    guard !tilts.isEmpty else { return ProposalMixture([(evenTilt, evenShare * 2)]) }
    let rest = ProposalMixture.period - plainShare - evenShare
    let weights = tilts.reduce(0) { $0 + $1.weight }
    var shares = tilts.map { rest * $0.weight / weights }
    // What the division leaves over goes to the first ones, which were the worst served.
    for index in 0..<(rest - shares.reduce(0, +)) { shares[index] += 1 }
    return ProposalMixture([(evenTilt, evenShare)] + zip(tilts, shares).map { ($0.tilt, $1) })
  }

  private mutating func run(
    _ trials: UInt64, under mixture: ProposalMixture, level: Double,
    _ pilot: (
      ProposalMixture, Range<UInt64>, (WeightedOutcome, [FaultVisit]) -> Void
    ) throws(SimulationError) -> Void
  ) throws(SimulationError) -> PilotHits {
    var hits = PilotHits(level: level)
    try run(trials, under: mixture, into: &hits, pilot)
    return hits
  }

  private mutating func run(
    _ trials: UInt64, under mixture: ProposalMixture, into hits: inout PilotHits,
    _ pilot: (
      ProposalMixture, Range<UInt64>, (WeightedOutcome, [FaultVisit]) -> Void
    ) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    var plain: [Outcome] = []
    let first = nextTrial
    nextTrial += trials
    var added = hits
    try pilot(mixture, first..<nextTrial) { weighted, visits in
      added.add(weighted, visits)
      if weighted.tilt == 0 { plain.append(weighted.outcome) }
    }
    hits = added
    if self.plain.isEmpty { self.plain = plain }
  }
}
