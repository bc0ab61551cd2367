import Simulation
import Statistics

/// The largest error of an estimate.
public enum Precision: Hashable, Sendable {
  /// A part of its value.
  case relative(Double)
  /// A fixed error.
  case absolute(Double)

  /// Returns the largest error of a value.
  func margin(of value: Double) -> Double {
    switch self {
    case .relative(let part): part * abs(value)
    case .absolute(let margin): margin
    }
  }

  /// Returns true if an interval reaches no farther to either side.
  public func isReached(by estimate: Estimate) -> Bool {
    let margin = margin(of: estimate.value)
    return estimate.high - estimate.value <= margin && estimate.value - estimate.low <= margin
  }
}

extension Precision {
  /// Returns the number of trials that a measure needs, planned from a pilot.
  ///
  /// A share is planned at the least favorable value in the pilot's interval of 99.9 %, a mean at its spread with a
  /// reserve. So the trials are seldom too few, and then by little.
  ///
  /// - Parameters:
  ///   - measurement: the estimate of the pilot.
  ///   - pilot: its number of trials, or runs.
  /// - Returns: `nil` if the pilot has not observed it.
  func trials(for measurement: MeasureEstimate, pilot: UInt64) -> Double? {
    if let count = measurement.count, measurement.isOfTrials(pilot) {
      return count == 0 ? nil : trials(forShare: count, of: pilot)
    }
    let estimate = measurement.estimate
    let margin = margin(of: estimate.value)
    let reach = max(estimate.high - estimate.value, estimate.value - estimate.low)
    if reach == 0 { return 1 }
    guard margin > 0, reach.isFinite else { return nil }
    // A spread is known to one part in √(2n), in the pilot and in what follows, and may be that much larger,
    // three times over.
    let planned = Double(pilot) * (reach / margin) * (reach / margin)
    let reserve = (1 + 3 / (2 * Double(pilot)).squareRoot()) * (1 + 3 / (2 * planned).squareRoot())
    return planned * reserve * reserve
  }

  /// The number of trials that makes the interval of a share short enough, from the count of a
  /// pilot.
  ///
  /// The pilot is small, so the share is taken from the unfavorable end of its interval. The
  /// result is checked against an unlucky count, because Clopper and Pearson's interval is wider
  /// than the normal one.
  private func trials(forShare count: UInt64, of pilot: UInt64) -> Double {
    let bounds = ClopperPearson.interval(count: count, of: pilot, tail: 0.001)
    let share: Double =
      switch self {
      case .relative: bounds.low
      case .absolute: max(bounds.low, min(0.5, bounds.high))
      }
    let z = Elementary.normalQuantile(0.025)
    let asked = margin(of: share)
    var trials = max(z * z * share * (1 - share) / (asked * asked), 1)
    // What is seen then differs from what is expected, and the interval of Clopper and Pearson is wider than
    // that of the normal distribution: it must be short enough for a less favourable count as well.
    while trials < 1e15 {
      let count = unfavorableCount(of: trials, share)
      let interval = ClopperPearson.interval(count: count, of: UInt64(trials.rounded(.up)))
      let margin = margin(of: interval.value)
      if margin == 0 {
        trials *= 2
        continue
      }
      let excess = max(interval.high - interval.value, interval.value - interval.low) / margin
      if excess <= 1 { break }
      trials *= min(max(excess * excess, 1.002), 2)
    }
    return trials
  }

  /// Returns an unfavorable count that is still likely: two and a half standard deviations off.
  private func unfavorableCount(of trials: Double, _ share: Double) -> UInt64 {
    let off = 2.5 * (trials * share * (1 - share)).squareRoot()
    switch self {
    case .relative:
      return UInt64(max((trials * share - off).rounded(.down), 0))
    case .absolute:
      // Towards a half, where a share is hardest to know.
      let count = share < 0.5 ? trials * share + off : trials * share - off
      return UInt64(max(min(count, trials / 2 + 1), 0).rounded(.down))
    }
  }
}

extension MeasureEstimate {
  /// Returns true if it is a part of this number of independent trials.
  fileprivate func isOfTrials(_ trials: UInt64) -> Bool {
    guard let count, count <= trials else { return false }
    return estimate.value == Double(count) / Double(trials)
  }
}
