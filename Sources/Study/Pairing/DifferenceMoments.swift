import Statistics

/// The exact sums of some differences of whole numbers, and of their squares.
public struct DifferenceMoments: Hashable, Sendable {
  /// The sum of the numbers.
  public private(set) var sum: Int128 = 0
  /// `UInt128.max` once it has become larger.
  public private(set) var sumOfSquares: UInt128 = 0

  /// Creates a value with the default of every property.
  public init() {}

  /// Creates moments from their sums.
  init(sum: Int128, sumOfSquares: UInt128) {
    self.sum = sum
    self.sumOfSquares = sumOfSquares
  }

  /// - Parameters:
  ///   - difference: of two lengths of time, or of smaller numbers.
  ///   - count: how often.
  mutating func add(_ difference: Int64, count: UInt64 = 1) {
    if difference == 0 { return }
    sum += Int128(difference) * Int128(count)
    let square = UInt128(difference.magnitude) * UInt128(difference.magnitude)
    let (squares, overflow) = square.multipliedReportingOverflow(by: UInt128(count))
    addSquares(overflow ? .max : squares)
  }

  /// Adds the sums of other differences; exact in any order.
  mutating func merge(_ other: DifferenceMoments) {
    sum &+= other.sum
    addSquares(other.sumOfSquares)
  }

  /// Adds squares, up to the largest number of 128 bits.
  private mutating func addSquares(_ squares: UInt128) {
    let (total, overflow) = sumOfSquares.addingReportingOverflow(squares)
    sumOfSquares = overflow ? .max : total
  }

  /// The mean of a number of differences, with its interval.
  ///
  /// - Parameters:
  ///   - unit: what a difference of 1 is, in the unit of the estimate.
  ///   - tail: what each end leaves out.
  func mean(of count: UInt64, unit: Double, tail: Double) -> Estimate {
    let mean = Double(sum) / Double(count)
    if sumOfSquares == .max {
      return Estimate(value: mean * unit, low: -.infinity, high: .infinity)
    }
    // Σ(d − whole)², with the mean's whole part taken off exactly; of what is left nothing cancels.
    let whole = sum / Int128(count)
    let rest = Double(sum - whole * Int128(count)) / Double(count)
    let squares =
      sumOfSquares &- UInt128(truncatingIfNeeded: 2 &* whole &* sum)
      &+ UInt128(count) &* UInt128(truncatingIfNeeded: whole &* whole)
    let deviations = Double(squares) - Double(count) * rest * rest
    return MeanInterval.interval(
      mean: mean * unit, squaredDeviations: deviations * unit * unit, count: count, tail: tail)
  }
}
