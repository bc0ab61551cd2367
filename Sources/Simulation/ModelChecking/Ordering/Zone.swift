/// The possible times of some events: for every two of them the longest time from the one to the other.
///
/// It is a difference bound matrix (Dill, *Timing Assumptions and Verification of Finite-State Concurrent Systems*,
/// 1989), always closed: every bound is the tightest that follows from all bounds. Times are whole nanoseconds, so "earlier
/// than" is "at least one nanosecond earlier", and a matrix without a negative cycle has a solution.
struct Zone: Hashable, Sendable {
  /// The longest time from clock `column` to clock `row`, in nanoseconds, at `row * size + column`. Clock 0 is the
  /// present.
  private var bounds: [Int64] = [0]
  /// The number of clocks, including the present.
  private(set) var size = 1

  /// The value from which a bound bounds nothing: a delay of 100 years outlasts all others.
  private static let unbounded = Delay.longest.nanoseconds

  init() {}

  /// The longest time from clock `other` to clock `one`, in nanoseconds.
  subscript(one: Int, other: Int) -> Int64 {
    get { bounds[one * size + other] }
    set { bounds[one * size + other] = newValue }
  }

  private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
    one >= unbounded || other >= unbounded ? unbounded : one + other
  }

  /// Adds a clock that comes at least `low` and at most `high` after the present.
  mutating func append(atLeast low: Delay, atMost high: Delay) {
    var larger = [Int64](repeating: 0, count: (size + 1) * (size + 1))
    let (low, high) = (-low.nanoseconds, high.nanoseconds)
    for row in 0..<size {
      for column in 0..<size { larger[row * (size + 1) + column] = self[row, column] }
      larger[row * (size + 1) + size] = Zone.sum(self[row, 0], low)
      larger[size * (size + 1) + row] = Zone.sum(high, self[0, row])
    }
    bounds = larger
    size += 1
  }

  /// Returns the zone of some of the clocks, in the given order.
  func keeping(_ clocks: [Int]) -> Zone {
    var zone = Zone()
    zone.size = clocks.count
    zone.bounds = []
    for row in clocks { for column in clocks { zone.bounds.append(self[row, column]) } }
    return zone
  }

  /// Returns the zone after a clock has come first, which is the present then. The other clocks keep their order.
  ///
  /// Of clocks that come at the same time the one with the smallest number is first.
  ///
  /// - Returns: `nil` if the clock cannot be first.
  func first(_ clock: Int) -> Zone? {
    // The tightest bound from the clock to each other one, with one of the new bounds or without.
    var tightest = (0..<size).map { self[clock, $0] }
    for other in 1..<size where other != clock {
      let bound: Int64 = other < clock ? -1 : 0
      for column in 0..<size {
        tightest[column] = min(tightest[column], Zone.sum(bound, self[other, column]))
      }
    }
    if tightest[clock] < 0 { return nil }
    var zone = self
    for row in 0..<size {
      for column in 0..<size {
        zone[row, column] = min(self[row, column], Zone.sum(self[row, clock], tightest[column]))
      }
    }
    return zone.keeping([clock] + (1..<size).filter { $0 != clock })
  }
}
