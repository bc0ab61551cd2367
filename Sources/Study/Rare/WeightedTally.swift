import EndToEnd
import Simulation

/// What is counted over many weighted operations of one strategy.
struct WeightedTally: Hashable, Sendable {
  let centre: ControlVariate
  /// Everything that the measures of shares tell apart.
  private(set) var cells = [WeightedCount](repeating: WeightedCount(), count: Tally.cellCount)
  /// The operations that took 0, 1, 2, … attempts; the last entry is for all that took more.
  private(set) var attempts = [WeightedCount](
    repeating: WeightedCount(), count: Tally.attemptsShown + 2)
  /// What means are made of, each by the way from the centre.
  private var numbers = [StratifiedSum](
    repeating: StratifiedSum(), count: WeightedNumber.allCases.count)
  private(set) var mostRequests: UInt32 = 0
  private(set) var hasPeople = false
  /// The times of the operations that were drawn from no tilt.
  private(set) var plainTimes = TimeHistogram()
  private(set) var trialsOfTilts = TrialsOfTilts.zero

  init(around centre: ControlVariate) {
    self.centre = centre
  }

  var trials: UInt64 { trialsOfTilts.wrappedSum() }

  /// How many trials were drawn from no tilt.
  var plainTrials: UInt64 { plainTimes.count }

  mutating func add(_ weighted: WeightedOutcome) {
    let (outcome, weight, tilt) = (weighted.outcome, weighted.weight, weighted.tilt)
    let cell = OutcomeKey(outcome).index
    cells[cell].add(weight, tilt: tilt)
    attempts[min(Int(outcome.attempts), Tally.attemptsShown + 1)].add(weight, tilt: tilt)
    func add(_ number: WeightedNumber, _ deviation: Double) {
      numbers[number.rawValue].add(weight * deviation, tilt: tilt)
    }
    add(.weight, 1)
    add(.attempts, Double(outcome.attempts) - centre.attempts)
    add(.copies, Double(outcome.copies) - centre.copies)
    add(.requests, Double(outcome.requests) - centre.requests)
    add(.submissions, Double(outcome.submissions) - centre.submissions)
    add(.time, Double(outcome.time.nanoseconds) - centre.time)
    if let prices = centre.prices {
      add(.cost, prices.price(cell, attempts: outcome.attempts) - centre.cost)
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
    for index in numbers.indices { numbers[index].merge(other.numbers[index]) }
    mostRequests = max(mostRequests, other.mostRequests)
    hasPeople = hasPeople || other.hasPeople
    plainTimes.merge(other.plainTimes)
    trialsOfTilts &+= other.trialsOfTilts
  }

  /// What a mean is made of.
  subscript(number: WeightedNumber) -> StratifiedSum { numbers[number.rawValue] }

  /// The operations that have something in common, and all others.
  func count(_ part: WeightedPart) -> (those: WeightedCount, others: WeightedCount) {
    var those = WeightedCount()
    var others = WeightedCount()
    func add(_ counts: [WeightedCount], where isCounted: (Int) -> Bool) {
      for index in counts.indices where counts[index].count > 0 {
        if isCounted(index) { those.merge(counts[index]) } else { others.merge(counts[index]) }
      }
    }
    switch part {
    case .cells(let isCounted): add(cells) { isCounted(OutcomeKey(index: $0)) }
    case .attempts(let number): add(attempts) { $0 == number }
    }
    return (those, others)
  }
}

/// Operations that have something in common.
enum WeightedPart {
  case cells((OutcomeKey) -> Bool)
  /// Those that took so many attempts; one more than `Tally.attemptsShown` stands for all that took more.
  case attempts(Int)
}

/// What the means of weighted operations are of.
enum WeightedNumber: Int, CaseIterable {
  case weight, attempts, copies, requests, submissions
  /// In nanoseconds.
  case time
  case cost
}

/// What most operations are like: of means, only the way from there is estimated.
///
/// The mean of weight × (number − centre), plus the centre, is as right as that of weight × number for
/// any centre fixed before, since the mean weight is known to be 1; and where nearly all operations are
/// at the centre, it has nearly nothing to be wrong about. (A control variate: Owen and Zhou, *Safe and
/// Effective Importance Sampling*, JASA 95, 2000.)
struct ControlVariate: Hashable, Sendable {
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
      ofCells = (0..<Tally.cellCount).map { costs.price(of: OutcomeKey(index: $0)) }
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
      cost = median { prices.price(OutcomeKey($0).index, attempts: $0.attempts) }
    }
  }
}
