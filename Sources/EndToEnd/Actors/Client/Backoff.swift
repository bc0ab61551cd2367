import Simulation

/// The wait before a retry.
///
/// ```swift
/// var backoff = Backoff(.exponential(base: .milliseconds(50), factor: 2, cap: .seconds(1)))
/// backoff.jitter = .full
/// ```
public struct Backoff: Hashable, Sendable {
  /// The growth of the wait from retry to retry.
  public indirect enum Growth: Hashable, Sendable {
    /// The same wait each time.
    case fixed(Delay)
    /// `base` before the first retry and `step` more before each further one, at most `cap`.
    case linear(base: Delay, step: Delay, cap: Delay)
    /// `base` before the first retry and `factor` times as long before each further one, at most
    /// `cap`. The factor is positive.
    case exponential(base: Delay, factor: Double, cap: Delay)
    /// `base` + `step` · n^`power` before retry number n + 1, at most `cap`; so `base` before the
    /// first.
    case polynomial(base: Delay, step: Delay, power: UInt8, cap: Delay)
    /// Each wait by itself, at least one; the last holds for all further retries, too.
    case schedule([Delay])
  }

  /// The random part of that wait, called d.
  ///
  /// The names are those of Brooker, *Exponential Backoff And Jitter* (AWS Architecture Blog, 2015).
  public enum Jitter: Hashable, Sendable {
    /// d.
    case none
    /// Anything from 0 to d.
    case full
    /// Anything from d / 2 to d.
    case equal
    /// Anything from the base to `factor` times the wait before, at most the cap; the wait before
    /// the first is the base.
    case decorrelated
    /// Anything from d · (1 − share) to d · (1 + share); the share is in 0 ... 1.
    case proportional(Double)
    /// Anything from d · (1 − share) to d; the share is in 0 ... 1.
    case shortened(Double)
    /// Anything from d to d + `upTo` + `step` · n before retry number n + 1.
    case additive(upTo: Delay, step: Delay)
  }

  /// `nil` sends again at once.
  public var growth: Growth?
  /// The random part of each wait.
  public var jitter: Jitter
  /// The shortest wait: what jitter makes shorter takes this long all the same.
  public var least: Delay
  /// A Boolean value that indicates whether the growth's cap cuts what jitter made, and not the d
  /// that jitter starts from.
  ///
  /// With full jitter that is a different distribution: cut afterwards, most late waits are the cap
  /// itself; cut before, they are uniform up to the cap. Decorrelated jitter is always cut afterwards.
  public var capsJitter = false

  /// Creates a value from its parts.
  public init(_ growth: Growth?, jitter: Jitter = .none, least: Delay = .zero) {
    self.growth = growth
    self.jitter = jitter
    self.least = least
  }

  /// Sends again at once.
  public static let none = Backoff(nil)

  /// The distribution of the wait before a retry, and the most that it may be.
  ///
  /// - Parameters:
  ///   - retry: the number of the retry, counted from 1.
  ///   - previous: the wait before the last retry; ignored for the first.
  /// - Returns: `nil` if there is no wait at all. What is drawn may still be shorter than `least`.
  package func wait(
    beforeRetry retry: UInt32, previous: Delay
  ) -> (distribution: Latency, cap: Delay)? {
    guard let growth else { return nil }
    if jitter == .decorrelated, case .exponential(let base, let factor, let cap) = growth {
      let before = Double(retry == 1 ? base.nanoseconds : previous.nanoseconds)
      let to = max(base, Delay(rounding: before * factor))
      return (.uniform(from: base, to: to), cap)
    }
    let delay = growth.delay(beforeRetry: retry, isCapped: !capsJitter)
    let cap = capsJitter ? growth.cap : .longest
    let length = Double(delay.nanoseconds)
    switch jitter {
    case .none, .decorrelated:
      return (.constant(delay), cap)
    case .full:
      return (.uniform(from: .zero, to: delay), cap)
    case .equal:
      return (.uniform(from: Delay(rounding: length / 2), to: delay), cap)
    case .proportional(let share):
      let from = Delay(rounding: length * (1 - share))
      return (.uniform(from: from, to: Delay(rounding: length * (1 + share))), cap)
    case .shortened(let share):
      return (.uniform(from: Delay(rounding: length * (1 - share)), to: delay), cap)
    case .additive(let upTo, let step):
      let more = Double(upTo.nanoseconds) + Double(retry - 1) * Double(step.nanoseconds)
      return (.uniform(from: delay, to: Delay(rounding: length + more)), cap)
    }
  }
}

extension Backoff.Growth {
  /// The longest wait that it gives, if it has one.
  fileprivate var cap: Delay {
    switch self {
    case .fixed, .schedule: .longest
    case .linear(_, _, let cap), .exponential(_, _, let cap), .polynomial(_, _, _, let cap): cap
    }
  }

  /// The wait without jitter before a retry, counted from 1.
  func delay(beforeRetry retry: UInt32, isCapped: Bool) -> Delay {
    let cap = isCapped ? cap : .longest
    switch self {
    case .fixed(let delay):
      return delay
    case .linear(let base, let step, _):
      let more = Double(retry - 1) * Double(step.nanoseconds)
      return min(Delay(rounding: Double(base.nanoseconds) + more), cap)
    case .exponential(let base, let factor, _):
      if base == .zero { return .zero }
      let power = Self.power(factor, retry - 1)
      return min(Delay(rounding: Double(base.nanoseconds) * power), cap)
    case .polynomial(let base, let step, let power, _):
      let more = Double(step.nanoseconds) * Self.power(Double(retry - 1), UInt32(power))
      return min(Delay(rounding: Double(base.nanoseconds) + more), cap)
    case .schedule(let delays):
      precondition(!delays.isEmpty, "a schedule has at least one wait")
      return delays[min(Int(retry) - 1, delays.count - 1)]
    }
  }

  /// A power by squaring: a product of doubles in a fixed order is the same everywhere, and infinite
  /// products are cut to the cap.
  private static func power(_ base: Double, _ exponent: UInt32) -> Double {
    var power = 1.0
    var square = base
    var exponent = exponent
    while exponent > 0 {
      if exponent & 1 == 1 { power *= square }
      square *= square
      exponent >>= 1
    }
    return power
  }
}
