import EndToEnd
import Simulation

/// The statistics of the trials of a pilot that hit a target.
struct PilotHits {
  private var table = FaultTable()
  /// The probability that the model gives each fault of the table.
  private var probabilities: [Double] = []
  private var targets = [Target](repeating: Target(), count: RareTarget.all.count)
  private var trials: UInt64 = 0
  /// The least probability of a fault in the model beside the real one.
  private let level: Double

  private struct Target {
    var hits = WeightedCount()
    /// For each fault of the table the hits that came by it, in the real model and in the other one.
    var visits: [(real: Visits, other: Visits)] = []
  }

  private struct Visits {
    var all = WeightedCount()
    /// The weight of those in which it happened.
    var happened = 0.0

    mutating func add(_ weight: Double, component: Int, happened: Bool) {
      all.add(weight, component: component)
      if happened { self.happened += weight }
    }

    mutating func merge(_ other: Visits) {
      all.merge(other.all)
      happened += other.happened
    }
  }

  init(level: Double) {
    self.level = level
  }

  /// Adds a trial to the statistics of each target that it hits.
  ///
  /// Its weight is corrected for the level: a chance that is less probable than the level counts
  /// as if it had that probability, so that the search approaches a rare event in steps.
  mutating func add(_ weighted: WeightedOutcome, _ visits: [FaultVisit]) {
    trials += 1
    var numbers: [(number: Int, happened: Bool)] = []
    var other = weighted.weight
    let bits = RareTarget.hits[OutcomeKey(weighted.outcome).index]
    guard bits != 0 else { return }
    for visit in visits {
      guard let number = table.add(visit.key) else { continue }
      if number == probabilities.count { probabilities.append(visit.probability) }
      numbers.append((number, visit.happened))
      let probability = max(visit.probability, level)
      other *=
        visit.happened
        ? probability / visit.probability : (1 - probability) / (1 - visit.probability)
    }
    for index in targets.indices where bits & (1 << UInt64(index)) != 0 {
      targets[index].hits.add(weighted.weight, component: weighted.bias)
      let missing = table.keys.count - targets[index].visits.count
      if missing > 0 {
        targets[index].visits += [(Visits, Visits)](
          repeating: (Visits(), Visits()), count: missing)
      }
      for (number, happened) in numbers {
        targets[index].visits[number].real.add(
          weighted.weight, component: weighted.bias, happened: happened)
        targets[index].visits[number].other.add(
          other, component: weighted.bias, happened: happened)
      }
    }
  }

  /// A Boolean value that indicates whether a hit came by a chance of a fault.
  var hasFaults: Bool { !table.keys.isEmpty }

  /// Returns the number of trials that hit a target.
  func hits(of target: Int) -> UInt64 { targets[target].hits.count }

  /// Returns the effective sample size of those trials.
  func effectiveHits(of target: Int) -> Double { targets[target].hits.diagnosis.effectiveHits }

  /// The target that needs most of all more hits; `nil` if all that were hit have enough.
  ///
  /// - Parameter chosen: how often each target has got a bias. A second one is for those that the first
  ///   did not serve well, as where there are several ways to a target.
  func worst(chosen: [Int]) -> Int? {
    var worst: (index: Int, need: Double)?
    for (index, target) in targets.enumerated() where target.hits.sum > 0 {
      let effective = max(target.hits.diagnosis.effectiveHits, 0.1)
      let need = Double(trials) / effective / RareTarget.all[index].trialsPerHit
      let least = [1.0, 4][min(chosen[index], 1)]
      if chosen[index] < 2, need > least, need > worst?.need ?? 0 { worst = (index, need) }
    }
    return worst?.index
  }

  /// The bias that comes nearest to the hits of a target, in the real model or in the other one.
  func bias(for target: Int, isReal: Bool) -> FaultBias {
    let all = targets[target].visits.map { isReal ? $0.real : $0.other }
    // What no hit came by is as probable as others of its kind: it may be another way to the target.
    let kinds = kinds(all)
    var bias = kinds
    for (number, visits) in all.enumerated() where visits.all.sum > 0 {
      // A few hits say little about a fault that few of them came by: some more are imagined, with the
      // chance that all faults of its kind had in them.
      let probable = smooth(visits, around: kinds[table.keys[number].ofItsKind], as: 4)
      bias[table.keys[number]] = min(
        max(probable, probabilities[number], BiasSearch.leastProbable), BiasSearch.mostProbable)
    }
    return bias
  }

  /// The probabilities of the faults of each kind.
  private func kinds(_ all: [Visits]) -> FaultBias {
    var kinds = FaultTable()
    var sums: [Visits] = []
    for (number, visits) in all.enumerated() where visits.all.sum > 0 {
      guard let kind = kinds.add(table.keys[number].ofItsKind) else { continue }
      if kind == sums.count { sums.append(Visits()) }
      sums[kind].merge(visits)
    }
    var bias = FaultBias(floor: BiasSearch.leastProbable)
    for (kind, sum) in sums.enumerated() {
      bias[kinds.keys[kind]] = max(
        smooth(sum, around: 0.2, as: 2), BiasSearch.leastProbable)
    }
    return bias
  }

  /// The share of the visits in which a fault happened, with a number of visits added.
  private func smooth(_ visits: Visits, around share: Double, as imagined: Double) -> Double {
    let hits = visits.all.diagnosis.effectiveHits
    let seen = visits.happened / visits.all.sum
    return min((hits * seen + imagined * share) / (hits + imagined), BiasSearch.mostProbable)
  }
}
