import EndToEnd
import Statistics

extension StrategyResult {
  /// What a distribution of outcomes says about a strategy: no interval but what the residual leaves open.
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

/// What an exact distribution adds up to.
private struct ExactSums {
  let distribution: OutcomeDistribution
  /// For each outcome its cell in a tally.
  let kinds: [OutcomeKey]

  init(_ distribution: OutcomeDistribution) {
    self.distribution = distribution
    kinds = distribution.outcomes.map { OutcomeKey($0.outcome) }
  }

  /// The probability of the outcomes of some cells, with what the residual may add.
  func share(where isCounted: (OutcomeKey) -> Bool) -> Estimate {
    var sum = 0.0
    for (kind, outcome) in zip(kinds, distribution.outcomes) where isCounted(kind) {
      sum += outcome.probability
    }
    return share(sum)
  }

  func probability(ofOutcomes isCounted: (Outcome) -> Bool) -> Estimate {
    var sum = 0.0
    for (outcome, probability) in distribution.outcomes where isCounted(outcome) {
      sum += probability
    }
    return share(sum)
  }

  private func share(_ sum: Double) -> Estimate {
    Estimate(value: sum, low: sum, high: min(sum + distribution.residual, 1))
  }

  /// The mean of a number, to which the residual may add anything.
  func mean(of number: (Outcome) -> Double) -> Estimate {
    var sum = 0.0
    for (outcome, probability) in distribution.outcomes { sum += probability * number(outcome) }
    return mean(sum)
  }

  func mean(_ sum: Double) -> Estimate {
    Estimate(value: sum, low: sum, high: distribution.residual > 0 ? .infinity : sum)
  }

  func cost(_ costs: Costs) -> Estimate {
    var sum = 0.0
    for (kind, outcome) in zip(kinds, distribution.outcomes) {
      let price = costs.price(of: kind) + costs.attempt * Double(outcome.outcome.attempts)
      sum += outcome.probability * price
    }
    // Prices may be less than nothing.
    let isOpen = distribution.residual > 0
    return Estimate(value: sum, low: isOpen ? -.infinity : sum, high: isOpen ? .infinity : sum)
  }

  var hasPeople: Bool { distribution.outcomes.contains { $0.outcome.submissions > 0 } }
}

extension MeasureEstimate {
  /// What a distribution says about a measure; `nil` where it does not apply, or is not known.
  fileprivate init?(_ measure: Measure, of sums: ExactSums, costs: Costs?) {
    switch measure {
    case .share(let outcomeClass):
      self.init(measure, sums.share { $0.belongs(to: outcomeClass) })
    case .joint(let belief, let copies):
      self.init(measure, sums.share { $0.belief == belief && $0.copies == copies })
    case .evidence(let evidence):
      self.init(
        measure, sums.share { $0.needsEvidence && $0.evidence == evidence })
    case .attempts(let number):
      self.init(
        measure,
        sums.probability(ofOutcomes: { min(Int($0.attempts), Tally.attemptsShown + 1) == number }))
    case .attemptsMean: self.init(measure, sums.mean { Double($0.attempts) })
    case .copiesMean: self.init(measure, sums.mean { Double($0.copies) })
    case .requestsMean: self.init(measure, sums.mean { Double($0.requests) })
    case .requestsMax:
      let most = Double(sums.distribution.outcomes.map(\.outcome.requests).max() ?? 0)
      let isOpen = sums.distribution.residual > 0
      self.init(measure, Estimate(value: most, low: most, high: isOpen ? .infinity : most))
    case .timeMean:
      guard let time = sums.distribution.meanTime else { return nil }
      self.init(measure, sums.mean(time * 1e-6))
    case .costMean:
      guard let costs else { return nil }
      self.init(measure, sums.cost(costs))
    case .duplicateByRetry, .duplicateByResubmission, .support, .submissionsMean:
      guard sums.hasPeople else { return nil }
      switch measure {
      case .duplicateByRetry:
        self.init(
          measure, sums.share { $0.belongs(to: .duplicate) && !$0.isByResubmission })
      case .duplicateByResubmission:
        self.init(measure, sums.share { $0.isByResubmission })
      case .support: self.init(measure, sums.share { $0.asksSupport })
      default: self.init(measure, sums.mean { Double($0.submissions) })
      }
    case .timeMedian, .timePercentile99, .goodput, .queueMean, .waitMean, .utilization, .turnedAway:
      // Times are not told apart where states are equal; and one operation meets no other.
      return nil
    }
  }
}
