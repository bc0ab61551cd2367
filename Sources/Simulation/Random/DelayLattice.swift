/// The multiples of one step, as the delays of all continuous latencies: sums of delays then coincide, and the states
/// of an exploration merge.
///
/// ```swift
/// limits.lattice = DelayLattice(step: .milliseconds(5), rounding: .even)
/// ```
///
/// Up to 64 steps every multiple is a point. Beyond that points are sparser, about 1/32 of their distance
/// from zero apart: what far exceeds every timeout needs no precision, and a long tail would need too many points.
public struct DelayLattice: Hashable, Sendable {
  /// The distance of the points; at least 1 ns.
  public let step: Delay
  /// The way in which a delay between two points is replaced.
  public let rounding: Rounding

  /// The ways in which a delay between two points is replaced.
  public enum Rounding: Hashable, Sendable {
    /// By the point below it: no delay becomes longer.
    case down
    /// By the point above it: no delay becomes shorter.
    case up
    /// By both points, with weights that keep the mean.
    case even
  }

  /// Creates a value from its parts.
  ///
  /// - Precondition: the step is not zero.
  public init(step: Delay, rounding: Rounding) {
    precondition(step > .zero, "the points of a lattice are apart")
    self.step = step
    self.rounding = rounding
  }

  /// The number of the first points that are one step apart; a power of two.
  static var finestPoints: Int64 { 64 }
  /// The probability of the tail that has one point only.
  static var tail: Double { 0x1p-40 }

  /// The greatest point that is not longer than a delay.
  func point(notAbove delay: Delay) -> Delay {
    let steps = delay.nanoseconds / step.nanoseconds
    let width = DelayLattice.width(at: steps)
    return Delay(unchecked: steps / width * width * step.nanoseconds)
  }

  /// The point after another one.
  func next(after point: Delay) -> Delay {
    let steps = point.nanoseconds / step.nanoseconds
    // A point is at most a century, and so is the distance to the next.
    return point + Delay(unchecked: DelayLattice.width(at: steps) * step.nanoseconds)
  }

  /// The distance from one point to the next, in steps: a power of two.
  private static func width(at steps: Int64) -> Int64 {
    var width: Int64 = 1
    while steps / width >= finestPoints { width *= 2 }
    return width
  }
}

extension Latency {
  /// The points of a lattice that approximate a distribution, each with its probability.
  ///
  /// A distribution with finitely many delays keeps them. The probabilities are those of the sampler's draws: the draws
  /// below a point are counted by bisection. Time: O(p log n) for p points and n draws.
  @usableFromInline
  func values(on lattice: DelayLattice) -> [Value] {
    values { $0.points(on: lattice) } ?? []
  }

  /// The points of a lattice with the probabilities of the delays that are rounded to them.
  private func points(on lattice: DelayLattice) -> [Value] {
    var values: [Value] = []
    var first: UInt64 = 0
    var point = lattice.point(notAbove: delay(ofDraw: 0))
    while first < Latency.draws {
      let next = lattice.next(after: point)
      let isTail =
        next == .longest
        || Double(Latency.draws - first) <= DelayLattice.tail * Double(Latency.draws)
      let end = isTail ? Latency.draws : drawsBelow(next, from: first)
      if end > first {
        let share = Double(end - first) / Double(Latency.draws)
        switch lattice.rounding {
        case .down: values.append(Value(delay: point, probability: share))
        case .up:
          // The last point is as long as any delay.
          let longest = isTail ? max(delay(ofDraw: Latency.draws - 1), next) : next
          values.append(Value(delay: longest, probability: share))
        case .even:
          let above = isTail ? 0 : mean(ofDraws: first..<end, from: point, to: next) * share
          values.append(Value(delay: point, probability: share - above))
          if above > 0 { values.append(Value(delay: next, probability: above)) }
        }
      }
      first = end
      if first < Latency.draws {
        point = max(next, lattice.point(notAbove: delay(ofDraw: first)))
      }
    }
    return Latency.merged(values)
  }

  /// The number of different draws: all but the lowest bits of 64, which no distribution uses.
  private static var draws: UInt64 { 1 << 53 }

  /// The delay of a draw; delays rise with the draws' numbers.
  private func delay(ofDraw draw: UInt64) -> Delay {
    delay(bits: risingBits(draw << 11 | 1 << 10))
  }

  /// The number of draws with a delay below a limit, of which the first ones are known to be.
  private func drawsBelow(_ limit: Delay, from first: UInt64) -> UInt64 {
    var low = first
    var high = Latency.draws
    while low < high {
      let middle = low + (high - low) / 2
      if delay(ofDraw: middle) < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The mean delay of some draws, as a place between two points: 0 for the lower one, 1 for the upper one.
  private func mean(ofDraws draws: Range<UInt64>, from point: Delay, to next: Delay) -> Double {
    let parts: UInt64 = 32
    var sum = 0.0
    for part in 0..<parts {
      // The middle of each of equal parts. A range has at most 2⁵³ draws, so that the product fits.
      let draw = draws.lowerBound + UInt64(draws.count) * (2 * part + 1) / (2 * parts)
      sum += Double(delay(ofDraw: draw).nanoseconds - point.nanoseconds)
    }
    let place = sum / Double(parts) / Double(next.nanoseconds - point.nanoseconds)
    return max(0, min(place, 1))
  }
}
