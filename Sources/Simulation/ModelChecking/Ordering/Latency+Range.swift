extension Latency {
  /// The shortest and the longest delay; `Delay.longest` if there is no longest.
  @usableFromInline
  package var range: (low: Delay, high: Delay) {
    switch self {
    case .constant(let delay): (delay, delay)
    case .uniform(let from, let to): (from, to)
    case .exponential(let mean): (.zero, mean == .zero ? .zero : .longest)
    case .lognormal, .weibull: (.zero, .longest)
    case .pareto(let scale, _): (scale, .longest)
    case .percentiles(let percentiles): percentiles.range
    case .empirical(let values):
      Latency.hull(values.shares.filter { $0.probability > 0 }.map { ($0.element, $0.element) })
    case .mixture(let parts):
      Latency.hull(parts.shares.filter { $0.probability > 0 }.map { $0.element.range })
    }
  }

  /// The smallest range that holds several ranges.
  private static func hull(_ ranges: [(low: Delay, high: Delay)]) -> (low: Delay, high: Delay) {
    (ranges.map { $0.low }.min() ?? .zero, ranges.map { $0.high }.max() ?? .zero)
  }

  /// Returns true if a delay is a possible value.
  public func mayBe(_ delay: Delay) -> Bool {
    if let values = values(discretisation: nil) {
      return values.contains { $0.delay == delay && $0.probability > 0 }
    }
    let range = range
    return range.low <= delay && delay <= range.high
  }
}
