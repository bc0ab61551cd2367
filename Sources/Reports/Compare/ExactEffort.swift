import Simulation
import Study
import Text

/// The exploration behind the exact ones among some results.
struct ExactEffort {
  /// The number of states of all strategies together.
  private(set) var states: UInt64 = 0
  /// The largest probability that was not followed for a strategy; 0 if all was followed.
  private(set) var residual = 0.0
  /// A Boolean value that indicates whether finitely many delays stood for continuous ones.
  private(set) var isApproximate = false
  /// The lattices that stood for continuous latencies, one for each strategy that needs one.
  private(set) var lattices: [LatticePrecision] = []

  /// Adds up the states of all strategies.
  init(_ results: [StrategyResult]) {
    for result in results {
      guard case .exact(let count, let rest, let isRough) = result.method else { continue }
      states += UInt64(count)
      residual = max(residual, rest)
      isApproximate = isApproximate || isRough
      if let lattice = result.lattice { lattices.append(lattice) }
    }
  }

  /// The steps of the lattices, "5ms" or "2ms to 5ms"; `nil` without any.
  var steps: String? {
    let steps = lattices.map(\.step)
    guard let least = steps.min(), let most = steps.max() else { return nil }
    let text = DelayText.text(nanoseconds: least.nanoseconds)
    return least == most ? text : text + " to " + DelayText.text(nanoseconds: most.nanoseconds)
  }

  /// The error of the lattices in two sentences; `nil` without any.
  var latticeError: String? {
    guard let steps, let widest = lattices.map(\.widest).max() else { return nil }
    let enclosed = lattices.map { Set($0.enclosed) }.reduce(nil) { common, next in
      common?.intersection(next) ?? next
    }
    let names = lattices[0].enclosed.filter { enclosed?.contains($0) == true }.map(\.name)
    let difference = NumberText.significant(widest * 100, digits: 2)
    return
      "Latencies are rounded to a lattice of \(steps). Intervals reach from all delays rounded down to all rounded up, "
      + "which differ by up to \(difference)% of the writes. "
      + (names.isEmpty
        ? "No interval is sure to hold the true value of every strategy."
        : "Those of \(names.joined(separator: ", ")) hold the true value, which follows the delays.")
  }
}
