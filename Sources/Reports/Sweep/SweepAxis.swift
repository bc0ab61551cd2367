import Statistics
import Study

/// Where the points of a sweep stand beside each other.
///
/// Each stands at its number. Those that go by a factor are as far from each other as those that go by a
/// step, which is a logarithmic scale; and so are those of which some are no numbers, in the order in which
/// they were given.
struct SweepAxis {
  /// From left to right.
  let places: [Place]
  /// Whether every step is the same factor.
  let isLogarithmic: Bool

  /// A point and its place.
  struct Place {
    let across: Double
    let point: Sweep.Point
  }

  /// - Parameter points: those of one line: only their last value differs.
  init(_ points: [Sweep.Point]) {
    let numbered = points.compactMap { point in
      (point.values.last?.number).map { Place(across: $0, point: point) }
    }
    guard numbered.count == points.count else {
      places = points.enumerated().map { Place(across: Double($0), point: $1) }
      isLogarithmic = false
      return
    }
    let sorted = numbered.sorted { $0.across < $1.across }
    isLogarithmic = SweepAxis.isGeometric(sorted.map(\.across))
    places =
      isLogarithmic
      ? sorted.enumerated().map { Place(across: Double($0), point: $1.point) } : sorted
  }

  /// Whether numbers that do not fall are each the one before it times the same factor above 1.
  private static func isGeometric(_ numbers: [Double]) -> Bool {
    guard numbers.count > 2, numbers[0] > 0 else { return false }
    let factor = numbers[1] / numbers[0]
    // Lengths of time are whole nanoseconds, so a factor may be a little off.
    return factor > 1
      && zip(numbers, numbers.dropFirst()).allSatisfy { abs($1 / $0 / factor - 1) < 1e-6 }
  }
}
