import EndToEnd
import Statistics

extension StrategyResult {
  /// Creates the result of a strategy from the exact distribution of its outcomes. Intervals are as wide as the
  /// residual, the probability of the paths that were not followed.
  init(_ distribution: OutcomeDistribution, of strategy: String, costs: Costs?) {
    let sums = ExactSums(distribution)
    self.init(
      strategy: strategy,
      method: .exact(
        states: distribution.states, residual: distribution.residual,
        isApproximate: distribution.isApproximate),
      measurements: Measure.all.compactMap { MeasureEstimate($0, of: sums, costs: costs) })
  }
}

/// Sums over an exact distribution, in the order of its outcomes.
private struct ExactSums {
  let distribution: OutcomeDistribution
  /// The key of each outcome.
  let keys: [OutcomeKey]

  /// Reads measures off the exact distribution of outcomes.
  init(_ distribution: OutcomeDistribution) {
    self.distribution = distribution
    keys = distribution.outcomes.map { OutcomeKey($0.outcome) }
  }

  /// The probability of a group of outcomes; the residual may add to it.
  func share(of group: OutcomeGroup) -> Estimate {
    var sum = 0.0
    for (key, outcome) in zip(keys, distribution.outcomes) {
      let isCounted =
        switch group {
        case .keys(let isCounted): isCounted(key)
        case .attempts(let number):
          min(Int(outcome.outcome.attempts), Tally.attemptsShown + 1) == number
        }
      if isCounted { sum += outcome.probability }
    }
    return share(sum)
  }

  /// A share with the probability that was not followed, which may belong to it.
  private func share(_ sum: Double) -> Estimate {
    Estimate(value: sum, low: sum, high: min(sum + distribution.residual, 1))
  }

  /// The mean of a number; the residual leaves its upper end open.
  ///
  /// - Parameter uncounted: the mean of what the outcomes leave out of it.
  func mean(uncounted: Double, of number: (Outcome) -> Double) -> Estimate {
    var sum = uncounted
    for (outcome, probability) in distribution.outcomes { sum += probability * number(outcome) }
    return mean(sum)
  }

  /// Returns a sum over outcomes as an estimate without an interval.
  func mean(_ sum: Double) -> Estimate {
    Estimate(value: sum, low: sum, high: distribution.residual > 0 ? .infinity : sum)
  }

  /// Returns the mean cost by some prices.
  func cost(_ costs: Costs) -> Estimate {
    var sum = costs.attempt * distribution.uncounted.attempts
    for (key, outcome) in zip(keys, distribution.outcomes) {
      let price = costs.price(of: key) + costs.attempt * Double(outcome.outcome.attempts)
      sum += outcome.probability * price
    }
    // Prices may be less than nothing.
    let isOpen = distribution.residual > 0
    return Estimate(value: sum, low: isOpen ? -.infinity : sum, high: isOpen ? .infinity : sum)
  }

  /// A Boolean value that indicates whether a person takes part, so that measures about persons exist.
  var hasPeople: Bool { distribution.outcomes.contains { $0.outcome.submissions > 0 } }
}

extension MeasureEstimate {
  /// Creates the value of a measure; `nil` where the measure does not apply, or is not known.
  fileprivate init?(_ measure: Measure, of sums: ExactSums, costs: Costs?) {
    if measure.needsPerson, !sums.hasPeople { return nil }
    switch measure.kind {
    case .share(let group): self.init(measure, sums.share(of: group))
    case .mean(.attempts):
      let uncounted = sums.distribution.uncounted.attempts
      self.init(measure, sums.mean(uncounted: uncounted) { Double($0.attempts) })
    case .mean(.time):
      guard let time = sums.distribution.meanTime else { return nil }
      self.init(measure, sums.mean(time * OutcomeNumber.time.unit))
    case .mean(.cost):
      guard let costs else { return nil }
      self.init(measure, sums.cost(costs))
    case .mean(.count(let number)):
      let uncounted = number.uncounted(sums.distribution.uncounted)
      self.init(measure, sums.mean(uncounted: uncounted) { Double(number.value(of: $0)) })
    case .maximum:
      guard let most = sums.distribution.mostRequests.map({ Double($0) }) else { return nil }
      let isOpen = sums.distribution.residual > 0
      self.init(measure, Estimate(value: most, low: most, high: isOpen ? .infinity : most))
    case .quantile, .server:
      // States that are equal but for the time are merged; and one operation meets no other.
      return nil
    }
  }
}
