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
  /// The difference of a measure between a strategy and the baseline, from the pairs of the same
  /// trials.
  ///
  /// Shares use the discordant pairs, and means the variance of the differences. Both are
  /// narrower than a comparison of two independent samples.
  fileprivate init(
    _ measure: Measure, of pair: PairTally, _ baseline: Tally, _ other: Tally, costs: Costs?,
    tail: Double
  ) {
    let trials = other.trials
    func mean(_ moments: DifferenceMoments, unit: Double = 1) -> Estimate {
      moments.mean(of: trials, unit: unit, tail: tail)
    }
    switch measure.kind {
    case .share(.keys(let isCounted)):
      let counts = pair.counts(where: isCounted)
      self.init(measure, PairedShare.difference(counts, of: trials, tail: tail), counts)
    case .mean(.attempts): self.init(measure, mean(pair.attempts))
    case .mean(.time): self.init(measure, mean(pair.times, unit: OutcomeNumber.time.unit))
    case .mean(.cost):
      guard let costs else { preconditionFailure("a cost was estimated, so there are prices") }
      self.init(measure, costs.difference(of: pair, trials: trials, tail: tail))
    case .mean(.count(let number)): self.init(measure, mean(pair[number]))
    case .quantile(let quantile):
      // The dependence of two quantiles of the same trials has no simple form: each gets half of the error.
      self.init(
        measure,
        other.times.milliseconds(atQuantile: quantile, tail: tail / 2)
          - baseline.times.milliseconds(atQuantile: quantile, tail: tail / 2))
    case .share(.attempts), .maximum, .server:
      preconditionFailure("\(measure) is not compared between strategies trial by trial")
    }
  }
}

extension Costs {
  /// The mean extra cost of the other strategy.
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

extension Comparison {
  /// The same results of whole runs, with their differences from the baseline.
  ///
  /// - Parameter counts: one for each result, in their order, of the same runs.
  func differing(from baseline: Int, counts: [LoadExperiment.StrategyCount]) -> Comparison {
    differing(from: baseline, isExact: false) { measure, other, tail in
      guard let index = Measure.all.firstIndex(of: measure),
        let one = results[baseline][measure]?.estimate.value,
        let another = results[other][measure]?.estimate.value
      else { preconditionFailure("only what both have is compared") }
      let runs = zip(counts[baseline].figures, counts[other].figures).compactMap {
        RatioDifference.Run($0.pairs[index], $1.pairs[index])
      }
      let estimate =
        measure.isShareOfOperations
        ? RunShareDifference.interval(runs, tail: tail)
        : RatioDifference.interval(runs, tail: tail)
      let shift = another - one - estimate.value
      return Difference(
        measure,
        Estimate(
          value: another - one, low: estimate.low + shift, high: estimate.high + shift))
    }
  }
}

extension RatioDifference.Run {
  fileprivate init?(_ one: RunFigures.Pair?, _ other: RunFigures.Pair?) {
    guard let one, let other else { return nil }
    self.init(
      baseline: (part: one.part, whole: one.whole), other: (part: other.part, whole: other.whole))
  }
}
