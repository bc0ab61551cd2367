import EndToEnd
import Statistics

extension StrategyResult {
  /// What a tally says about a strategy.
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
  }
}

extension MeasureEstimate {
  /// What a tally says about a measure; `nil` where it does not apply.
  fileprivate init?(_ measure: Measure, of tally: Tally, costs: Costs?) {
    switch measure {
    case .share(let outcomeClass):
      self.init(measure, share: tally.count(outcomeClass), of: tally.trials)
    case .joint(let belief, let copies):
      self.init(measure, share: tally.count(belief, copies: copies), of: tally.trials)
    case .evidence(let evidence):
      self.init(measure, share: tally.count(evidence), of: tally.trials)
    case .attempts(let number):
      self.init(measure, share: tally.attempts[number], of: tally.trials)
    case .attemptsMean:
      self.init(measure, tally.attemptMoments.mean(of: tally.trials))
    case .copiesMean:
      self.init(measure, tally.copies.mean(of: tally.trials))
    case .timeMean:
      self.init(measure, tally.times.meanMilliseconds)
    case .timeMedian:
      self.init(measure, tally.times.milliseconds(atQuantile: 0.5))
    case .timePercentile99:
      self.init(measure, tally.times.milliseconds(atQuantile: 0.99))
    case .costMean:
      guard let costs else { return nil }
      self.init(measure, costs.mean(of: tally))
    case .requestsMean:
      self.init(measure, tally.requests.mean(of: tally.trials))
    case .requestsMax:
      self.init(measure, tally.mostRequestsEstimate)
    case .goodput, .queueMean, .waitMean, .utilization, .turnedAway:
      // One operation by itself meets no other.
      return nil
    case .duplicateByRetry, .duplicateByResubmission, .support:
      guard let count = tally.countOfPeople(measure) else { return nil }
      self.init(measure, share: count, of: tally.trials)
    case .submissionsMean:
      guard tally.hasPeople else { return nil }
      self.init(measure, tally.submissions.mean(of: tally.trials))
    }
  }

  private init(_ measure: Measure, share count: UInt64, of trials: UInt64) {
    self.init(measure, ClopperPearson.interval(count: count, of: trials), count: count)
  }
}
