extension Latency {
  /// A delay, and how probable it is.
  @usableFromInline
  struct Value: Hashable, Sendable {
    @usableFromInline let delay: Delay
    @usableFromInline let probability: Double

    /// A delay with its probability.
    @inlinable
    init(delay: Delay, probability: Double) {
      self.delay = delay
      self.probability = probability
    }
  }

  /// A Boolean value that indicates whether it is one of the frequent continuous distributions, known
  /// without a look at its values.
  @inlinable
  var isSurelyContinuous: Bool {
    switch self {
    case .uniform(let from, let to): from != to
    case .exponential(let mean): mean != .zero
    default: false
    }
  }

  /// The delays that a distribution with finitely many has.
  ///
  /// - Parameter discretisation: how many equally probable delays stand for a continuous distribution:
  ///   the medians of as many equal parts of its probability; `nil` if none may.
  /// - Returns: `nil` for a continuous distribution that nothing may stand for.
  @usableFromInline
  func values(discretisation: Int?) -> [Value]? {
    values { latency in discretisation.map { latency.equallyProbableDelays($0) } }
  }

  /// The delays that a distribution with finitely many has, or those that approximate it.
  ///
  /// - Parameter approximation: returns the delays in place of a continuous distribution, which is no mixture.
  func values(_ approximation: (Latency) -> [Value]?) -> [Value]? {
    switch self {
    case .constant(let delay):
      return [Value(delay: delay, probability: 1)]
    case .empirical(let values):
      return Latency.merged(
        values.shares.map { Value(delay: $0.element, probability: $0.probability) })
    case .mixture(let parts):
      var all: [Value] = []
      for (part, share) in parts.shares {
        guard let values = part.values(approximation) else { return nil }
        all += values.map { Value(delay: $0.delay, probability: $0.probability * share) }
      }
      return Latency.merged(all)
    case .uniform(let from, let to):
      if from == to { return [Value(delay: from, probability: 1)] }
    case .exponential(let mean):
      if mean == .zero { return [Value(delay: .zero, probability: 1)] }
    case .percentiles(let percentiles):
      let range = percentiles.range
      if range.low == range.high { return [Value(delay: range.low, probability: 1)] }
    case .lognormal, .pareto, .weibull:
      break
    }
    return approximation(self)
  }

  /// The medians of equal parts of a continuous distribution's probability.
  private func equallyProbableDelays(_ count: Int) -> [Value] {
    Latency.merged(
      (0..<count).map { index in
        let quantile = (Double(index) + 0.5) / Double(count)
        return Value(
          delay: delay(bits: risingBits(UInt64(quantile * 0x1p64))), probability: 1 / Double(count))
      })
  }

  /// The delay that stands for all where one is as good as another: the likeliest of finitely many, and of
  /// those the shortest; of continuous ones the median.
  public var representative: Delay {
    let values = values(discretisation: 1) ?? []
    var likeliest = values.first
    for value in values {
      if let best = likeliest, value.probability > best.probability { likeliest = value }
    }
    return likeliest?.delay ?? .zero
  }

  /// The bits of a draw such that a greater argument never gives a shorter delay.
  func risingBits(_ bits: UInt64) -> UInt64 {
    switch self {
    // These become longer with fewer bits: they are inverted at 1 − u.
    case .exponential, .pareto, .weibull, .percentiles: ~bits
    default: bits
    }
  }

  /// Equal delays as one, in their order.
  static func merged(_ values: [Value]) -> [Value] {
    let sorted = values.sorted { $0.delay < $1.delay }
    var merged: [Value] = []
    for value in sorted {
      if let last = merged.last, last.delay == value.delay {
        merged[merged.count - 1] = Value(
          delay: last.delay, probability: last.probability + value.probability)
      } else {
        merged.append(value)
      }
    }
    return merged
  }

  /// The mean of the delay, in nanoseconds, before it is rounded; `nil` where it has no closed form here,
  /// or none at all.
  ///
  /// - Parameters:
  ///   - floor: what is shorter counts as this.
  ///   - cap: what is longer counts as this, unless the floor is longer still.
  @usableFromInline
  func mean(atLeast floor: Delay, atMost cap: Delay) -> Double? {
    let low = Double(floor.nanoseconds)
    let high = max(Double(cap.nanoseconds), low)
    switch self {
    case .constant(let delay):
      return max(min(Double(delay.nanoseconds), high), low)
    case .uniform(let from, let to):
      return Latency.clippedMeanOfUniform(
        Double(from.nanoseconds), Double(to.nanoseconds), low, high)
    case .exponential(let mean):
      // E max(X, f) − E (X − c)⁺ = f + m e^(−f/m) − m e^(−c/m).
      let scale = Double(mean.nanoseconds)
      if scale == 0 { return low }
      return low + scale * Elementary.exponential(of: -low / scale)
        - scale * Elementary.exponential(of: -high / scale)
    case .lognormal(let median, let sigma):
      guard floor == .zero, cap == .longest else { return nil }
      return Double(median.nanoseconds) * Elementary.exponential(of: sigma * sigma / 2)
    case .empirical(let values):
      var sum = 0.0
      for (delay, share) in values.shares {
        sum += share * max(min(Double(delay.nanoseconds), high), low)
      }
      return sum
    case .mixture(let parts):
      var sum = 0.0
      for (part, share) in parts.shares {
        guard let mean = part.mean(atLeast: floor, atMost: cap) else { return nil }
        sum += share * mean
      }
      return sum
    case .pareto, .weibull, .percentiles:
      return nil
    }
  }

  /// The mean of a whole number in `from ... to`, all equally probable, cut at both ends.
  private static func clippedMeanOfUniform(
    _ from: Double, _ to: Double, _ low: Double, _ high: Double
  ) -> Double {
    if low <= from, to <= high { return from + (to - from) / 2 }
    if to <= low { return low }
    if from >= high { return high }
    let count = to - from + 1
    let below = max(low - from, 0)
    let above = max(to - high, 0)
    let first = from + below
    let last = to - above
    let inside = last - first + 1
    return (below * low + above * high + inside * (first + last) / 2) / count
  }
}

extension Weighted {
  /// Each element with its share of all weights.
  var shares: [(element: Element, probability: Double)] {
    var total = 0.0
    for pair in elements { total += pair.weight }
    return elements.map { ($0.element, $0.weight / total) }
  }
}
