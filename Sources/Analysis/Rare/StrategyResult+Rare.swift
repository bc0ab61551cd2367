import EndToEnd
import Simulation

extension StrategyResult {
  /// What weighted operations say about a strategy.
  ///
  /// - Precondition: the tally is not empty.
  init(_ tally: WeightedTally, of strategy: String, seed: UInt64) {
    let all = tally.all
    let n = Double(tally.trials)
    let mean = all.sum / n
    let squares = all.relative.squares * all.largest * all.largest
    let method = RareMethod(
      trials: tally.trials, plainTrials: tally.plainTrials, runs: nil, seed: seed,
      meanWeight: MeanInterval.interval(
        mean: mean, squaredDeviations: squares - n * mean * mean, count: tally.trials))
    self.init(
      strategy: strategy, method: .rare(method),
      measurements: Measure.all.compactMap { Measurement($0, of: tally) })
  }

  /// The classes of outcome whose share is in doubt, though it was seen.
  public var classesInDoubt: [OutcomeClass] {
    OutcomeClass.allCases.filter { outcomeClass in
      guard let measurement = self[.share(outcomeClass)], measurement.count != 0 else {
        return false
      }
      return measurement.diagnosis?.isInDoubt ?? false
    }
  }
}

extension Measurement {
  /// What weighted operations say about a measure; `nil` where it does not apply.
  fileprivate init?(_ measure: Measure, of tally: WeightedTally) {
    func share(where isCounted: (CellKind) -> Bool) -> Measurement {
      Measurement(measure, tally.count(where: isCounted), of: tally)
    }
    func mean(_ sum: WeightedSum, around centre: Double) -> Measurement {
      Measurement(measure, sum.mean(around: centre, of: tally.trials))
    }
    let centre = tally.centre
    switch measure {
    case .share(let outcomeClass): self = share { $0.belongs(to: outcomeClass) }
    case .joint(let belief, let copies):
      self = share { $0.belief == belief && $0.copies == copies }
    case .evidence(let evidence): self = share { $0.needsEvidence && $0.evidence == evidence }
    case .attempts(let number): self.init(measure, tally.count(attempts: number), of: tally)
    case .attemptsMean: self = mean(tally.attemptsSum, around: centre.attempts)
    case .copiesMean: self = mean(tally.copiesSum, around: centre.copies)
    case .requestsMean: self = mean(tally.requestsSum, around: centre.requests)
    case .requestsMax:
      let most = Double(tally.mostRequests)
      self.init(measure, Estimate(value: most, low: most, high: .infinity))
    case .timeMean:
      let estimate = tally.timeSum.mean(around: centre.time, of: tally.trials)
      self.init(
        measure,
        Estimate(
          value: estimate.value / 1e6, low: estimate.low / 1e6, high: estimate.high / 1e6))
    case .timeMedian, .timePercentile99:
      guard tally.plainTrials > 0 else { return nil }
      // Those of the plain trials: a quantile is nothing rare, and these have exact intervals.
      let quantile = measure == .timeMedian ? 0.5 : 0.99
      self.init(measure, tally.plainTimes.milliseconds(atQuantile: quantile))
    case .costMean:
      guard centre.prices != nil else { return nil }
      self = mean(tally.costSum, around: centre.cost)
    case .goodput, .queueMean, .waitMean, .utilization, .turnedAway:
      // One operation says nothing about what all together do to the server.
      return nil
    case .duplicateByRetry, .duplicateByResubmission, .support, .submissionsMean:
      guard tally.hasPeople else { return nil }
      switch measure {
      case .duplicateByRetry:
        self = share { $0.belongs(to: .duplicate) && !$0.isByResubmission }
      case .duplicateByResubmission: self = share { $0.isByResubmission }
      case .support: self = share { $0.asksSupport }
      default: self = mean(tally.submissionsSum, around: centre.submissions)
      }
    }
  }

  /// A share, by those that have something in common or by the others, whichever are rarer: 1 is the sum
  /// of both, and of what is rare small errors are known.
  private init(
    _ measure: Measure, _ count: (those: WeightedCount, others: WeightedCount),
    of tally: WeightedTally
  ) {
    let isRare = count.those.sum <= count.others.sum
    let rarer = isRare ? count.those : count.others
    let estimate = rarer.share(of: tally.trials, plainTrials: tally.plainTrials)
    self.init(
      measure,
      isRare
        ? estimate
        : Estimate(value: 1 - estimate.value, low: 1 - estimate.high, high: 1 - estimate.low),
      count: count.those.count, diagnosis: rarer.diagnosis)
  }
}

extension WeightedCount {
  /// The share of all operations that these are.
  ///
  /// Where none was seen, only the plain trials bound it: how often a tilt would have shown what it was
  /// not made for, nobody knows.
  func share(of trials: UInt64, plainTrials: UInt64) -> Estimate {
    guard sum > 0 else {
      return plainTrials > 0
        ? ClopperPearson.interval(count: 0, of: plainTrials)
        : Estimate(value: 0, low: 0, high: 1)
    }
    let estimate = GammaInterval.interval(
      sum: relative.sum, squares: relative.squares, largest: largest, of: trials)
    return Estimate(
      value: min(estimate.value, 1), low: min(estimate.low, 1), high: min(estimate.high, 1))
  }
}
