import EndToEnd
import Simulation
import Statistics

/// Figures of a tally, with intervals of any confidence.
extension Tally {
  /// The estimate of a figure; `nil` if the model has no prices.
  ///
  /// Rates have the intervals of Clopper and Pearson. A mean of numbers within a known range has the interval of
  /// Maurer and Pontil (*Empirical Bernstein Bounds and Sample Variance Penalization*, 2009), which holds however
  /// rare a large number is. Other means have that of the normal distribution.
  ///
  /// - Parameters:
  ///   - range: the range of the figure's values of single writes; `nil` if it is not known.
  ///   - tail: the part that each end leaves out; strictly between 0 and ½.
  func estimate(
    of figure: Figure, costs: Costs?, range: ClosedRange<Double>?, tail: Double
  ) -> Estimate? {
    let mean: Estimate
    switch figure {
    case .rate(let outcomeClass):
      return ClopperPearson.interval(count: count(outcomeClass), of: trials, tail: tail)
    case .attempts: mean = attemptMoments.mean(of: trials)
    case .requests: mean = self[.requests].mean(of: trials)
    case .copies: mean = self[.copies].mean(of: trials)
    case .time: mean = times.meanMilliseconds
    case .cost:
      guard let costs else { return nil }
      mean = costs.mean(of: self)
    }
    return mean.widened(toTail: tail, trials: trials, range: range)
  }
}

extension Estimate {
  /// The estimate of a mean with an interval of another confidence.
  ///
  /// - Precondition: the interval is that of the normal distribution with 95 %.
  fileprivate func widened(
    toTail tail: Double, trials: UInt64, range: ClosedRange<Double>?
  ) -> Estimate {
    let deviations = -Elementary.normalQuantile(tail)
    let standardError = (high - value) / -Elementary.normalQuantile(0.025)
    guard trials > 1, let range else {
      let margin = deviations * standardError
      return Estimate(value: value, low: value - margin, high: value + margin)
    }
    let logarithm = Elementary.logarithm(of: 2 / tail)
    let spread = range.upperBound - range.lowerBound
    let margin =
      standardError * (2 * logarithm).squareRoot()
      + 7 * spread * logarithm / (3 * Double(trials - 1))
    return Estimate(
      value: value, low: max(value - margin, range.lowerBound),
      high: min(value + margin, range.upperBound))
  }
}

extension Strategy {
  /// The range of a figure's values of single writes; `nil` if it is not known.
  func range(of figure: Figure, costs: Costs?) -> ClosedRange<Double>? {
    switch figure {
    case .rate: return 0...1
    case .attempts: return attemptRange
    case .requests, .copies, .time: return nil
    case .cost:
      guard let costs, let attempts = attemptRange, scenario.person == nil else { return nil }
      let prices = OutcomeClass.allCases.map { costs.classes[$0] ?? 0 }
      let low = prices.filter { $0 < 0 }.reduce(0, +)
      let high = prices.filter { $0 > 0 }.reduce(0, +)
      let ends = [attempts.lowerBound, attempts.upperBound].map { $0 * costs.attempt }
      return low + min(ends[0], ends[1])...high + max(ends[0], ends[1])
    }
  }

  /// The range of the number of the client's requests for one write; `nil` if nothing bounds it.
  private var attemptRange: ClosedRange<Double>? {
    guard let most = scenario.client.retry.attempts, scenario.client.hedge == nil,
      scenario.person == nil
    else { return nil }
    return 0...Double(most)
  }
}
