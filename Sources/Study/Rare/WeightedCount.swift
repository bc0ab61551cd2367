import Simulation

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
