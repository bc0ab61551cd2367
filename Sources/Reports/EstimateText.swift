import Statistics
import Study
import Text

/// An estimate for a reader, with as many digits as its interval supports.
struct EstimateText: Equatable {
  /// The value, for example "1.47%"; an upper bound, for example "<0.0004%", if nothing was observed.
  let value: String
  /// The interval, for example "1.44–1.50"; empty where the value says it already.
  let interval: String

  init(value: String, interval: String) {
    self.value = value
    self.interval = interval
  }

  /// A share that was counted, as a percentage.
  init(_ share: Share) {
    self.init(share: share.estimate, count: share.count, trials: share.total)
  }

  /// A share, as a percentage.
  init(share measurement: MeasureEstimate, trials: UInt64?) {
    if measurement.count == nil, trials == nil {
      self.init(exactShare: measurement.estimate)
      return
    }
    self.init(share: measurement.estimate, count: measurement.count, trials: trials)
  }

  /// A share, as a percentage.
  ///
  /// The value is the upper end of the interval if the event was never observed, and the lower end if it was
  /// observed in every trial: a sample never shows 0 % or 100 %.
  private init(share estimate: Estimate, count: UInt64?, trials: UInt64?) {
    let low = estimate.low * 100
    let high = estimate.high * 100
    if count == 0 {
      value = "<\(EstimateText.bound(high))%"
      interval = ""
    } else if let trials, count == trials {
      value = ">" + EstimateText.fromAbove(estimate.low) + "%"
      interval = ""
    } else {
      let decimals = NumberText.decimals(toResolve: (high - low) / 2)
      value = NumberText.fixed(estimate.value * 100, decimals: decimals) + "%"
      interval = EstimateText.interval(low, high, decimals: decimals)
    }
  }

  /// A share that was not counted but is known, as a percentage: three digits, and of one near 100 % what is
  /// missing to it.
  init(exactShare estimate: Estimate) {
    let percentage = estimate.value * 100
    let isNearlyAll = percentage > 99 && percentage < 100
    let size = isNearlyAll ? 100 - percentage : percentage
    if percentage == 0 || percentage == 100 {
      value = percentage == 0 ? "0%" : "100%"
    } else if size < 1e-6 {
      value =
        isNearlyAll ? "100% − \(NumberText.scientific(size))%" : "\(NumberText.scientific(size))%"
    } else {
      value =
        NumberText.fixed(percentage, decimals: NumberText.decimals(toResolve: size / 100)) + "%"
    }
    interval =
      estimate.high - estimate.low > estimate.value * 1e-3
      ? "+ \(NumberText.scientific((estimate.high - estimate.low) * 100))%" : ""
  }

  /// A share that was estimated from weighted trials, as a percentage: of one that is too small for
  /// decimals, digits and a power of ten, the same for both ends of the interval.
  init(weightedShare measurement: MeasureEstimate, trials: UInt64?) {
    let estimate = measurement.estimate
    let value = estimate.value * 100
    guard measurement.count != 0, value < 1e-3, estimate.low > 0 else {
      self.init(share: measurement, trials: trials)
      return
    }
    var exponent = 0
    var unit = 1.0
    while value < unit {
      unit /= 10
      exponent -= 1
    }
    let (low, high) = (estimate.low * 100 / unit, estimate.high * 100 / unit)
    let decimals = min(NumberText.decimals(toResolve: (high - low) / 2), 6)
    self.init(
      value: NumberText.fixed(value / unit, decimals: decimals) + "e\(exponent)%",
      interval: EstimateText.interval(low, high, decimals: decimals) + "e\(exponent)")
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
  private static func interval(_ low: Double, _ high: Double, decimals: Int) -> String {
    let from = NumberText.fixed(low, decimals: decimals, .down)
    let to = NumberText.fixed(high, decimals: decimals, .up)
    // A range with a sign in it reads badly with a dash.
    if low < 0 { return "\(from) to \(to)" }
    return (NumberText.withoutZeros(from) == "0" ? "0" : from) + "–" + to
  }

  /// A small percentage rounded up to two digits.
  private static func bound(_ percentage: Double) -> String {
    if percentage >= 10 { return NumberText.fixed(percentage, decimals: 0, .up) }
    let decimals = NumberText.decimals(toResolve: percentage)
    return NumberText.fixed(percentage, decimals: decimals, .up)
  }

  /// A share near 1 as a percentage rounded down, by what is missing to 1.
  private static func fromAbove(_ share: Double) -> String {
    let missing = (1 - share) * 100
    let decimals = NumberText.decimals(toResolve: missing)
    return NumberText.fixed(share * 100, decimals: decimals, .down)
  }
}
