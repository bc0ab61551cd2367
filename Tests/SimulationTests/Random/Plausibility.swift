import Foundation

/// Whether a count or a table of counts is what chance would give.
///
/// Every bound is passed by a right program except about once in 10⁹: so wide that a test that asks
/// hundreds of times still fails less than once in a million.
enum Plausibility {
  /// Standard deviations beyond which a normal variate lies once in 10⁹.
  static let deviations = 6.1

  /// Whether a count of successes fits a number of draws, each with the same chance.
  static func count(_ count: Int, of draws: Int, chance: Double) -> Bool {
    let expected = Double(draws) * chance
    let spread = (expected * (1 - chance)).squareRoot()
    return (Double(count) - expected).magnitude <= deviations * spread + 1
  }

  /// Whether counts fit their expectations, by Pearson's chi-square, neither too badly nor too well.
  ///
  /// The bounds are those of Wilson and Hilferty (*The Distribution of Chi-Square*, 1931).
  static func counts(_ counts: [Int], expected: [Double]) -> Bool {
    var statistic = 0.0
    for (count, expected) in zip(counts, expected) {
      statistic += (Double(count) - expected) * (Double(count) - expected) / expected
    }
    let variance = 2 / (9 * Double(counts.count - 1))
    let root = cbrt(statistic / Double(counts.count - 1))
    return (root - (1 - variance)).magnitude <= deviations * variance.squareRoot()
  }

  /// Whether counts are those of equally likely cells.
  static func areEven(_ counts: [Int]) -> Bool {
    let mean = Double(counts.reduce(0, +)) / Double(counts.count)
    return self.counts(counts, expected: counts.map { _ in mean })
  }

  /// Whether numbers come from a distribution, by the distance of Kolmogorov and Smirnov.
  ///
  /// The bound is that of Dvoretzky, Kiefer and Wolfowitz with Massart's constant (1990): a distance
  /// above e has a probability below 2 exp(−2 n e²).
  static func sample(_ sample: [Double], follows distribution: (Double) -> Double) -> Bool {
    let sorted = sample.sorted()
    let count = Double(sorted.count)
    var distance = 0.0
    for (index, value) in sorted.enumerated() {
      let isLast = index + 1 == sorted.count || sorted[index + 1] > value
      // Of equal values, which have a probability together, only the last has the rank of their share.
      guard isLast else { continue }
      let share = distribution(value)
      let isAlone = index == 0 || sorted[index - 1] < value
      let lower = isAlone ? Double(index) / count : Double(index + 1) / count
      distance = max(distance, share - lower, Double(index + 1) / count - share)
    }
    return distance <= (log(2e9) / (2 * count)).squareRoot()
  }

  /// Whether the mean of numbers fits that of their distribution.
  static func mean(of sample: [Double], is mean: Double, deviation: Double) -> Bool {
    let count = Double(sample.count)
    let error = (sample.reduce(0, +) / count - mean).magnitude
    return error <= deviations * deviation / count.squareRoot()
  }
}
