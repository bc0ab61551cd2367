import Foundation
import Simulation

/// How far ahead of the present events are scheduled.
enum Spread: CaseIterable, Sendable {
  /// Evenly over a second.
  case even
  /// As the events of many independent sources.
  case exponential
  /// All the same delay: first in, first out.
  case constant
  /// At the present instant.
  case atOnce
  /// At few instants that many events share.
  case ties
  /// At the next of instants that are a second apart, as timers that round up.
  case beats
  /// Mostly within nanoseconds, now and then a year away.
  case nearAndFar
  /// From nanoseconds to years, every magnitude alike.
  case everyScale
  /// Near the end of time, and beyond it.
  case end

  func delay(after now: Instant, using generator: inout SeededGenerator) -> Delay {
    let bits = generator.next() >> 11
    let unit = (Double(bits) + 0.5) * 0x1p-53
    return switch self {
    case .even: .nanoseconds(Int64(unit * 1e9))
    case .exponential: Delay(rounding: -1e9 * log(unit))
    case .constant: .milliseconds(7)
    case .atOnce: .zero
    case .ties: .seconds(Int64(bits % 4))
    case .beats: .nanoseconds(1_000_000_000 - now.nanoseconds % 1_000_000_000)
    case .nearAndFar: bits % 50 == 0 ? .seconds(31_557_600) : .nanoseconds(Int64(bits % 10))
    case .everyScale: Delay(rounding: pow(10, 18 * unit))
    case .end: bits % 3 == 0 ? .longest : .nanoseconds(Int64(bits % 1_000))
    }
  }
}
