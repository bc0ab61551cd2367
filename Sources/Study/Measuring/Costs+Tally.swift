import EndToEnd
import Statistics

extension Costs {
  /// Returns the sum of the prices of all classes of the operations with a key.
  func price(of key: OutcomeKey) -> Double {
    var sum = key.asksSupport ? support : 0
    for outcomeClass in OutcomeClass.allCases where key.belongs(to: outcomeClass) {
      sum += classes[outcomeClass] ?? 0
    }
    return sum
  }

  /// The mean cost of the operations of a tally, with its interval.
  ///
  /// The variance is that of price + attempt price × attempts, put together cell by cell in the
  /// cells' order, so that the last digit does not depend on who counted what.
  func mean(of tally: Tally) -> Estimate {
    var sum = 0.0
    for (index, cell) in tally.cells.enumerated() where cell.count > 0 {
      let price = price(of: OutcomeKey(index: index))
      sum += price * Double(cell.count) + attempt * Double(cell.attempts.sum)
    }
    let count = Double(tally.trials)
    let mean = sum / count
    var squares = 0.0
    for (index, cell) in tally.cells.enumerated() where cell.count > 0 {
      // Σ (price + attempt · a − mean)², with the mean taken off first: nothing cancels.
      let rest = price(of: OutcomeKey(index: index)) - mean
      squares += rest * rest * Double(cell.count)
      squares += 2 * rest * attempt * Double(cell.attempts.sum)
      squares += attempt * attempt * Double(cell.attempts.sumOfSquares)
    }
    return MeanInterval.interval(mean: mean, squaredDeviations: squares, count: tally.trials)
  }
}
