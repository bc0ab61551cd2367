import EndToEnd
import Simulation
import Statistics

extension StrategyResult {
  /// The result of a strategy from weighted operations.
  ///
  /// - Precondition: the tally is not empty.
  init(_ tally: WeightedTally, of strategy: String, seed: UInt64) {
    self.init(WeightedTallies(sum: tally, runs: nil), of: strategy, seed: seed)
  }

  /// The result of a strategy from weighted operations of some runs.
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

/// The tallies of one strategy: all together, and one for each run where operations met.
private struct WeightedTallies {
  let sum: WeightedTally
  let runs: [WeightedRun]?

  var meanWeight: Estimate {
    widened(sum.weights.mean(of: sum.trialsByComponent)) { $0.weights }
  }

  /// A share, estimated from the group or from its complement, whichever is rarer: both together are 1, and of a
  /// rare event small errors are known.
  func share(_ measure: Measure, of group: OutcomeGroup) -> MeasureEstimate {
    let (those, others) = sum.count(group)
    let isRare = those.sum <= others.sum
    let rarer = isRare ? those : others
    var estimate = rarer.share(of: sum.trialsByComponent)
    if rarer.sum > 0 { estimate = widened(estimate) { $0.sum(of: group, isOthers: !isRare) } }
    let (low, high) = (max(estimate.low, 0), min(estimate.high, 1))
    return MeasureEstimate(
      measure,
      isRare
        ? Estimate(value: estimate.value, low: low, high: high)
        : Estimate(value: 1 - estimate.value, low: 1 - high, high: 1 - low),
      count: those.count, diagnosis: rarer.diagnosis)
  }

  /// A mean: the center plus the weighted mean of the deviations from it.
  func mean(_ measure: Measure, of number: OutcomeNumber) -> MeasureEstimate {
    let deviation = widened(sum[number].mean(of: sum.trialsByComponent)) { $0.sums[number.index] }
    let (center, unit) = (sum.center[number], number.unit)
    return MeasureEstimate(
      measure,
      Estimate(
        value: (center + deviation.value) * unit, low: (center + deviation.low) * unit,
        high: (center + deviation.high) * unit))
  }

  /// An interval that is no shorter than the spread between runs says: the operations of one run depend
  /// on each other, and so do the paths from one beginning.
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
  /// Creates the estimate of a measure from weighted operations; `nil` where the measure does not apply.
  fileprivate init?(_ measure: Measure, of tallies: WeightedTallies) {
    let sum = tallies.sum
    if measure.needsPerson, !sum.hasPeople { return nil }
    switch measure.kind {
    case .share(let group): self = tallies.share(measure, of: group)
    case .mean(let number):
      if number == .cost, sum.center.prices == nil { return nil }
      self = tallies.mean(measure, of: number)
    case .quantile(let quantile):
      // Those of the plain trials: a quantile is nothing rare, and these have exact intervals, unless they
      // depend on each other.
      guard tallies.runs == nil, sum.plainTrials > 0 else { return nil }
      self.init(measure, sum.plainTimes.milliseconds(atQuantile: quantile))
    case .maximum:
      let most = Double(sum.mostRequests)
      self.init(measure, Estimate(value: most, low: most, high: .infinity))
    case .server:
      // Some operations say nothing about what all together do to the server.
      return nil
    }
  }
}

extension WeightedCount {
  /// The share of all operations that these are.
  ///
  /// Where none was seen, only the plain trials bound it: how often a bias would have shown what it was
  /// not made for, is not known.
  func share(of trials: TrialsByComponent) -> Estimate {
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
