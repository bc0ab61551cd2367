/// What an operation costs, in a currency of the model's own.
///
/// An operation costs the price of every class that it belongs to, and that of each attempt; where a
/// person asks support, that too.
public struct Costs: Hashable, Sendable {
  /// The price of an operation of a class, for every class.
  public var classes: [OutcomeClass: Double]
  /// The price of one request of the client's.
  public var attempt: Double
  /// The price of a call to support.
  public var support: Double

  /// - Parameter classes: the prices that are not nothing.
  public init(classes: [OutcomeClass: Double] = [:], attempt: Double = 0, support: Double = 0) {
    self.classes = [:]
    for outcomeClass in OutcomeClass.allCases {
      self.classes[outcomeClass] = classes[outcomeClass] ?? 0
    }
    self.attempt = attempt
    self.support = support
  }

  /// The prices of all classes to which every operation of a cell belongs.
  func price(of kind: CellKind) -> Double {
    var sum = kind.asksSupport ? support : 0
    for outcomeClass in OutcomeClass.allCases where kind.belongs(to: outcomeClass) {
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
      let price = price(of: CellKind(index: index))
      sum += price * Double(cell.count) + attempt * Double(cell.attempts.sum)
    }
    let count = Double(tally.trials)
    let mean = sum / count
    var squares = 0.0
    for (index, cell) in tally.cells.enumerated() where cell.count > 0 {
      // Σ (price + attempt · a − mean)², with the mean taken off first: nothing cancels.
      let rest = price(of: CellKind(index: index)) - mean
      squares += rest * rest * Double(cell.count)
      squares += 2 * rest * attempt * Double(cell.attempts.sum)
      squares += attempt * attempt * Double(cell.attempts.sumOfSquares)
    }
    return MeanInterval.interval(mean: mean, squaredDeviations: squares, count: tally.trials)
  }
}
