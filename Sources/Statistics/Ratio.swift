/// Σ parts / Σ wholes over independent runs: the classical ratio estimator (Cochran, *Sampling Techniques*,
/// 6.3).
package struct Ratio {
  package let value: Double
  /// Σ wholes.
  package let wholes: Double
  private let runs: [(part: Double, whole: Double)]

  /// - Parameter runs: their wholes must not all be 0.
  package init(_ runs: [(part: Double, whole: Double)]) {
    self.runs = runs
    wholes = runs.reduce(0) { $0 + $1.whole }
    value = runs.reduce(0) { $0 + $1.part } / wholes
  }

  /// The mean of the wholes.
  package var mean: Double { wholes / Double(runs.count) }

  /// By how much the part of each run differs from what the ratio would have.
  package var rests: [Double] { runs.map { $0.part - value * $0.whole } }

  /// The standard error; 0 for a single run, which says nothing of it.
  package var error: Double {
    guard runs.count > 1 else { return 0 }
    let count = Double(runs.count)
    let squares = rests.reduce(0) { $0 + $1 * $1 }
    return (squares / (count - 1) / count).squareRoot() / mean
  }
}
