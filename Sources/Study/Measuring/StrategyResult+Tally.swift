import EndToEnd
import Statistics

extension StrategyResult {
  /// Creates the result of a strategy from a tally.
  ///
  /// Shares have the intervals of Clopper and Pearson, means that of the normal distribution, and
  /// quantiles that between two order statistics.
  ///
  /// - Precondition: the tally is not empty.
  public init(_ tally: Tally, of strategy: String, seed: UInt64, costs: Costs?) {
    let measurements = Measure.all.compactMap { measure in
      MeasureEstimate(measure, of: tally, costs: costs)
    }
    self.init(
      strategy: strategy, method: .sample(trials: tally.trials, seed: seed),
      measurements: measurements)
    for anomaly in OutcomeClass.anomalies {
      firstTrials[anomaly] = tally.firstTrial(of: anomaly)
    }
  }
}

extension MeasureEstimate {
  /// Creates the estimate of a measure from a tally; `nil` where the measure does not apply.
  fileprivate init?(_ measure: Measure, of tally: Tally, costs: Costs?) {
    if measure.needsPerson, !tally.hasPeople { return nil }
    switch measure.kind {
    case .share(let group):
      let count = tally.count(group)
      self.init(measure, ClopperPearson.interval(count: count, of: tally.trials), count: count)
    case .mean(.attempts):
      self.init(measure, tally.attemptMoments.mean(of: tally.trials))
    case .mean(.time):
      self.init(measure, tally.times.meanMilliseconds)
    case .mean(.cost):
      guard let costs else { return nil }
      self.init(measure, costs.mean(of: tally))
    case .mean(.count(let number)):
      self.init(measure, tally[number].mean(of: tally.trials))
    case .quantile(let quantile):
      self.init(measure, tally.times.milliseconds(atQuantile: quantile))
    case .maximum:
      self.init(measure, tally.mostRequestsEstimate)
    case .server:
      // One operation by itself meets no other.
      return nil
    }
  }
}
