/// When some events may come: for every two of them the most that the one may come after the other.
///
/// A difference bound matrix (Dill, *Timing Assumptions and Verification of Finite-State Concurrent Systems*,
/// 1989), always closed: every bound is the tightest that follows from all. Times are whole nanoseconds, so
/// "earlier than" is "at least one earlier", and a matrix without a negative circle has a solution.
struct Zone: Hashable, Sendable {
  /// Of clock `row` the most that it may come after clock `column`, at `row * size + column`. Clock 0 is the
  /// present.
  private var bounds: [Int64] = [0]
  /// How many clocks there are, with the present.
  private(set) var size = 1

  /// A bound from here on bounds nothing: a delay of 100 years outlives all others.
  private static let unbounded = Delay.longest.nanoseconds

  init() {}

  /// The most that one clock may come after another.
  subscript(one: Int, other: Int) -> Int64 {
    get { bounds[one * size + other] }
    set { bounds[one * size + other] = newValue }
  }

  private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
    one >= unbounded || other >= unbounded ? unbounded : one + other
  }

  /// Adds a clock that comes after the present by no less than a delay and no more than another.
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

  /// Forgets a clock, whenever it comes.
  mutating func remove(_ clock: Int) {
    self = keeping((0..<size).filter { $0 != clock })
  }

  /// The same of some clocks, in that order.
  private func keeping(_ clocks: [Int]) -> Zone {
    var zone = Zone()
    zone.size = clocks.count
    zone.bounds = []
    for row in clocks { for column in clocks { zone.bounds.append(self[row, column]) } }
    return zone
  }

  /// What may come when once this clock has come first of all, which is the present then; the others keep
  /// their order.
  ///
  /// Of clocks that come at once the one with the smallest number is the first.
  ///
  /// - Returns: `nil` if it cannot be the first.
  func first(_ clock: Int) -> Zone? {
    // The tightest way from the clock to each other one, by one of the new bounds or without.
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
