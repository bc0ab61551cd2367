import EndToEnd
import Statistics

extension Comparison {
  /// The same results of trials that were counted, with their differences from the baseline.
  ///
  /// - Parameters:
  ///   - tallies: one for each result, in their order.
  ///   - pairs: the same, of each with the baseline.
  func differing(from baseline: Int, tallies: [Tally], pairs: [PairTally]) -> Comparison {
    differing(from: baseline, isExact: false) { measure, other, tail in
      Difference(
        measure, of: pairs[other], tallies[baseline], tallies[other], costs: model.costs,
        tail: tail)
    }
  }
}

extension Difference {
  fileprivate init(
    _ measure: Measure, of pair: PairTally, _ baseline: Tally, _ other: Tally, costs: Costs?,
    tail: Double
  ) {
    let trials = other.trials
    func mean(_ moments: DifferenceMoments, unit: Double = 1) -> Estimate {
      moments.mean(of: trials, unit: unit, tail: tail)
    }
    func quantile(_ quantile: Double) -> Estimate {
      // Two quantiles of the same trials hang together in no simple way: each has half of the error.
      other.times.milliseconds(atQuantile: quantile, tail: tail / 2)
        - baseline.times.milliseconds(atQuantile: quantile, tail: tail / 2)
    }
    switch measure {
    case .share, .duplicateByRetry, .duplicateByResubmission, .support:
      let counts = pair.counts { $0.has(measure) }
      self.init(measure, PairedShare.difference(counts, of: trials, tail: tail), counts)
    case .attemptsMean: self.init(measure, mean(pair.attempts))
    case .copiesMean: self.init(measure, mean(pair.copies))
    case .requestsMean: self.init(measure, mean(pair.requests))
    case .submissionsMean: self.init(measure, mean(pair.submissions))
    case .timeMean: self.init(measure, mean(pair.times, unit: 1e-6))
    case .timeMedian: self.init(measure, quantile(0.5))
    case .timePercentile99: self.init(measure, quantile(0.99))
    case .costMean:
      guard let costs else { preconditionFailure("a cost was estimated, so there are prices") }
      self.init(measure, costs.difference(of: pair, trials: trials, tail: tail))
    case .joint, .evidence, .attempts, .requestsMax, .goodput, .queueMean, .waitMean,
      .utilization, .turnedAway:
      preconditionFailure("\(measure) is not compared between strategies trial by trial")
    }
  }
}

extension OutcomeKey {
  /// Whether it counts towards a share.
  fileprivate func has(_ measure: Measure) -> Bool {
    switch measure {
    case .share(let outcomeClass): belongs(to: outcomeClass)
    case .duplicateByRetry: belongs(to: .duplicate) && !isByResubmission
    case .duplicateByResubmission: isByResubmission
    case .support: asksSupport
    default: false
    }
  }
}

extension Costs {
  /// How much more the other strategy costs in the mean.
  fileprivate func difference(of pair: PairTally, trials: UInt64, tail: Double) -> Estimate {
    let cells = pair.sortedCells
    func added(_ place: PairTally.Place) -> Double {
      price(of: OutcomeKey(index: place.other)) - price(of: OutcomeKey(index: place.baseline))
    }
    var sum = 0.0
    for (place, cell) in cells {
      sum += added(place) * Double(cell.count) + attempt * Double(cell.attempts.sum)
    }
    let mean = sum / Double(trials)
    var squares = 0.0
    for (place, cell) in cells {
      // Σ (price + attempt · a − mean)², with the mean taken off first: nothing cancels.
      let rest = added(place) - mean
      squares += rest * rest * Double(cell.count)
      squares += 2 * rest * attempt * Double(cell.attempts.sum)
      squares += attempt * attempt * Double(cell.attempts.sumOfSquares)
    }
    return MeanInterval.interval(
      mean: mean, squaredDeviations: squares, count: trials, tail: tail)
  }
}
