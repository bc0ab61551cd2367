import Simulation

/// How long to wait before a retry.
///
/// ```swift
/// var backoff = Backoff(.exponential(base: .milliseconds(50), factor: 2, cap: .seconds(1)))
/// backoff.jitter = .full
/// ```
public struct Backoff: Hashable, Sendable {
  /// How the wait grows from retry to retry.
  public enum Growth: Hashable, Sendable {
    /// The same wait each time.
    case fixed(Delay)
    /// `base` before the first retry and `step` more before each further one, at most `cap`.
    case linear(base: Delay, step: Delay, cap: Delay)
    /// `base` before the first retry and `factor` times as long before each further one, at most
    /// `cap`. The factor is positive.
    case exponential(base: Delay, factor: Double, cap: Delay)
  }

  /// What chance makes of that wait, called d.
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
  }

  /// `nil` sends again at once.
  public var growth: Growth?
  public var jitter: Jitter

  public init(_ growth: Growth?, jitter: Jitter = .none) {
    self.growth = growth
    self.jitter = jitter
  }

  /// Sends again at once.
  public static let none = Backoff(nil)

  /// The distribution of the wait before a retry, and the most that it may be.
  ///
  /// - Parameters:
  ///   - retry: the number of the retry, counted from 1.
  ///   - previous: the wait before the last retry; ignored for the first.
  /// - Returns: `nil` if there is no wait at all.
  func wait(beforeRetry retry: UInt32, previous: Delay) -> (distribution: Latency, cap: Delay)? {
    guard let growth else { return nil }
    if jitter == .decorrelated, case .exponential(let base, let factor, let cap) = growth {
      let before = Double(retry == 1 ? base.nanoseconds : previous.nanoseconds)
      let to = max(base, Delay(rounding: before * factor))
      return (.uniform(from: base, to: to), cap)
    }
    let delay = growth.delay(beforeRetry: retry)
    let length = Double(delay.nanoseconds)
    switch jitter {
    case .none, .decorrelated:
      return (.constant(delay), .longest)
    case .full:
      return (.uniform(from: .zero, to: delay), .longest)
    case .equal:
      return (.uniform(from: Delay(rounding: length / 2), to: delay), .longest)
    case .proportional(let share):
      let from = Delay(rounding: length * (1 - share))
      return (.uniform(from: from, to: Delay(rounding: length * (1 + share))), .longest)
    }
  }
}

extension Backoff.Growth {
  /// The wait without jitter before a retry, counted from 1.
  func delay(beforeRetry retry: UInt32) -> Delay {
    switch self {
    case .fixed(let delay):
      return delay
    case .linear(let base, let step, let cap):
      let more = Double(retry - 1) * Double(step.nanoseconds)
      return min(Delay(rounding: Double(base.nanoseconds) + more), cap)
    case .exponential(let base, let factor, let cap):
      // By squaring: a product of doubles in a fixed order is the same everywhere, and infinite
      // products are cut to the cap.
      var power = 1.0
      var square = factor
      var exponent = retry - 1
      while exponent > 0 {
        if exponent & 1 == 1 { power *= square }
        square *= square
        exponent >>= 1
      }
      if base == .zero { return .zero }
      return min(Delay(rounding: Double(base.nanoseconds) * power), cap)
    }
  }
}
