import Statistics

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
