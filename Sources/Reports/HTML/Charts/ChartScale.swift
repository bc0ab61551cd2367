import Text

/// Where a number stands in a chart.
struct ChartScale {
  /// The numbers at the two ends.
  let low: Double
  let high: Double
  /// The places of the two ends, in pixels.
  let start: Double
  let end: Double
  /// Round numbers between the ends, for the eye.
  let ticks: [Double]
  /// How many decimals the ticks differ in.
  private let decimals: Int

  /// - Parameters:
  ///   - values: what must have a place; those that are not finite have none.
  ///   - hasZero: whether zero has a place in any case.
  ///   - ticks: about how many there may be.
  ///   - isRounded: whether the scale goes on to the next tick.
  init(
    _ values: [Double], from start: Double, to end: Double, ticks count: Int = 4,
    isRounded: Bool = false, hasZero: Bool = true
  ) {
    let finite = values.filter(\.isFinite) + (hasZero ? [0] : [])
    let low = finite.min() ?? 0
    var high = finite.max() ?? 0
    if high - low <= 0 { high = low + 1 }
    let step = ChartScale.step(for: (high - low) / Double(count))
    let first = (low / step).rounded(isRounded ? .down : .up)
    let last = (high / step).rounded(isRounded ? .up : .down)
    self.low = isRounded ? first * step : low
    self.high = isRounded ? last * step : high
    self.start = start
    self.end = end
    ticks = (0...Int(max(last - first, 0))).map { (first + Double($0)) * step }
    decimals = NumberText.decimals(toResolve: step)
  }

  /// The place of a number; one beyond the ends stands at the end.
  func place(_ value: Double) -> Double {
    let share = (min(max(value, low), high) - low) / (high - low)
    return start + share * (end - start)
  }

  /// A tick as text.
  ///
  /// - Parameter isShare: whether it is a share, to be shown as a percentage.
  func text(of tick: Double, isShare: Bool) -> String {
    if abs(tick) >= 1e12 { return NumberText.shortest(tick) }
    return isShare
      ? NumberText.fixed(tick * 100, decimals: max(decimals - 2, 0)) + "%"
      : NumberText.fixed(tick, decimals: decimals)
  }

  /// The least of 1, 2 and 5 times a power of ten that is not below a size.
  private static func step(for size: Double) -> Double {
    var power = 1.0
    while power > size, power > 1e-14 { power /= 10 }
    while power * 10 <= size { power *= 10 }
    for factor in [1.0, 2.0, 5.0] where power * factor >= size { return power * factor }
    return power * 10
  }
}
