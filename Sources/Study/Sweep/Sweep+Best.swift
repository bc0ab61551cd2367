import Statistics

extension Sweep {
  /// Points next to each other at which the same strategy is the best, or the same ones may be.
  public struct Stretch: Hashable, Sendable {
    /// The points, by their place in the sweep.
    public let points: ClosedRange<Int>
    /// The strategies that have the least, or may have it: their intervals reach below the upper end of that
    /// of the least. In the model's order.
    public let best: [String]

    /// Creates a value from its parts.
    public init(points: ClosedRange<Int>, best: [String]) {
      self.points = points
      self.best = best
    }
  }

  /// The changes of the best strategy: for each value of the first of two parameters, or for the
  /// only one, the
  /// stretches from the first point to the last.
  public var stretches: [[Stretch]] {
    var first = 0
    return lines.map { line in
      let places = first..<first + line.count
      first += line.count
      return stretches(of: places)
    }
  }

  /// The stretches of one line: neighbors with the same best strategies are joined.
  private func stretches(of places: Range<Int>) -> [Stretch] {
    var stretches: [Stretch] = []
    for index in places {
      let best = best(at: index)
      if let last = stretches.last, last.best == best {
        stretches.removeLast()
        stretches.append(Stretch(points: last.points.lowerBound...index, best: best))
      } else {
        stretches.append(Stretch(points: index...index, best: best))
      }
    }
    return stretches
  }

  /// The strategies that may be the best at a point: those whose interval reaches the smallest
  /// one's.
  private func best(at index: Int) -> [String] {
    let estimates = points[index].comparison.results.map { result in
      guard let estimate = result[order.measure]?.estimate else {
        preconditionFailure("strategies are ordered by what they have")
      }
      return (name: result.strategy, estimate: estimate)
    }
    guard let least = estimates.min(by: { $0.estimate.value < $1.estimate.value }) else {
      return []
    }
    return estimates.filter { $0.estimate.low <= least.estimate.high }.map { $0.name }
  }
}
