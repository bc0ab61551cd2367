import Statistics
import Study
import Text

/// An estimate for a reader, with as many digits as its interval supports.
///
/// A probability is a percentage, for example "1.47%". One below 0.001 % is a number with a power of ten, for
/// example "7.3e-7".
///
/// Rounding never makes a result look better than it is: an interval is rounded outwards, an
/// upper bound upwards, and what was observed is never 0%.
struct EstimateText: Equatable {
  /// The value, for example "1.47%"; an upper bound, for example "<0.0004%", if nothing was observed.
  let value: String
  /// The interval, for example "1.44–1.50"; empty where the value says it already.
  let interval: String

  /// Creates a text from its parts.
  init(value: String, interval: String) {
    self.value = value
    self.interval = interval
  }

  /// The percentage below which a probability is written with a power of ten.
  static let leastPercentage = 1e-3

  /// A share that was counted.
  init(_ share: Share) {
    self.init(share: share.estimate, count: share.count, trials: share.total)
  }

  /// A share.
  init(share measurement: MeasureEstimate, trials: UInt64?) {
    if measurement.count == nil, trials == nil {
      self.init(exactShare: measurement.estimate)
      return
    }
    self.init(share: measurement.estimate, count: measurement.count, trials: trials)
  }

  /// A share.
  ///
  /// The value is the upper end of the interval if the event was never observed, and the lower end if it was
  /// observed in every trial: a sample never shows 0 % or 100 %.
  private init(share estimate: Estimate, count: UInt64?, trials: UInt64?) {
    let low = estimate.low * 100
    let high = estimate.high * 100
    if count == 0 {
      self.init(value: "<\(EstimateText.bound(high))", interval: "")
    } else if let trials, count == trials {
      self.init(value: ">" + EstimateText.fromAbove(estimate.low) + "%", interval: "")
    } else if estimate.value > 0, estimate.value * 100 < EstimateText.leastPercentage {
      self.init(small: estimate)
    } else {
      let decimals = NumberText.decimals(toResolve: (high - low) / 2)
      self.init(
        value: NumberText.fixed(estimate.value * 100, decimals: decimals) + "%",
        interval: EstimateText.interval(low, high, decimals: decimals))
    }
  }

  /// A small probability: digits and a power of ten, which is the same for both ends of the interval.
  init(small estimate: Estimate) {
    var exponent = 0
    var unit = 1.0
    // A mantissa just below 1 is rounded to 1, and one just below 10 would be to 10.
    while estimate.value < unit * (1 - 1e-9), exponent > -300 {
      unit /= 10
      exponent -= 1
    }
    if estimate.value / unit >= 9.95 {
      unit *= 10
      exponent += 1
    }
    let (low, high) = (estimate.low / unit, estimate.high / unit)
    guard high < 1e9 else {
      value = NumberText.scientific(estimate.value)
      interval = "0–\(NumberText.scientific(estimate.high))"
      return
    }
    let decimals = min(max(NumberText.decimals(toResolve: (high - low) / 2), 1), 6)
    value = NumberText.fixed(estimate.value / unit, decimals: decimals) + "e\(exponent)"
    interval = EstimateText.interval(low, high, decimals: decimals) + "e\(exponent)"
  }

  /// A share that was not counted but is known: three digits, and of one near 100 % what is missing to it.
  init(exactShare estimate: Estimate) {
    let percentage = estimate.value * 100
    let isNearlyAll = percentage > 99 && percentage < 100
    let size = isNearlyAll ? 100 - percentage : percentage
    if percentage == 0 || percentage == 100 {
      value = percentage == 0 ? "0%" : "100%"
    } else if isNearlyAll, size < 1e-6 {
      value = "1 − \(NumberText.scientific(size / 100))"
    } else if percentage < EstimateText.leastPercentage {
      value = NumberText.scientific(estimate.value)
    } else {
      value =
        NumberText.fixed(percentage, decimals: NumberText.decimals(toResolve: size / 100)) + "%"
    }
    interval =
      estimate.high - estimate.low > estimate.value * 1e-3
      ? "+ \(NumberText.scientific(estimate.high - estimate.low))" : ""
  }

  /// A mean or a quantile, without its unit.
  init(number estimate: Estimate) {
    guard abs(estimate.value) < 1e15, !estimate.high.isFinite || abs(estimate.high) < 1e15 else {
      value = NumberText.shortest(estimate.value)
      interval = ""
      return
    }
    let halfWidth = (estimate.high - estimate.low) / 2
    // What is known to a millionth is shown as known.
    if halfWidth <= abs(estimate.value) * 1e-6 || !halfWidth.isFinite {
      value = NumberText.withoutZeros(NumberText.fixed(estimate.value, decimals: 3))
      interval = ""
      return
    }
    // Beyond these digits a double has none to show.
    var decimals = min(NumberText.decimals(toResolve: halfWidth), 6)
    while decimals > 0, abs(estimate.high) * 1e3 > 1e15 { decimals -= 1 }
    value = NumberText.fixed(estimate.value, decimals: decimals)
    interval = EstimateText.interval(estimate.low, estimate.high, decimals: decimals)
  }

  /// Both ends rounded outwards, so that the interval shown holds what the true one holds.
  static func interval(_ low: Double, _ high: Double, decimals: Int) -> String {
    let from = NumberText.fixed(low, decimals: decimals, .down)
    let to = NumberText.fixed(high, decimals: decimals, .up)
    // A range with a sign in it reads badly with a dash.
    if low < 0 { return "\(from) to \(to)" }
    return (NumberText.withoutZeros(from) == "0" ? "0" : from) + "–" + to
  }

  /// An upper bound rounded up to one or two digits, from its percentage.
  private static func bound(_ percentage: Double) -> String {
    if percentage >= 10 { return NumberText.fixed(percentage, decimals: 0, .up) + "%" }
    if percentage >= leastPercentage / 10 {
      let decimals = NumberText.decimals(toResolve: percentage)
      return NumberText.fixed(percentage, decimals: decimals, .up) + "%"
    }
    // A bound below this is as good as none.
    guard percentage > 1e-298 else { return "1.0e-300" }
    var exponent = 0
    var mantissa = percentage / 100
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    return NumberText.fixed(mantissa, decimals: 1, .up) + "e\(exponent)"
  }

  /// A share near 1 as a percentage rounded down, by what is missing to 1.
  private static func fromAbove(_ share: Double) -> String {
    let missing = (1 - share) * 100
    let decimals = NumberText.decimals(toResolve: missing)
    return NumberText.fixed(share * 100, decimals: decimals, .down)
  }
}
