/// A distribution of delays that is given by some of its percentiles.
///
/// ```swift
/// let latency = Percentiles([
///   .init(.p50, .milliseconds(80)), .init(.p99, .milliseconds(600)), .init(.longest, .seconds(5)),
/// ])
/// ```
///
/// Each percentile is met exactly. Between two of them the natural logarithm of the delay is a linear
/// function of the natural logarithm of the share of delays that are longer: a straight line in a
/// log-log plot of the tail, or a power law. So the quantile never falls. Outside of the percentiles:
///
/// - Below the first percentile its line goes on to the shortest delay, at a share of 1. If only one
///   point is given, or the line would have no slope, all shorter delays are as long as the first.
/// - Beyond the last percentile its line goes on without an end.
/// - With a longest delay, the share of 0 has no logarithm. There the power law of the line before is
///   truncated at the longest delay: its share is scaled so that the law ends there. Without such a line,
///   or if it has no slope, the logarithm of the delay is a linear function of the share itself.
public struct Percentiles: Hashable, Sendable {
  /// A share of all delays, in units of 10⁻¹².
  public struct Share: Hashable, Comparable, Sendable {
    /// In `0 ... Share.whole`.
    public let trillionths: Int64

    /// The number of trillionths of a whole.
    public static var whole: Int64 { 1_000_000_000_000 }

    /// - Precondition: `trillionths` is in `0 ... Share.whole`.
    public init(trillionths: Int64) {
      precondition(
        trillionths >= 0 && trillionths <= Share.whole, "a share is between nothing and the whole")
      self.trillionths = trillionths
    }

    /// The share of delays that are longer than the shortest one, or as long.
    public static var shortest: Share { Share(trillionths: whole) }
    /// The share of delays that are longer than the median.
    public static var p50: Share { Share(trillionths: whole / 2) }
    /// The share of delays that are longer than the 95th percentile.
    public static var p95: Share { Share(trillionths: whole / 20) }
    /// The share of delays that are longer than the 99th percentile.
    public static var p99: Share { Share(trillionths: whole / 100) }
    /// The share of delays that are longer than the longest one.
    public static var longest: Share { Share(trillionths: 0) }

    /// The share as a number between 0 and 1, nearest to the true one.
    public var value: Double { Double(trillionths) / 1e12 }

    /// Returns true if the first comes before the second.
    public static func < (left: Share, right: Share) -> Bool {
      left.trillionths < right.trillionths
    }
  }

  /// A delay, with the share of delays that are longer.
  public struct Point: Hashable, Sendable {
    /// The number, or the share, above which it applies.
    public let above: Share
    /// The length of time.
    public let delay: Delay

    /// Creates a value from its parts.
    public init(_ above: Share, _ delay: Delay) {
      self.above = above
      self.delay = delay
    }
  }

  /// The points, from the shortest delay to the longest.
  public let points: [Point]
  /// The curves between the points, from the shortest delay to the longest.
  fileprivate let pieces: [Piece]

  /// A distribution with some percentiles.
  ///
  /// - Parameter points: in any order.
  /// - Returns: `nil` with fewer than two points, with two of one share, with a delay of zero, or if a
  ///   delay is shorter than one that more delays exceed.
  public init?(_ points: [Point]) {
    let sorted = points.sorted { $0.above > $1.above }
    guard sorted.count > 1, sorted.allSatisfy({ $0.delay > .zero }) else { return nil }
    for (point, next) in zip(sorted, sorted.dropFirst()) {
      guard point.above > next.above, point.delay <= next.delay else { return nil }
    }
    self.points = sorted
    pieces = Percentiles.pieces(between: sorted)
  }

  /// The delay that a share of delays exceeds: the quantile of its complement.
  ///
  /// - Parameter above: in (0, 1].
  /// - Complexity: O(*n*) in the number of points.
  func delay(above: Double) -> Delay {
    var index = pieces.count - 1
    while index > 0, pieces[index].from < above { index -= 1 }
    return pieces[index].delay(above: above)
  }

  /// The shortest and the longest delay.
  var range: (low: Delay, high: Delay) {
    (pieces[0].low, pieces[pieces.count - 1].high)
  }
}

extension Percentiles {
  /// A part of the curve, from a share of longer delays down to another.
  fileprivate struct Piece: Hashable, Sendable {
    /// The share of longer delays at which it begins.
    let from: Double
    /// The delay there in nanoseconds, before it is rounded.
    let base: Double
    /// The same, rounded.
    let low: Delay
    /// The delay at its end.
    let high: Delay
    /// The form of the curve.
    let curve: Curve

    /// The logarithm of the delay at a share t, less that at `from`.
    enum Curve: Hashable, Sendable {
      /// The delay is the same for all shares of the piece.
      case constant
      /// slope · (ln from − ln t)
      case power(slope: Double, logarithm: Double)
      /// −slope · ln (1 − rate · (from − t))
      case truncated(slope: Double, rate: Double)
      /// rate · (from − t)
      case linear(rate: Double)
    }

    /// The delay that a share of all delays exceeds.
    func delay(above share: Double) -> Delay {
      let growth: Double
      switch curve {
      case .constant: return low
      case .power(let slope, let logarithm):
        growth = slope * (logarithm - Elementary.logarithm(of: share))
      case .truncated(let slope, let rate):
        growth = -slope * Elementary.logarithm(of: max(1 - rate * (from - share), 0))
      case .linear(let rate):
        growth = rate * (from - share)
      }
      // The ends are exact, although the functions round.
      return max(min(Delay(rounding: base * Elementary.exponential(of: growth)), high), low)
    }
  }

  /// - Parameter points: at least two, in order, with growing delays.
  private static func pieces(between points: [Point]) -> [Piece] {
    let percentiles = points.filter { $0.above > .longest }
    var pieces: [Piece] = []
    for (point, next) in zip(percentiles, percentiles.dropFirst()) {
      let slope = slope(from: point, to: next)
      pieces.append(
        Piece(from: point.above, base: point.base, high: next.delay, slope: slope))
    }
    let first = percentiles[0]
    if first.above < .shortest {
      // The first line, backwards: at a share of 1 its logarithm is 0.
      let slope = percentiles.count > 1 ? slope(from: first, to: percentiles[1]) : 0
      let growth = slope * Elementary.logarithm(of: first.above.value)
      let base = first.base * Elementary.exponential(of: growth)
      pieces.insert(
        Piece(from: .shortest, base: base, high: first.delay, slope: slope), at: 0)
    }
    let last = percentiles[percentiles.count - 1]
    let slope =
      percentiles.count > 1 ? slope(from: percentiles[percentiles.count - 2], to: last) : 0
    if let longest = points.last, longest.above == .longest {
      pieces.append(lastPiece(from: last, to: longest.delay, slope: slope))
    } else {
      let high = slope > 0 ? Delay.longest : last.delay
      pieces.append(Piece(from: last.above, base: last.base, high: high, slope: slope))
    }
    return pieces
  }

  /// The growth of the logarithm of the delay, for one of that of the share, downwards.
  private static func slope(from point: Point, to next: Point) -> Double {
    Elementary.logarithm(of: next.base / point.base)
      / Elementary.logarithm(of: point.above.value / next.above.value)
  }

  /// The piece from the last percentile to the longest delay.
  private static func lastPiece(from last: Point, to longest: Delay, slope: Double) -> Piece {
    let from = last.above.value
    let growth = Elementary.logarithm(of: Double(longest.nanoseconds) / last.base)
    let curve: Piece.Curve
    if growth == 0 {
      curve = .constant
    } else if slope > 0 {
      // The share of the whole power law up to the longest delay: 1 − e^(−growth / slope).
      let rest = -Elementary.exponentialMinusOne(-growth / slope)
      curve = .truncated(slope: slope, rate: rest / from)
    } else {
      curve = .linear(rate: growth / from)
    }
    return Piece(from: from, base: last.base, low: last.delay, high: longest, curve: curve)
  }
}

extension Percentiles.Piece {
  /// A power law from a share of longer delays on; constant without a slope.
  fileprivate init(from: Percentiles.Share, base: Double, high: Delay, slope: Double) {
    let curve: Curve =
      slope > 0
      ? .power(slope: slope, logarithm: Elementary.logarithm(of: from.value)) : .constant
    self.init(
      from: from.value, base: base, low: Delay(rounding: base), high: high, curve: curve)
  }
}

extension Percentiles.Point {
  /// The delay in nanoseconds.
  fileprivate var base: Double { Double(delay.nanoseconds) }
}
