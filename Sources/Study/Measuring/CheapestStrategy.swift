import EndToEnd
import Simulation
import Statistics

/// The strategy that costs the least, the difference to the next, and its certainty.
///
/// A cost is the sum of shares and of the mean number of attempts, each at its price. The interval of the cost combines
/// Bonferroni-corrected intervals of all of these, of all strategies, so that all hold at once with 95 %. So it holds
/// for any dependence between strategies, for the pair that turned out to be the cheapest as for any other, and for
/// outcomes that were never observed, which count at the upper bound of Clopper and Pearson. Only the attempts have the
/// interval of the normal distribution.
public struct CheapestStrategy: Hashable, Sendable {
  /// The name of the strategy with the smallest mean cost; the first in the model, if several have it.
  public let strategy: String
  /// The name of the strategy with the smallest mean cost but that.
  public let next: String
  /// The additional cost of an operation under `next`.
  public let saving: Estimate
  /// The strategies, in the model's order, that may in truth cost as little or less.
  public let rivals: [String]
  /// A Boolean value that indicates whether the costs are exact, and not estimated.
  public let isExact: Bool

  /// - Returns: `nil` if the model has no price but 0, or if there are fewer than two strategies.
  public init?(_ comparison: Comparison) {
    guard let costs = comparison.model.costs, costs != Costs(), comparison.results.count >= 2
    else { return nil }
    var candidates: [Candidate] = []
    for strategy in comparison.model.strategies {
      for result in comparison.results where result.strategy == strategy.name {
        guard let cost = costs.bounds(of: result, among: comparison.results.count) else {
          return nil
        }
        candidates.append(Candidate(strategy: strategy.name, index: candidates.count, cost: cost))
      }
    }
    let order = candidates.sorted { ($0.cost.value, $0.index) < ($1.cost.value, $1.index) }
    guard order.count >= 2 else { return nil }
    let (first, second) = (order[0], order[1])
    strategy = first.strategy
    next = second.strategy
    saving = Estimate(
      value: second.cost.value - first.cost.value,
      low: second.cost.low - first.cost.high,
      high: second.cost.high - first.cost.low)
    rivals = candidates.filter { $0.index != first.index && $0.cost.low <= first.cost.high }
      .map { $0.strategy }
    isExact = comparison.results.allSatisfy { result in
      if case .exact = result.method { true } else { false }
    }
  }

  private struct Candidate {
    let strategy: String
    let index: Int
    let cost: Estimate
  }
}

extension Costs {
  /// Returns the mean cost, with an interval that holds together with those of all strategies.
  fileprivate func bounds(of result: StrategyResult, among strategies: Int) -> Estimate? {
    guard let mean = result[.costMean] else { return nil }
    let priced = OutcomeClass.allCases.filter { classes[$0, default: 0] != 0 }
    let shares =
      priced.map { (measure: Measure.share($0), price: classes[$0, default: 0]) }
      + (support == 0 ? [] : [(measure: Measure.support, price: support)])
    let parts = shares.count + (attempt == 0 ? 0 : 1)
    let tail = 0.025 / Double(max(parts, 1) * strategies)
    var low = 0.0
    var high = 0.0
    func add(_ estimate: Estimate, at price: Double) {
      // A negative price is an income: the more of it, the less the cost.
      low += price * (price < 0 ? estimate.high : estimate.low)
      high += price * (price < 0 ? estimate.low : estimate.high)
    }
    for (measure, price) in shares {
      // Without a person there are no calls to support.
      guard let share = result[measure] else {
        if measure == .support { continue }
        return nil
      }
      var estimate = share.estimate
      switch result.method {
      case .sample(let trials, _):
        if let count = share.count {
          estimate = ClopperPearson.interval(count: count, of: trials, tail: tail)
        }
      case .load(let runs, _, _):
        estimate = estimate.widened(to: tail, runs: runs)
      case .rare:
        estimate = estimate.widened(to: tail)
      case .exact:
        break
      }
      add(estimate, at: price)
    }
    if attempt != 0 {
      guard let attempts = result[.attemptsMean]?.estimate else { return nil }
      var margin = attempts.high - attempts.value
      switch result.method {
      case .sample, .rare:
        margin = attempts.widened(to: tail).high - attempts.value
      case .load(let runs, _, _):
        margin = attempts.widened(to: tail, runs: runs).high - attempts.value
      case .exact:
        break
      }
      add(
        Estimate(
          value: attempts.value, low: attempts.value - margin, high: attempts.value + margin),
        at: attempt)
    }
    return Estimate(value: mean.estimate.value, low: low, high: high)
  }
}

extension Estimate {
  /// Returns the 95 % interval from some runs, widened to a smaller tail at each end.
  fileprivate func widened(to tail: Double, runs: UInt64) -> Estimate {
    guard runs > 1 else { return Estimate(value: value, low: -.infinity, high: .infinity) }
    let degrees = Double(runs - 1)
    return widened(
      by: StudentT.quantile(tail: tail, degrees: degrees)
        / StudentT.quantile(tail: 0.025, degrees: degrees))
  }

  /// Returns the normal 95 % interval, widened to a smaller tail at each end.
  fileprivate func widened(to tail: Double) -> Estimate {
    widened(by: Elementary.normalQuantile(tail) / Elementary.normalQuantile(0.025))
  }

  /// The interval stretched around its value, for several comparisons at once.
  private func widened(by factor: Double) -> Estimate {
    Estimate(
      value: value, low: value - factor * (value - low), high: value + factor * (high - value))
  }
}
