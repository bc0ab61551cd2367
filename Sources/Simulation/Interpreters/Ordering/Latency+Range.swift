extension Latency {
  /// The shortest and the longest delay that it may have; `Delay.longest` where there is none.
  var range: (low: Delay, high: Delay) {
    switch self {
    case .constant(let delay): (delay, delay)
    case .uniform(let from, let to): (from, to)
    case .exponential(let mean): (.zero, mean == .zero ? .zero : .longest)
    case .lognormal, .weibull: (.zero, .longest)
    case .pareto(let scale, _): (scale, .longest)
    case .empirical(let values):
      Latency.hull(values.shares.filter { $0.probability > 0 }.map { ($0.element, $0.element) })
    case .mixture(let parts):
      Latency.hull(parts.shares.filter { $0.probability > 0 }.map { $0.element.range })
    }
  }

  private static func hull(_ ranges: [(low: Delay, high: Delay)]) -> (low: Delay, high: Delay) {
    (ranges.map(\.low).min() ?? .zero, ranges.map(\.high).max() ?? .zero)
  }
}
