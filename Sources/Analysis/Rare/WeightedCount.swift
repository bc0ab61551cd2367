/// Trials that have something in common, and what they weigh.
///
/// Sums of doubles depend on their order: they are added up in that of the trials, and in pieces of
/// fixed size, which are added up in their order.
struct WeightedCount: Hashable, Sendable {
  private(set) var count: UInt64 = 0
  private(set) var sum = 0.0
  /// The sum of the squares of the weights in another unit: of weights below 10⁻¹⁵⁴ as they are the
  /// squares would vanish. So those of 10⁻²⁹⁰ are still there, and 10¹⁵ of the largest have room.
  private var scaledSquares = 0.0
  private(set) var largest = 0.0

  private static let scale = 0x1p460

  mutating func add(_ weight: Double) {
    count += 1
    sum += weight
    let scaled = weight * WeightedCount.scale
    scaledSquares += scaled * scaled
    largest = max(largest, weight)
  }

  mutating func merge(_ other: WeightedCount) {
    count += other.count
    sum += other.sum
    scaledSquares += other.scaledSquares
    largest = max(largest, other.largest)
  }

  /// The sum of the weights in units of the largest, and that of their squares: neither is below 1, but
  /// for weights so small that nothing is known of them.
  var relative: (sum: Double, squares: Double) {
    guard largest > 0 else { return (0, 0) }
    let unit = largest * WeightedCount.scale
    return (sum / largest, max(scaledSquares / unit / unit, 1))
  }

  var diagnosis: WeightDiagnosis {
    guard sum > 0 else { return WeightDiagnosis(effectiveHits: 0, largestShare: 0) }
    let (sum, squares) = relative
    return WeightDiagnosis(effectiveHits: sum * sum / squares, largestShare: 1 / sum)
  }
}

/// How far some weighted numbers are from a centre, and the squares of that.
struct WeightedSum: Hashable, Sendable {
  private(set) var sum = 0.0
  private(set) var squares = 0.0

  mutating func add(_ weight: Double, _ deviation: Double) {
    let part = weight * deviation
    sum += part
    squares += part * part
  }

  mutating func merge(_ other: WeightedSum) {
    sum += other.sum
    squares += other.squares
  }

  /// The mean way from the centre.
  func mean(of trials: UInt64) -> Estimate {
    let n = Double(trials)
    let mean = sum / n
    return MeanInterval.interval(
      mean: mean, squaredDeviations: squares - n * mean * mean, count: trials)
  }
}
