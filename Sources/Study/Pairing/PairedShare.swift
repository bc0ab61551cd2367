import Statistics

/// The interval of the difference of two probabilities from trials that are paired.
///
/// The difference is the probability that something comes about under the other strategy alone, less that
/// under the baseline alone. Trials in which both strategies do the same cost nothing: that is what pairing
/// saves.
///
/// Each of the two probabilities has the interval of Clopper and Pearson, which is right for counts of 0
/// too, and the two are put together by squares (`SquareAndAdd`). From 16 trials on that covers the
/// difference in 95 % or more of all cases, at every point of a grid of probabilities.
public enum PairedShare {
  /// The other's share less the baseline's.
  ///
  /// - Parameters:
  ///   - trials: at least 1, and no fewer than are in `concordance`.
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  public static func difference(
    _ concordance: PairedCounts, of trials: UInt64, tail: Double = 0.025
  ) -> Estimate {
    let caused = ClopperPearson.interval(count: concordance.onlyOther, of: trials, tail: tail)
    let avoided = ClopperPearson.interval(count: concordance.onlyBaseline, of: trials, tail: tail)
    // Where one count is larger, the other has less room: multinomial counts.
    let odds = caused.value / (1 - caused.value) * avoided.value / (1 - avoided.value)
    let correlation = odds < 1 ? -odds.squareRoot() : -1
    return SquareAndAdd.difference(caused, less: avoided, correlation: correlation)
  }
}

/// The interval of the difference of two shares of operations from runs on common random numbers.
///
/// In each run the other strategy has more of them than the baseline, or fewer: what it causes, and what it
/// avoids. Each of the two has the interval of Korn and Graubard over all runs, and they are put together by
/// squares, with their correlation between runs. So runs in which both fare alike cost nothing, what comes in
/// few runs has an interval that reaches far enough, and what no run has shown is not certain. Never narrower
/// than by Student's t (`RatioDifference`), which knows how the two hang together if both come about often.
enum RunShareDifference {
  /// The other's share less the baseline's.
  ///
  /// - Parameters:
  ///   - runs: counts, as whole numbers; the wholes of each of both must not all be 0.
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  static func interval(_ runs: [RatioDifference.Run], tail: Double) -> Estimate {
    let spread = RatioDifference.interval(runs, tail: tail)
    guard runs.count > 1 else { return spread }
    let baselineTrials = runs.reduce(0) { $0 + $1.baseline.whole }
    let otherTrials = runs.reduce(0) { $0 + $1.other.whole }
    // As if both had as many trials as the one that has fewer.
    let trials = min(baselineTrials, otherTrials)
    var caused: [(part: Double, whole: Double)] = []
    var avoided: [(part: Double, whole: Double)] = []
    for run in runs {
      let more = trials * (run.other.part / otherTrials - run.baseline.part / baselineTrials)
      let whole =
        trials * (run.other.whole / otherTrials + run.baseline.whole / baselineTrials) / 2
      caused.append((max(more, 0), whole))
      avoided.append((max(-more, 0), whole))
    }
    let (causes, avoids) = (Ratio(caused), Ratio(avoided))
    func share(_ ratio: Ratio) -> Estimate {
      let effective = KornGraubard.effectiveTrials(ratio, runs: runs.count, tail: tail)
      return KornGraubard.interval(ratio.value, of: effective, tail: tail)
    }
    let net = SquareAndAdd.difference(
      share(causes), less: share(avoids), correlation: correlation(causes.rests, avoids.rests))
    return Estimate(
      value: spread.value, low: min(net.low, spread.low), high: max(net.high, spread.high))
  }

  /// That of two ratios between runs; 0 where one of them is the same in all.
  private static func correlation(_ one: [Double], _ other: [Double]) -> Double {
    var (squares, otherSquares, products) = (0.0, 0.0, 0.0)
    for (one, other) in zip(one, other) {
      squares += one * one
      otherSquares += other * other
      products += one * other
    }
    guard squares > 0, otherSquares > 0 else { return 0 }
    return min(max(products / (squares * otherSquares).squareRoot(), -1), 1)
  }
}
