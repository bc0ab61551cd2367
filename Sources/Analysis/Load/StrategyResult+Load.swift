import EndToEnd

extension StrategyResult {
  /// What some runs say about a strategy.
  ///
  /// - Precondition: at least one operation was measured.
  init(_ count: LoadExperiment.StrategyCount, of strategy: String, seed: UInt64, costs: Costs?) {
    let tally = count.tally
    let measurements = Measure.all.enumerated().compactMap { index, measure in
      Measurement(
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

extension Measurement {
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
    var estimate = RatioInterval.interval(pairs)
    switch measure {
    case .timeMedian: estimate = estimate.moved(to: tally.times.milliseconds(atQuantile: 0.5).value)
    case .timePercentile99:
      estimate = estimate.moved(to: tally.times.milliseconds(atQuantile: 0.99).value)
    default: break
    }
    guard measure.unit == "probability" else {
      let low = measure == .costMean ? estimate.low : max(estimate.low, 0)
      self.init(measure, Estimate(value: estimate.value, low: low, high: estimate.high))
      return
    }
    self.init(
      measure, share: estimate,
      count: measure.isShareOfOperations ? pairs.reduce(0) { $0 + UInt64($1.part) } : 0,
      isOfOperations: measure.isShareOfOperations, operations: tally.trials)
  }

  /// A share, in 0 ... 1. Where nothing was seen, or nothing else, runs do not differ, and that must
  /// not look like certainty.
  private init(
    _ measure: Measure, share: Estimate, count: UInt64, isOfOperations: Bool, operations: UInt64
  ) {
    var low = max(share.low, 0)
    var high = min(share.high, 1)
    if isOfOperations {
      let exact = ClopperPearson.interval(count: count, of: operations)
      low = min(low, exact.low)
      high = max(high, exact.high)
    }
    self.init(
      measure, Estimate(value: share.value, low: low, high: high),
      count: isOfOperations ? count : nil)
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
}
