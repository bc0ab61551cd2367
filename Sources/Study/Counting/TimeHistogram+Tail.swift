import Simulation

/// How the lengths are spread.
extension TimeHistogram {
  /// How many lengths are longer than a bound.
  ///
  /// Exact for a bound that is longer by at most 1/1024: where the bucket that it falls into ends. So
  /// lengths that are just the bound, as a timer makes them, are never longer than it.
  public func count(longerThan bound: Delay) -> UInt64 {
    let rest = buckets.dropFirst(Place(bound).index + 1)
    return rest.reduce(0) { $0 + $1.count }
  }

  /// The lengths that came, from the shortest on, each with how often it came: of those in one bucket
  /// the mean.
  public var steps: [(nanoseconds: Double, count: UInt64)] {
    buckets.indices.compactMap { index in
      let bucket = buckets[index]
      if bucket.count == 0 { return nil }
      return (bucket.mean(at: Place(index: index)), bucket.count)
    }
  }
}
