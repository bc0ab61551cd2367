import EndToEnd
import Statistics

extension StrategyResult {
  /// Creates the result of a strategy from some runs.
  ///
  /// - Precondition: at least one operation was measured.
  init(_ count: LoadExperiment.StrategyCount, of strategy: String, seed: UInt64, costs: Costs?) {
    let tally = count.tally
    let measurements = Measure.all.enumerated().compactMap { index, measure in
      MeasureEstimate(
        measure, runs: count.figures.map { $0.pairs[index] }, of: tally, costs: costs)
    }
    self.init(
      strategy: strategy,
      method: .load(runs: UInt64(count.figures.count), operations: tally.trials, seed: seed),
      measurements: measurements)
    series = count.series
  }
}

extension Comparison {
  /// Creates the comparison of strategies that were counted in runs of many clients.
  ///
  /// - Precondition: each strategy has measured an operation.
  public init(_ model: Model, _ count: LoadExperiment.Count, of experiment: LoadExperiment) {
    let results = zip(experiment.strategies, count.strategies).map { strategy, count in
      StrategyResult(count, of: strategy.name, seed: experiment.seed, costs: model.costs)
    }
    self.init(model, results: results)
    if let baseline = experiment.baseline {
      self = differing(from: baseline, counts: count.strategies)
    }
  }
}

extension LoadExperiment.Count {
  /// A Boolean value that indicates whether every strategy has measured an operation, so that there is something to
  /// report.
  public var hasOperations: Bool { strategies.allSatisfy { $0.tally.trials > 0 } }
}

extension MeasureEstimate {
  /// Creates the estimate of a measure from runs; `nil` where the measure does not apply.
  fileprivate init?(
    _ measure: Measure, runs: [RunFigures.Pair?], of tally: Tally, costs: Costs?
  ) {
    if case .maximum = measure.kind {
      self.init(measure, tally.mostRequestsEstimate)
      return
    }
    let pairs = runs.compactMap { $0 }.map { (part: $0.part, whole: $0.whole) }
    guard pairs.reduce(0, { $0 + $1.whole }) > 0 else { return nil }
    switch measure.kind {
    case .share:
      self.init(
        measure, KornGraubard.interval(pairs), count: pairs.reduce(0) { $0 + UInt64($1.part) })
    case .quantile(let quantile):
      let value = tally.times.milliseconds(atQuantile: quantile).value
      let estimate = RatioInterval.interval(pairs)
      self.init(measure, estimate.moved(to: value).within(0...(.infinity)))
    case .mean(.cost):
      // Prices may be negative.
      self.init(measure, RatioInterval.interval(pairs))
    case .mean, .server, .maximum:
      let most = measure.isProbability ? 1 : Double.infinity
      self.init(measure, RatioInterval.interval(pairs).within(0...most))
    }
  }
}

extension Estimate {
  /// The same interval around another value.
  fileprivate func moved(to other: Double) -> Estimate {
    Estimate(value: other, low: low + (other - value), high: high + (other - value))
  }

  /// The same estimate with an interval that ends at the bounds of the quantity.
  fileprivate func within(_ bounds: ClosedRange<Double>) -> Estimate {
    Estimate(
      value: value, low: max(low, bounds.lowerBound), high: min(high, bounds.upperBound))
  }
}
