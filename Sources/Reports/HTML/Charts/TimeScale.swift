import Diagrams
import Simulation
import Text

/// A logarithmic scale: lengths of time to places in a chart.
struct TimeScale {
  /// The lengths at the two ends, in nanoseconds.
  let low: Double
  /// The length at the right end, in nanoseconds.
  let high: Double
  /// Round lengths between the ends, for the eye.
  let ticks: [Delay]

  /// - Parameters:
  ///   - low: the shortest that must have a place, in nanoseconds; above 0.
  ///   - high: the longest, no shorter.
  init(from low: Double, to high: Double) {
    precondition(low > 0 && high >= low, "a logarithmic scale has no zero")
    // Room for a line before the shortest and after the longest.
    let (before, after) = (low / 1.15, high * 1.1)
    let between = TimeScale.round.filter { (before...after).contains(TimeScale.length($0)) }
    if between.count >= 2 {
      (self.low, self.high) = (before, after)
      ticks = between.count <= 16 ? between : TimeScale.main(between)
    } else {
      let first = TimeScale.round.last { TimeScale.length($0) <= before } ?? TimeScale.round[0]
      let last = TimeScale.round.first { TimeScale.length($0) >= after } ?? .longest
      (self.low, self.high) = (TimeScale.length(first), TimeScale.length(last))
      ticks = TimeScale.round.filter { first <= $0 && $0 <= last }
    }
  }

  /// The place of a length between 0 and 1. A length beyond an end stands at the end.
  func place(_ nanoseconds: Double) -> Double {
    let length = min(max(nanoseconds, low), high)
    return Elementary.logarithm(of: length / low) / Elementary.logarithm(of: high / low)
  }

  /// A tick as text.
  static func text(_ tick: Delay) -> String {
    for (unit, name) in [(day, "d"), (hour, "h"), (minute, "min")]
    where tick.nanoseconds >= unit && tick.nanoseconds % unit == 0 {
      return "\(tick.nanoseconds / unit) \(name)"
    }
    return DelayText.text(tick)
  }

  /// From the shortest on: 1, 2 and 5 of every power of ten of a second, and what is round above a minute.
  private static let round: [Delay] = {
    var lengths: [Int64] = []
    var power: Int64 = 1
    while power < minute {
      lengths += [1, 2, 5].map { $0 * power }.filter { $0 < minute && $0 != 50 * second }
      power *= 10
    }
    lengths += [1, 2, 5, 10, 30].map { $0 * minute } + [1, 2, 5, 12].map { $0 * hour }
    power = day
    while power < Delay.longest.nanoseconds {
      lengths += [1, 2, 5].map { $0 * power }.filter { $0 <= Delay.longest.nanoseconds }
      power *= 10
    }
    return lengths.map { .nanoseconds($0) }
  }()

  /// Those that are one, ten or a hundred of something.
  static func main(_ ticks: [Delay]) -> [Delay] {
    ticks.filter { tick in
      text(tick).prefix { $0 != " " }.filter { !"0.".contains($0) } == "1"
    }
  }

  /// A delay as a number of nanoseconds.
  private static func length(_ delay: Delay) -> Double { Double(delay.nanoseconds) }

  private static let second: Int64 = 1_000_000_000
  private static let minute = 60 * second
  private static let hour = 60 * minute
  private static let day = 24 * hour
}
