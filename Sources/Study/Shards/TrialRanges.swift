/// Some of all trials, as ascending ranges of their numbers that do not touch each other.
package struct TrialRanges: Hashable, Sendable {
  /// The ranges, in ascending order; between two of them at least one trial is missing.
  package private(set) var ranges: [Range<UInt64>]

  /// - Parameter range: may be empty.
  package init(_ range: Range<UInt64>) {
    ranges = range.isEmpty ? [] : [range]
  }

  /// - Parameter ranges: in any order.
  /// - Returns: `nil` if two of them have a trial in common, or one is empty.
  package init?(_ ranges: [Range<UInt64>]) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.isEmpty { return nil }
      guard let last = self.ranges.last else {
        self.ranges = [range]
        continue
      }
      if range.lowerBound < last.upperBound { return nil }
      if range.lowerBound == last.upperBound {
        self.ranges[self.ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// The number of trials.
  ///
  /// `Range.count` is an `Int`, which a range of all trials that 64 bits number does not fit.
  package var count: UInt64 { ranges.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) } }

  /// Returns true if a trial is one of them.
  package func contains(_ trial: UInt64) -> Bool { ranges.contains { $0.contains(trial) } }

  /// Returns the trials of both; `nil` if they have some in common.
  package func united(with other: TrialRanges) -> TrialRanges? {
    TrialRanges(ranges + other.ranges)
  }

  /// Returns the first trials that both have; `nil` if there are none.
  package func overlap(with other: TrialRanges) -> Range<UInt64>? {
    for range in ranges {
      for another in other.ranges where range.overlaps(another) {
        return range.clamped(to: another)
      }
    }
    return nil
  }

  /// Returns the trials of a range that are missing.
  package func missing(in whole: Range<UInt64>) -> [Range<UInt64>] {
    var missing: [Range<UInt64>] = []
    var next = whole.lowerBound
    for range in ranges {
      if range.lowerBound > next { missing.append(next..<range.lowerBound) }
      next = max(next, range.upperBound)
    }
    if next < whole.upperBound { missing.append(next..<whole.upperBound) }
    return missing
  }
}

/// One of the equal parts of all trials.
package struct ShardNumber: Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package let index: UInt64
  /// The number of parts.
  package let count: UInt64

  /// - Returns: `nil` unless the index is one of 1 to `count`.
  package init?(_ index: UInt64, of count: UInt64) {
    guard index >= 1, index <= count else { return nil }
    self.index = index
    self.count = count
  }

  /// The form of `--shard`: `3/8`.
  package var description: String { "\(index)/\(count)" }

  /// Returns its part of a number of trials. The parts follow each other, and differ by one trial at most.
  package func range(of trials: UInt64) -> Range<UInt64> {
    bound(index - 1, trials)..<bound(index, trials)
  }

  /// The first trial of a part, in 128 bits so that the product does not overflow.
  private func bound(_ number: UInt64, _ trials: UInt64) -> UInt64 {
    UInt64(UInt128(trials) * UInt128(number) / UInt128(count))
  }
}
