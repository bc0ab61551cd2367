import EndToEnd
import Simulation

/// The counts over many weighted operations of one strategy.
struct WeightedTally: Hashable, Sendable {
  let center: ControlVariate
  /// The operations for each ``OutcomeKey``, in the order of the keys' indices.
  private(set) var cells = [WeightedCount](repeating: WeightedCount(), count: OutcomeKey.count)
  /// The operations that took 0, 1, 2, … attempts; the last entry is for all that took more.
  private(set) var attempts = [WeightedCount](
    repeating: WeightedCount(), count: Tally.attemptsShown + 2)
  /// The weights, whose mean is 1.
  private(set) var weights = StratifiedSum()
  /// For each ``OutcomeNumber``, by its index, the weighted deviations from the center.
  private var numbers = [StratifiedSum](
    repeating: StratifiedSum(), count: OutcomeNumber.all.count)
  private(set) var mostRequests: UInt32 = 0
  private(set) var hasPeople = false
  /// The times of the operations that were drawn without a bias.
  private(set) var plainTimes = TimeHistogram()
  private(set) var trialsByComponent = TrialsByComponent.zero

  /// Creates a tally of nothing.
  init(around center: ControlVariate) {
    self.center = center
  }

  /// The number of all trials, over all components.
  var trials: UInt64 { trialsByComponent.wrappedSum() }

  /// The number of trials that were drawn without a bias.
  var plainTrials: UInt64 { plainTimes.count }

  /// Adds a trial with its weight.
  mutating func add(_ weighted: WeightedOutcome) {
    let (outcome, weight, component) = (weighted.outcome, weighted.weight, weighted.bias)
    let cell = OutcomeKey(outcome).index
    cells[cell].add(weight, component: component)
    attempts[min(Int(outcome.attempts), Tally.attemptsShown + 1)].add(weight, component: component)
    weights.add(weight, component: component)
    for number in OutcomeNumber.all {
      if number == .cost, center.prices == nil { continue }
      let deviation = center.value(number, of: outcome, cell: cell) - center[number]
      numbers[number.index].add(weight * deviation, component: component)
    }
    mostRequests = max(mostRequests, outcome.requests)
    if outcome.submissions > 0 { hasPeople = true }
    if component == 0 { plainTimes.add(outcome.time) }
    trialsByComponent[component] += 1
  }

  /// Adds the trials that come next.
  mutating func merge(_ other: WeightedTally) {
    for index in cells.indices where other.cells[index].count > 0 {
      cells[index].merge(other.cells[index])
    }
    for index in attempts.indices { attempts[index].merge(other.attempts[index]) }
    weights.merge(other.weights)
    for index in numbers.indices { numbers[index].merge(other.numbers[index]) }
    mostRequests = max(mostRequests, other.mostRequests)
    hasPeople = hasPeople || other.hasPeople
    plainTimes.merge(other.plainTimes)
    trialsByComponent &+= other.trialsByComponent
  }

  /// The weighted deviations of a number from the center.
  subscript(number: OutcomeNumber) -> StratifiedSum { numbers[number.index] }

  /// Returns the operations of a group, and all others.
  func count(_ group: OutcomeGroup) -> (those: WeightedCount, others: WeightedCount) {
    var those = WeightedCount()
    var others = WeightedCount()
    func add(_ counts: [WeightedCount], where isCounted: (Int) -> Bool) {
      for index in counts.indices where counts[index].count > 0 {
        if isCounted(index) { those.merge(counts[index]) } else { others.merge(counts[index]) }
      }
    }
    switch group {
    case .keys(let isCounted): add(cells) { isCounted(OutcomeKey(index: $0)) }
    case .attempts(let number): add(attempts) { $0 == number }
    }
    return (those, others)
  }
}

/// The center of means: typical numbers of an operation. Only the mean deviation from it is estimated.
///
/// The mean of weight × (number − center), plus the center, is as right as that of weight × number for any center
/// fixed before, since the mean weight is known to be 1; and where nearly all operations are at the center, it has
/// nearly nothing to be wrong about. (A control variate: Owen and Zhou, *Safe and Effective Importance Sampling*,
/// JASA 95, 2000.)
struct ControlVariate: Hashable, Sendable {
  /// The center of each ``OutcomeNumber``, by its index.
  private var centers = [Double](repeating: 0, count: OutcomeNumber.all.count)
  let prices: Prices?

  /// The price of an operation, for each key.
  struct Prices: Hashable, Sendable {
    let ofCells: [Double]
    let ofAttempt: Double

    init(_ costs: Costs) {
      ofCells = (0..<OutcomeKey.count).map { costs.price(of: OutcomeKey(index: $0)) }
      ofAttempt = costs.attempt
    }

    /// The price of a write by its cell and its attempts.
    func price(_ cell: Int, attempts: UInt32) -> Double {
      ofCells[cell] + ofAttempt * Double(attempts)
    }
  }

  /// Creates the center at the medians of some plain operations.
  init(_ outcomes: [Outcome], costs: Costs?) {
    prices = costs.map(Prices.init)
    guard !outcomes.isEmpty else { return }
    for number in OutcomeNumber.all {
      let values = outcomes.map { value(number, of: $0, cell: OutcomeKey($0).index) }
      centers[number.index] = values.sorted()[outcomes.count / 2]
    }
  }

  subscript(number: OutcomeNumber) -> Double { centers[number.index] }

  /// Returns a number of an outcome: times in nanoseconds, and a cost of 0 without prices.
  func value(_ number: OutcomeNumber, of outcome: Outcome, cell: Int) -> Double {
    switch number {
    case .attempts: Double(outcome.attempts)
    case .time: Double(outcome.time.nanoseconds)
    case .cost: prices?.price(cell, attempts: outcome.attempts) ?? 0
    case .count(let count): Double(count.value(of: outcome))
    }
  }
}

/// The data that intervals need from one run of many clients: the weights of the outcomes that occurred, and no
/// more, so that thousands of runs fit into memory.
struct WeightedRun: Sendable {
  /// The number of forks.
  let trials: Double
  /// The sum of the weights.
  let weights: Double
  /// The sums for each ``OutcomeNumber``, by its index.
  let sums: [Double]
  private let cells: [(index: Int, sum: Double)]
  private let attempts: [(index: Int, sum: Double)]

  /// The sums of a run, without the cells that nothing fell into.
  init(_ tally: WeightedTally) {
    func seen(_ counts: [WeightedCount]) -> [(index: Int, sum: Double)] {
      counts.indices.filter { counts[$0].count > 0 }.map { ($0, counts[$0].sum) }
    }
    trials = Double(tally.trials)
    weights = tally.weights.sum
    sums = OutcomeNumber.all.map { tally[$0].sum }
    cells = seen(tally.cells)
    attempts = seen(tally.attempts)
  }

  /// Returns the weight of the operations of a group, or of all others.
  func sum(of group: OutcomeGroup, isOthers: Bool) -> Double {
    func sum(_ seen: [(index: Int, sum: Double)], where isCounted: (Int) -> Bool) -> Double {
      seen.reduce(0) { isCounted($1.index) == isOthers ? $0 : $0 + $1.sum }
    }
    return switch group {
    case .keys(let isCounted): sum(cells) { isCounted(OutcomeKey(index: $0)) }
    case .attempts(let number): sum(attempts) { $0 == number }
    }
  }
}

/// The tallies of pieces of work, added in the order of the pieces, independently of the order in which they finish.
struct OrderedSums: Sendable {
  private(set) var tallies: [WeightedTally]
  private var next: UInt64 = 0
  /// The tallies of pieces that were finished before an earlier one.
  private var waiting: [UInt64: [WeightedTally]] = [:]

  init(_ empty: [WeightedTally]) {
    tallies = empty
  }

  /// Adds the tallies of a piece as soon as all pieces before it were added.
  ///
  /// Sums of doubles depend on their order, and the result must not depend on the number of
  /// threads.
  mutating func add(_ others: [WeightedTally], of piece: UInt64) {
    waiting[piece] = others
    while let ready = waiting.removeValue(forKey: next) {
      for index in tallies.indices { tallies[index].merge(ready[index]) }
      next += 1
    }
  }
}
