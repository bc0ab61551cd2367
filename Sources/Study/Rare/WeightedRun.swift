/// What the intervals need of one run of many clients: the weights of whatever was seen in it, and no more,
/// so that thousands of runs have room.
struct WeightedRun: Sendable {
  /// How many courses there were.
  let trials: Double
  /// One for each `WeightedNumber`.
  let sums: [Double]
  private let cells: [(index: Int, sum: Double)]
  private let attempts: [(index: Int, sum: Double)]

  init(_ tally: WeightedTally) {
    func seen(_ counts: [WeightedCount]) -> [(index: Int, sum: Double)] {
      counts.indices.filter { counts[$0].count > 0 }.map { ($0, counts[$0].sum) }
    }
    trials = Double(tally.trials)
    sums = WeightedNumber.allCases.map { tally[$0].sum }
    cells = seen(tally.cells)
    attempts = seen(tally.attempts)
  }

  /// The weight of the operations that have something in common, or of all others.
  func sum(of part: WeightedPart, isOthers: Bool) -> Double {
    func sum(_ seen: [(index: Int, sum: Double)], where isCounted: (Int) -> Bool) -> Double {
      seen.reduce(0) { isCounted($1.index) == isOthers ? $0 : $0 + $1.sum }
    }
    return switch part {
    case .cells(let isCounted): sum(cells) { isCounted(OutcomeKey(index: $0)) }
    case .attempts(let number): sum(attempts) { $0 == number }
    }
  }
}
