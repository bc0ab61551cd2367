import Simulation
import Statistics
import Study

/// The distribution of times of one strategy, or of several strategies whose operations take the same times.
struct TimeTail {
  /// Their names, in the order of the results.
  private(set) var strategies: [String]
  /// The times with their counts.
  let times: TimeHistogram
  /// A Boolean value that indicates whether operations are independent, so that a counted share
  /// has an interval.
  let areIndependent: Bool

  /// That of one strategy; `nil` if its times are not known.
  init?(_ result: StrategyResult) {
    guard let times = result.times, times.count > 0 else { return nil }
    strategies = [result.strategy]
    self.times = times
    areIndependent = result.method.runs == nil
  }

  /// Those of all results whose times are known.
  static func all(of results: [StrategyResult]) -> [TimeTail] {
    results.reduce(into: []) { tails, result in
      guard let tail = TimeTail(result) else { return }
      if let same = tails.firstIndex(where: { $0.times == tail.times }) {
        tails[same].strategies.append(result.strategy)
      } else {
        tails.append(tail)
      }
    }
  }

  /// The share of the operations that take longer than a bound.
  func share(longerThan bound: Delay) -> EstimateText {
    let count = times.count(longerThan: bound)
    let text = EstimateText(Share(count: count, of: times.count))
    return areIndependent ? text : EstimateText(value: text.value, interval: "")
  }
}
