import Statistics

/// Numbers that were drawn from some tilts, each of which has its fixed part of the trials.
///
/// So how many trials a tilt has is not left to luck, and only what varies *within* a tilt makes the sum
/// uncertain: stratified sampling (Cochran, *Sampling Techniques*, 3rd edition, 1977, chapter 5).
struct StratifiedSum: Hashable, Sendable {
  private var sums = SIMD8<Double>.zero
  private var squares = SIMD8<Double>.zero

  /// The sum of all.
  var sum: Double { sums.sum() }

  mutating func add(_ number: Double, tilt: Int) {
    sums[tilt] += number
    squares[tilt] += number * number
  }

  mutating func merge(_ other: StratifiedSum) {
    sums += other.sums
    squares += other.squares
  }

  /// Σx², whichever tilt each was drawn from.
  var sumOfSquares: Double { squares.sum() }

  /// The variance of the sum, as far as the numbers tell.
  ///
  /// - Parameter trials: how many each tilt has, those that added nothing included. What only one trial
  ///   tells is taken as it is: its square.
  func variance(of trials: TrialsOfTilts) -> Double {
    var variance = 0.0
    for tilt in sums.indices where trials[tilt] > 0 {
      let n = Double(trials[tilt])
      let deviations = max(squares[tilt] - sums[tilt] * sums[tilt] / n, 0)
      variance += n > 1 ? deviations * (n / (n - 1)) : squares[tilt]
    }
    return variance
  }

  /// The mean of all trials, those that added nothing included.
  func mean(of trials: TrialsOfTilts) -> Estimate {
    let n = Double(trials.wrappedSum())
    return MeanInterval.interval(
      mean: sum / n, standardError: n > 1 ? variance(of: trials).squareRoot() / n : .infinity)
  }
}

/// How many trials were drawn from each tilt of a mixture.
typealias TrialsOfTilts = SIMD8<UInt64>
