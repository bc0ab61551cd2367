import EndToEnd
import Simulation

/// Finds the biases under which what is rare is common, by trying: the cross-entropy method (Rubinstein
/// and Kroese, *The Cross-Entropy Method*, 2004, section 3.2).
///
/// The bias that comes nearest to the distribution of the trials that hit a target makes each fault as
/// probable as it is among these, by weight. A first pilot under strong biases of all faults alike shows
/// what can be hit; then, again and again, the target that the mixture so far serves worst gets a bias of
/// its own, until all are served or the mixture is full. Targets that one bias serves alike so share it.
///
/// A bias is not found in one step. With faults of one in a million, of the trials that hit a target
/// only those with the fewest faults weigh anything, and where a pilot has shown three of these, their
/// bias would know three of perhaps a hundred ways. So the search goes by models whose faults are rarer
/// and rarer: of the first, most hits count, and each next bias starts from all that the last one knew.
struct BiasSearch {
  /// The first biases: what takes many faults is hit by the strong ones, what takes few but must not have
  /// more, or comes after many chances, by the weak ones.
  static let firstFloors = [0.5, 0.2, 0.05]
  /// The range of the probabilities that a bias gives to a fault: another way to the target that no
  /// pilot
  /// has shown is still taken now and then, and shows by its weight.
  static let mostProbable = 0.9
  /// The lower end of that range.
  static let leastProbable = 0.01
  /// The numbers of trials of the pilots.
  struct Effort: Hashable, Sendable {
    /// The trials of the first pilot.
    var first: UInt64 = 24_576
    /// The trials of each pilot that refines a bias.
    var refining: UInt64 = 2_048
    /// The trials of each pilot that checks a bias.
    var checking: UInt64 = 4_096
    /// The most pilots of one step of refining.
    var mostPilots = 8

    /// For trials that take long.
    static let little = Effort(first: 4_096, refining: 512, checking: 1_024, mostPilots: 2)
  }
  /// The least probabilities of faults in the models that the search goes through, the last being
  /// the real one;
  /// it goes there at once when that number of hits counts.
  static let levels = [0.2, 0.05, 0.01, 0.001, 0, 0]
  /// The number of effective hits at which the search goes to the real probabilities at once.
  static let enoughHits = 200.0
  /// The number of hits after which a step needs no more pilots.
  static let wantedHits: UInt64 = 200
  /// In 64ths: what is drawn from no bias, from the bias of all faults alike, and from all found ones.
  static let plainShare = 10
  /// The share of the trials, in 64ths, that the bias of all faults alike draws.
  static let evenShare = 5
  /// The bias of all faults alike that stays: what no pilot has shown is still found by it.
  static let evenBias = FaultBias(floor: 0.2)

  /// The most events that pilots handle together: the search ends with what it has found by then.
  static let mostEvents: UInt64 = 100_000_000

  /// The number of the first pilot trial, apart from those of the real ones.
  static let firstTrial: UInt64 = 1 << 63

  private var nextTrial = BiasSearch.firstTrial
  private let effort: Effort
  private let interruption: Interruption
  /// Some plain operations.
  private(set) var plain: [Outcome] = []
  /// The mixture that was found; a component without bias is always part of it.
  private(set) var mixture: ProposalMixture

  /// A search that begins with biases for all faults alike.
  init(_ effort: Effort = Effort(), until interruption: Interruption) {
    self.effort = effort
    self.interruption = interruption
    mixture = ProposalMixture(BiasSearch.firstFloors.map { (FaultBias(floor: $0), 16) })
  }

  /// Searches.
  ///
  /// - Parameter pilot: runs some trials under a mixture, for each of which it hands on the outcome and
  ///   the faults that the path visited.
  /// - Throws: the `SimulationError` that stopped a trial.
  mutating func search(
    _ pilot: (
      ProposalMixture, Range<UInt64>, (WeightedOutcome, [FaultVisit]) -> Void
    ) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    var biases: [(bias: FaultBias, weight: Int)] = []
    let first = try run(
      effort.first, under: mixture, level: BiasSearch.levels[0], pilot)
    var served = first
    var chosen = [Int](repeating: 0, count: RareTarget.all.count)
    // Without a chance of a fault, no bias makes anything more probable.
    while first.hasFaults, biases.count < ProposalMixture.most - 2, !interruption.isRaised,
      let worst = served.worst(chosen: chosen)
    {
      chosen[worst] += 1
      // The biases of all faults alike know the most ways.
      let start = first.hits(of: worst) > 0 ? first : served
      let bias = try refine(start.bias(for: worst, isReal: false), for: worst, pilot)
      biases.append((bias, RareTarget.all[worst].weight))
      mixture = BiasSearch.mixture(of: biases)
      served = try run(effort.checking, under: mixture, level: 0, pilot)
    }
    if biases.isEmpty { mixture = BiasSearch.mixture(of: []) }
  }

  /// Goes from model to model to the bias of a target in the real one.
  private mutating func refine(
    _ start: FaultBias, for target: Int,
    _ pilot: (
      ProposalMixture, Range<UInt64>, (WeightedOutcome, [FaultVisit]) -> Void
    ) throws(SimulationError) -> Void
  ) throws(SimulationError) -> FaultBias {
    var bias = start
    for level in BiasSearch.levels.dropFirst() where !interruption.isRaised {
      let refining = ProposalMixture([
        (bias, 40), (BiasSearch.evenBias, 8), (FaultBias(floor: 0.5), 8),
      ])
      var hits = PilotHits(level: level)
      for _ in 0..<effort.mostPilots where hits.hits(of: target) < BiasSearch.wantedHits {
        try run(effort.refining, under: refining, into: &hits, pilot)
      }
      if hits.hits(of: target) == 0 { break }
      let isReal = level == 0 || hits.effectiveHits(of: target) > BiasSearch.enoughHits
      bias = hits.bias(for: target, isReal: isReal)
      if isReal, hits.effectiveHits(of: target) > BiasSearch.enoughHits { break }
    }
    return bias
  }

  /// The mixture of some found biases.
  private static func mixture(of biases: [(bias: FaultBias, weight: Int)]) -> ProposalMixture {
    guard !biases.isEmpty else { return ProposalMixture([(evenBias, evenShare * 2)]) }
    let rest = ProposalMixture.period - plainShare - evenShare
    let weights = biases.reduce(0) { $0 + $1.weight }
    var shares = biases.map { rest * $0.weight / weights }
    // What the division leaves over goes to the first ones, which were the worst served.
    for index in 0..<(rest - shares.reduce(0, +)) { shares[index] += 1 }
    return ProposalMixture([(evenBias, evenShare)] + zip(biases, shares).map { ($0.bias, $1) })
  }

  /// Runs a pilot and returns its hits.
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

  /// Runs a pilot, and adds its hits to earlier ones.
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
      if weighted.bias == 0 { plain.append(weighted.outcome) }
    }
    hits = added
    if self.plain.isEmpty { self.plain = plain }
  }
}
