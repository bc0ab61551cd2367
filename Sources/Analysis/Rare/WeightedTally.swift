import EndToEnd
import Simulation

/// What is counted over many weighted operations of one strategy.
struct WeightedTally: Hashable, Sendable {
  let centre: Centre
  /// Everything that the measures of shares tell apart.
  private(set) var cells = [WeightedCount](repeating: WeightedCount(), count: Tally.cellCount)
  /// The operations that took 0, 1, 2, … attempts; the last entry is for all that took more.
  private(set) var attempts = [WeightedCount](
    repeating: WeightedCount(), count: Tally.attemptsShown + 2)
  private(set) var weightsSum = StratifiedSum()
  private(set) var attemptsSum = StratifiedSum()
  private(set) var copiesSum = StratifiedSum()
  private(set) var requestsSum = StratifiedSum()
  private(set) var submissionsSum = StratifiedSum()
  private(set) var timeSum = StratifiedSum()
  private(set) var costSum = StratifiedSum()
  private(set) var mostRequests: UInt32 = 0
  private(set) var hasPeople = false
  /// The times of the operations that were drawn from no tilt.
  private(set) var plainTimes = TimeHistogram()
  private(set) var trialsOfTilts = TrialsOfTilts.zero

  init(around centre: Centre) {
    self.centre = centre
  }

  var trials: UInt64 { trialsOfTilts.wrappedSum() }

  /// How many trials were drawn from no tilt.
  var plainTrials: UInt64 { plainTimes.count }

  mutating func add(_ weighted: WeightedOutcome) {
    let (outcome, weight, tilt) = (weighted.outcome, weighted.weight, weighted.tilt)
    let cell = CellKind(outcome).index
    weightsSum.add(weight, tilt: tilt)
    cells[cell].add(weight, tilt: tilt)
    func add(_ deviation: Double, to sum: inout StratifiedSum) {
      sum.add(weight * deviation, tilt: tilt)
    }
    attempts[min(Int(outcome.attempts), Tally.attemptsShown + 1)].add(weight, tilt: tilt)
    add(Double(outcome.attempts) - centre.attempts, to: &attemptsSum)
    add(Double(outcome.copies) - centre.copies, to: &copiesSum)
    add(Double(outcome.requests) - centre.requests, to: &requestsSum)
    add(Double(outcome.submissions) - centre.submissions, to: &submissionsSum)
    add(Double(outcome.time.nanoseconds) - centre.time, to: &timeSum)
    if let prices = centre.prices {
      add(prices.price(cell, attempts: outcome.attempts) - centre.cost, to: &costSum)
    }
    mostRequests = max(mostRequests, outcome.requests)
    if outcome.submissions > 0 { hasPeople = true }
    if tilt == 0 { plainTimes.add(outcome.time) }
    trialsOfTilts[tilt] += 1
  }

  /// Adds the trials that come next.
  mutating func merge(_ other: WeightedTally) {
    for index in cells.indices where other.cells[index].count > 0 {
      cells[index].merge(other.cells[index])
    }
    for index in attempts.indices { attempts[index].merge(other.attempts[index]) }
    weightsSum.merge(other.weightsSum)
    attemptsSum.merge(other.attemptsSum)
    copiesSum.merge(other.copiesSum)
    requestsSum.merge(other.requestsSum)
    submissionsSum.merge(other.submissionsSum)
    timeSum.merge(other.timeSum)
    costSum.merge(other.costSum)
    mostRequests = max(mostRequests, other.mostRequests)
    hasPeople = hasPeople || other.hasPeople
    plainTimes.merge(other.plainTimes)
    trialsOfTilts &+= other.trialsOfTilts
  }

  /// The operations that have this in common, and all others.
  func count(where isCounted: (CellKind) -> Bool) -> (those: WeightedCount, others: WeightedCount) {
    var those = WeightedCount()
    var others = WeightedCount()
    for index in cells.indices where cells[index].count > 0 {
      if isCounted(CellKind(index: index)) {
        those.merge(cells[index])
      } else {
        others.merge(cells[index])
      }
    }
    return (those, others)
  }

  /// The operations that took so many attempts, and all others.
  func count(attempts number: Int) -> (those: WeightedCount, others: WeightedCount) {
    var others = WeightedCount()
    for index in attempts.indices where index != number { others.merge(attempts[index]) }
    return (attempts[number], others)
  }
}

/// What most operations are like: of means, only the way from there is estimated.
///
/// The mean of weight × (number − centre), plus the centre, is as right as that of weight × number for
/// any centre fixed before, since the mean weight is known to be 1; and where nearly all operations are
/// at the centre, it has nearly nothing to be wrong about. (A control variate: Owen and Zhou, *Safe and
/// Effective Importance Sampling*, JASA 95, 2000.)
struct Centre: Hashable, Sendable {
  var attempts = 0.0
  var copies = 0.0
  var requests = 0.0
  var submissions = 0.0
  /// In nanoseconds.
  var time = 0.0
  var cost = 0.0
  var prices: Prices?

  /// What an operation of each cell of a tally costs.
  struct Prices: Hashable, Sendable {
    let ofCells: [Double]
    let ofAttempt: Double

    init(_ costs: Costs) {
      ofCells = (0..<Tally.cellCount).map { costs.price(of: CellKind(index: $0)) }
      ofAttempt = costs.attempt
    }

    func price(_ cell: Int, attempts: UInt32) -> Double {
      ofCells[cell] + ofAttempt * Double(attempts)
    }
  }

  /// The medians of some plain operations.
  init(_ outcomes: [Outcome], costs: Costs?) {
    prices = costs.map(Prices.init)
    guard !outcomes.isEmpty else { return }
    func median(_ number: (Outcome) -> Double) -> Double {
      outcomes.map(number).sorted()[outcomes.count / 2]
    }
    attempts = median { Double($0.attempts) }
    copies = median { Double($0.copies) }
    requests = median { Double($0.requests) }
    submissions = median { Double($0.submissions) }
    time = median { Double($0.time.nanoseconds) }
    if let prices {
      cost = median { prices.price(CellKind($0).index, attempts: $0.attempts) }
    }
  }
}
