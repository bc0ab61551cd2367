import Simulation
import Statistics

/// Trials that have something in common, and what they weigh.
///
/// Sums of doubles depend on their order: they are added up in that of the trials, and in pieces of
/// fixed size, which are added up in their order.
struct WeightedCount: Hashable, Sendable {
  private(set) var count: UInt64 = 0
  /// The weights in another unit: of weights below 10⁻¹⁵⁴ as they are the squares would vanish. So those
  /// of 10⁻²⁹⁰ are still there, and 10¹⁵ of the largest have room.
  private var scaled = StratifiedSum()
  private(set) var largest = 0.0

  private static let scale = 0x1p460

  mutating func add(_ weight: Double, tilt: Int) {
    count += 1
    scaled.add(weight * WeightedCount.scale, tilt: tilt)
    largest = max(largest, weight)
  }

  mutating func merge(_ other: WeightedCount) {
    count += other.count
    scaled.merge(other.scaled)
    largest = max(largest, other.largest)
  }

  /// The sum of the weights.
  var sum: Double { scaled.sum / WeightedCount.scale }

  /// The sum of the weights in units of the largest, and the variance of that; neither is below 1, but for
  /// weights so small that nothing is known of them.
  func relative(to trials: TrialsOfTilts) -> (sum: Double, variance: Double) {
    guard largest > 0 else { return (0, 0) }
    let unit = largest * WeightedCount.scale
    return (scaled.sum / unit, max(scaled.variance(of: trials) / unit / unit, 1))
  }

  var diagnosis: WeightDiagnosis {
    guard largest > 0 else { return WeightDiagnosis(effectiveHits: 0, largestShare: 0) }
    let unit = largest * WeightedCount.scale
    let sum = scaled.sum / unit
    let squares = max(scaled.sumOfSquares / unit / unit, 1)
    return WeightDiagnosis(effectiveHits: sum * sum / squares, largestShare: 1 / sum)
  }
}

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
