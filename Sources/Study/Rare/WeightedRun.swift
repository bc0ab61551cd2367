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
