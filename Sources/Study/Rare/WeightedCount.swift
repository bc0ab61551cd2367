import Simulation
import Statistics

/// The number and the weights of the trials of a group.
///
/// Sums of doubles depend on their order. So they are added in the order of the trials, in pieces of fixed size, and
/// the pieces in their order.
struct WeightedCount: Hashable, Sendable {
  private(set) var count: UInt64 = 0
  /// The weights in another unit, since the squares of weights below 10⁻¹⁵⁴ would underflow. In this unit weights of
  /// 10⁻²⁹⁰ are kept, and 10¹⁵ of the largest fit.
  private var scaled = StratifiedSum()
  private(set) var largest = 0.0

  private static let scale = 0x1p460

  /// Adds the weight of a trial that was drawn from a component.
  mutating func add(_ weight: Double, component: Int) {
    count += 1
    scaled.add(weight * WeightedCount.scale, component: component)
    largest = max(largest, weight)
  }

  /// Adds the sums of other trials.
  mutating func merge(_ other: WeightedCount) {
    count += other.count
    scaled.merge(other.scaled)
    largest = max(largest, other.largest)
  }

  /// The sum of the weights.
  var sum: Double { scaled.sum / WeightedCount.scale }

  /// The sum of the weights in units of the largest, and the variance of that; neither is below 1, but for
  /// weights so small that nothing is known of them.
  func relative(to trials: TrialsByComponent) -> (sum: Double, variance: Double) {
    guard largest > 0 else { return (0, 0) }
    let unit = largest * WeightedCount.scale
    return (scaled.sum / unit, max(scaled.variance(of: trials) / unit / unit, 1))
  }

  /// The effective sample size and the largest weight.
  var diagnosis: WeightDiagnosis {
    guard largest > 0 else { return WeightDiagnosis(effectiveHits: 0, largestShare: 0) }
    let unit = largest * WeightedCount.scale
    let sum = scaled.sum / unit
    let squares = max(scaled.sumOfSquares / unit / unit, 1)
    return WeightDiagnosis(effectiveHits: sum * sum / squares, largestShare: 1 / sum)
  }
}

/// The sum of numbers that were drawn from the components of a mixture, each of which has its fixed part of the
/// trials.
///
/// The number of trials of a component is not random, so only the variance *within* components makes the sum
/// uncertain: stratified sampling (Cochran, *Sampling Techniques*, 3rd edition, 1977, chapter 5).
struct StratifiedSum: Hashable, Sendable {
  private var sums = SIMD8<Double>.zero
  private var squares = SIMD8<Double>.zero

  /// The sum of all.
  var sum: Double { sums.sum() }

  /// Adds a number of a trial that was drawn from a component.
  mutating func add(_ number: Double, component: Int) {
    sums[component] += number
    squares[component] += number * number
  }

  /// Adds the sums of other trials.
  mutating func merge(_ other: StratifiedSum) {
    sums += other.sums
    squares += other.squares
  }

  /// Σx², whichever component each was drawn from.
  var sumOfSquares: Double { squares.sum() }

  /// Returns the estimated variance of the sum.
  ///
  /// - Parameter trials: how many each component has, those that added nothing included. What only one trial
  ///   tells is taken as it is: its square.
  func variance(of trials: TrialsByComponent) -> Double {
    var variance = 0.0
    for component in sums.indices where trials[component] > 0 {
      let n = Double(trials[component])
      let deviations = max(squares[component] - sums[component] * sums[component] / n, 0)
      variance += n > 1 ? deviations * (n / (n - 1)) : squares[component]
    }
    return variance
  }

  /// The mean of all trials, those that added nothing included.
  func mean(of trials: TrialsByComponent) -> Estimate {
    let n = Double(trials.wrappedSum())
    return MeanInterval.interval(
      mean: sum / n, standardError: n > 1 ? variance(of: trials).squareRoot() / n : .infinity)
  }
}

/// The number of trials drawn from each component of a mixture.
typealias TrialsByComponent = SIMD8<UInt64>
