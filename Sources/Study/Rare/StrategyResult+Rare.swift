import EndToEnd
import Simulation
import Statistics

extension StrategyResult {
  /// What weighted operations say about a strategy.
  ///
  /// - Precondition: the tally is not empty.
  init(_ tally: WeightedTally, of strategy: String, seed: UInt64) {
    self.init(WeightedTallies(sum: tally, runs: nil), of: strategy, seed: seed)
  }

  /// What weighted operations of some runs say about a strategy.
  ///
  /// - Parameters:
  ///   - tally: that of all runs together.
  ///   - runs: what the intervals need of each run.
  /// - Returns: `nil` if no operation was measured.
  init?(_ tally: WeightedTally, runs: [WeightedRun], of strategy: String, seed: UInt64) {
    guard tally.trials > 0 else { return nil }
    self.init(WeightedTallies(sum: tally, runs: runs), of: strategy, seed: seed)
  }

  private init(_ tallies: WeightedTallies, of strategy: String, seed: UInt64) {
    let sum = tallies.sum
    let method = RareMethod(
      trials: sum.trials, plainTrials: sum.plainTrials, runs: tallies.runs.map { UInt64($0.count) },
      seed: seed, meanWeight: tallies.meanWeight)
    self.init(
      strategy: strategy, method: .rare(method),
      measurements: Measure.all.compactMap { MeasureEstimate($0, of: tallies) })
  }

  /// The classes of outcome whose share is in doubt, though some operations belong to them and some do
  /// not.
  public var classesInDoubt: [OutcomeClass] {
    guard case .rare(let method) = method else { return [] }
    return OutcomeClass.allCases.filter { outcomeClass in
      guard let measurement = self[.share(outcomeClass)], let count = measurement.count else {
        return false
      }
      return 0 < count && count < method.trials && measurement.diagnosis?.isInDoubt == true
    }
  }
}

/// What is known of one strategy: everything together, and of each run where operations met.
private struct WeightedTallies {
  let sum: WeightedTally
  let runs: [WeightedRun]?

  var meanWeight: Estimate { mean(of: .weight) }

  /// A share, by those that have something in common or by the others, whichever are rarer: 1 is the sum
  /// of both, and of what is rare small errors are known.
  func share(_ measure: Measure, _ part: WeightedPart) -> MeasureEstimate {
    let (those, others) = sum.count(part)
    let isRare = those.sum <= others.sum
    let rarer = isRare ? those : others
    var estimate = rarer.share(of: sum.trialsOfTilts)
    if rarer.sum > 0 { estimate = widened(estimate) { $0.sum(of: part, isOthers: !isRare) } }
    let (low, high) = (max(estimate.low, 0), min(estimate.high, 1))
    return MeasureEstimate(
      measure,
      isRare
        ? Estimate(value: estimate.value, low: low, high: high)
        : Estimate(value: 1 - estimate.value, low: 1 - high, high: 1 - low),
      count: those.count, diagnosis: rarer.diagnosis)
  }

  /// A mean, by the way from a centre.
  func mean(
    _ measure: Measure, of number: WeightedNumber, around centre: Double, unit: Double = 1
  ) -> MeasureEstimate {
    let deviation = mean(of: number)
    return MeasureEstimate(
      measure,
      Estimate(
        value: (centre + deviation.value) * unit, low: (centre + deviation.low) * unit,
        high: (centre + deviation.high) * unit))
  }

  private func mean(of number: WeightedNumber) -> Estimate {
    widened(sum[number].mean(of: sum.trialsOfTilts)) { $0.sums[number.rawValue] }
  }

  /// An interval that is no shorter than the spread between runs says: the operations of one run depend
  /// on each other, and so do the courses from one beginning.
  private func widened(
    _ estimate: Estimate, _ part: (WeightedRun) -> Double
  ) -> Estimate {
    guard let runs else { return estimate }
    let spread = RatioInterval.interval(runs.map { (part($0), $0.trials) })
    return Estimate(
      value: estimate.value, low: min(estimate.low, spread.low),
      high: max(estimate.high, spread.high))
  }
}

extension MeasureEstimate {
  /// What weighted operations say about a measure; `nil` where it does not apply.
  fileprivate init?(_ measure: Measure, of tallies: WeightedTallies) {
    func share(where isCounted: @escaping (OutcomeKey) -> Bool) -> MeasureEstimate {
      tallies.share(measure, .cells(isCounted))
    }
    let sum = tallies.sum
    let centre = sum.centre
    switch measure {
    case .share(let outcomeClass): self = share { $0.belongs(to: outcomeClass) }
    case .joint(let belief, let copies):
      self = share { $0.belief == belief && $0.copies == copies }
    case .evidence(let evidence): self = share { $0.needsEvidence && $0.evidence == evidence }
    case .attempts(let number): self = tallies.share(measure, .attempts(number))
    case .attemptsMean: self = tallies.mean(measure, of: .attempts, around: centre.attempts)
    case .copiesMean: self = tallies.mean(measure, of: .copies, around: centre.copies)
    case .requestsMean: self = tallies.mean(measure, of: .requests, around: centre.requests)
    case .requestsMax:
      let most = Double(sum.mostRequests)
      self.init(measure, Estimate(value: most, low: most, high: .infinity))
    case .timeMean: self = tallies.mean(measure, of: .time, around: centre.time, unit: 1e-6)
    case .timeMedian, .timePercentile99:
      // Those of the plain trials: a quantile is nothing rare, and these have exact intervals, unless
      // they depend on each other.
      guard tallies.runs == nil, sum.plainTrials > 0 else { return nil }
      let quantile = measure == .timeMedian ? 0.5 : 0.99
      self.init(measure, sum.plainTimes.milliseconds(atQuantile: quantile))
    case .costMean:
      guard centre.prices != nil else { return nil }
      self = tallies.mean(measure, of: .cost, around: centre.cost)
    case .goodput, .queueMean, .waitMean, .utilization, .turnedAway:
      // Some operations say nothing about what all together do to the server.
      return nil
    case .duplicateByRetry, .duplicateByResubmission, .support, .submissionsMean:
      guard sum.hasPeople else { return nil }
      switch measure {
      case .duplicateByRetry:
        self = share { $0.belongs(to: .duplicate) && !$0.isByResubmission }
      case .duplicateByResubmission: self = share { $0.isByResubmission }
      case .support: self = share { $0.asksSupport }
      default:
        self = tallies.mean(measure, of: .submissions, around: centre.submissions)
      }
    }
  }
}

extension WeightedCount {
  /// The share of all operations that these are.
  ///
  /// Where none was seen, only the plain trials bound it: how often a tilt would have shown what it was
  /// not made for, nobody knows.
  func share(of trials: TrialsOfTilts) -> Estimate {
    guard sum > 0 else {
      let plainTrials = trials[0]
      return plainTrials > 0
        ? ClopperPearson.interval(count: 0, of: plainTrials)
        : Estimate(value: 0, low: 0, high: 1)
    }
    let (sum, variance) = relative(to: trials)
    let estimate = GammaInterval.interval(
      sum: sum, variance: variance, largest: largest, of: trials.wrappedSum())
    return Estimate(
      value: min(estimate.value, 1), low: min(estimate.low, 1), high: min(estimate.high, 1))
  }
}
