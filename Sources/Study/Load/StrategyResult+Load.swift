import EndToEnd
import Statistics

extension StrategyResult {
  /// What some runs say about a strategy.
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
  /// What was counted in runs of many clients, as results.
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
  /// Whether every strategy has measured an operation, so that there is something to report.
  public var hasOperations: Bool { strategies.allSatisfy { $0.tally.trials > 0 } }
}

extension MeasureEstimate {
  /// What runs say about a measure; `nil` where it does not apply.
  fileprivate init?(
    _ measure: Measure, runs: [RunFigures.Pair?], of tally: Tally, costs: Costs?
  ) {
    if measure == .requestsMax {
      self.init(measure, tally.mostRequestsEstimate)
      return
    }
    let pairs = runs.compactMap { $0 }.map { (part: $0.part, whole: $0.whole) }
    guard pairs.reduce(0, { $0 + $1.whole }) > 0 else { return nil }
    if measure.isShareOfOperations {
      self.init(
        measure, KornGraubard.interval(pairs), count: pairs.reduce(0) { $0 + UInt64($1.part) })
      return
    }
    let estimate = RatioInterval.interval(pairs)
    switch measure {
    case .timeMedian, .timePercentile99:
      let quantile = measure == .timeMedian ? 0.5 : 0.99
      let value = tally.times.milliseconds(atQuantile: quantile).value
      self.init(measure, estimate.moved(to: value).within(0...(.infinity)))
    case .costMean: self.init(measure, estimate)
    default:
      let most = measure.unit == "probability" ? 1 : Double.infinity
      self.init(measure, estimate.within(0...most))
    }
  }
}

extension Measure {
  /// Whether it is the share of the operations that something is true of.
  var isShareOfOperations: Bool {
    switch self {
    case .share, .joint, .evidence, .attempts, .duplicateByRetry, .duplicateByResubmission,
      .support:
      true
    default: false
    }
  }
}

extension Estimate {
  /// The same interval around another value.
  fileprivate func moved(to other: Double) -> Estimate {
    Estimate(value: other, low: low + (other - value), high: high + (other - value))
  }

  /// No end of the interval lies outside of what there can be.
  fileprivate func within(_ bounds: ClosedRange<Double>) -> Estimate {
    Estimate(
      value: value, low: max(low, bounds.lowerBound), high: min(high, bounds.upperBound))
  }
}
