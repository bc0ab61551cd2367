import Statistics

/// Estimates of means and quantiles from the sums of a tally.
extension Tally {
  /// The sums of a number of the outcomes and of its squares.
  subscript(number: OutcomeCount) -> Moments { counts[number.rawValue] }

  /// A Boolean value that indicates whether people began what was counted.
  var hasPeople: Bool { self[.submissions].sum > 0 }

  /// The sums of the attempts and of their squares, over all operations.
  var attemptMoments: Moments {
    var moments = Moments()
    for cell in cells { moments.merge(cell.attempts) }
    return moments
  }

  /// The most requests of one operation: what was not seen may still be more.
  var mostRequestsEstimate: Estimate {
    let most = Double(mostRequests)
    return Estimate(value: most, low: most, high: .infinity)
  }
}

extension Moments {
  /// The mean of a number of numbers, with its interval.
  func mean(of count: UInt64) -> Estimate {
    MeanInterval.interval(sum: sum, sumOfSquares: sumOfSquares, count: count, unit: 1)
  }
}

extension TimeHistogram {
  /// The mean length in milliseconds, with its interval.
  var meanMilliseconds: Estimate {
    MeanInterval.interval(sum: sum, sumOfSquares: sumOfSquares, count: count, unit: 1e-6)
  }

  /// The length in milliseconds that a share of all lengths does not exceed, with the interval
  /// between two order statistics; an end that no order statistic bounds is 0 or infinite.
  func milliseconds(atQuantile quantile: Double, tail: Double = 0.025) -> Estimate {
    let ranks = QuantileInterval.ranks(quantile: quantile, of: count, tail: tail)
    return Estimate(
      value: milliseconds(atRank: ranks.rank),
      low: ranks.low.map(milliseconds) ?? 0,
      high: ranks.high.map(milliseconds) ?? .infinity)
  }

  private func milliseconds(atRank rank: UInt64) -> Double {
    nanoseconds(atRank: rank) / 1e6
  }
}
