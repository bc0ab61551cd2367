import EndToEnd
import Simulation

/// Checks of counts that come from a file: each number against the others. A checksum says only that nothing was changed
/// by accident.
extension CountRecord {
  /// The error for numbers that cannot belong to the same trials.
  static func contradiction(_ name: String) -> CountRecordError {
    CountRecordError("the numbers of '\(name)' contradict each other")
  }

  /// The sum of some counts.
  ///
  /// - Throws: if it is larger than ``mostTrials``.
  static func sum(
    _ counts: some Sequence<UInt64>, of name: String
  ) throws(CountRecordError) -> UInt64 {
    var sum: UInt64 = 0
    for count in counts {
      let (total, overflow) = sum.addingReportingOverflow(count)
      if overflow || total > mostTrials { throw contradiction(name) }
      sum = total
    }
    return sum
  }

  /// Returns true if a number is not larger than a bound, up to the rounding of either.
  static func isAbout(_ number: Double, atMost bound: Double) -> Bool {
    number <= bound * (1 + 1e-9)
  }
}

extension Moments {
  /// Returns true if some whole numbers can have these sums.
  ///
  /// - Parameters:
  ///   - count: the number of them.
  ///   - most: the largest of them, below 2³².
  func arePossible(for count: UInt64, most: UInt32) -> Bool {
    let most = UInt128(most)
    guard sum <= UInt128(count) * most, sumOfSquares <= sum * most, sumOfSquares >= sum else {
      return false
    }
    // The square of a mean is at most the mean of the squares.
    return CountRecord.isAbout(
      Double(sum) * Double(sum), atMost: Double(sumOfSquares) * Double(count))
  }
}

extension DifferenceMoments {
  /// Returns true if some differences can have these sums.
  ///
  /// - Parameter most: the largest magnitude of a difference.
  func arePossible(for count: UInt64, most: UInt64) -> Bool {
    let (mostSum, hasNoBound) = UInt128(count).multipliedReportingOverflow(by: UInt128(most))
    if !hasNoBound, sum.magnitude > mostSum { return false }
    if sumOfSquares == .max { return true }
    if sumOfSquares < sum.magnitude { return false }
    let square = Double(sum.magnitude) * Double(sum.magnitude)
    return CountRecord.isAbout(square, atMost: Double(sumOfSquares) * Double(count))
      && CountRecord.isAbout(
        Double(sumOfSquares), atMost: Double(count) * Double(most) * Double(most))
  }
}

extension TimeHistogram {
  /// Returns true if some lengths can have these sums, given that the counts of the buckets add up to that of all.
  var isPossible: Bool {
    // The least sum of the lengths, each of which may be longer by less than a step.
    var least: UInt128 = 0
    var rest: UInt128 = 0
    for (index, bucket) in buckets.enumerated() where bucket.count > 0 {
      let place = Place(index: index)
      let steps = UInt128(1) << UInt128(place.widthBits - place.stepBits) - 1
      if UInt128(bucket.excess) > UInt128(bucket.count) * steps { return false }
      least += UInt128(UInt64(place.lower)) * UInt128(bucket.count)
      least += UInt128(bucket.excess) << UInt128(place.stepBits)
      rest += UInt128(bucket.count) * (UInt128(1) << UInt128(place.stepBits) - 1)
    }
    guard sum >= least, sum <= least + rest else { return false }
    if sumOfSquares == .max { return true }
    let square = Double(sum) * Double(sum)
    return sumOfSquares >= sum
      && CountRecord.isAbout(square, atMost: Double(sumOfSquares) * Double(count))
      && CountRecord.isAbout(Double(sumOfSquares), atMost: Double(sum) * 0x1p63)
  }
}

extension Tally {
  /// Returns true if some operations can have these counts.
  var isPossible: Bool {
    guard times.count == trials, times.isPossible else { return false }
    var sum: UInt128 = 0
    for cell in cells {
      if !cell.attempts.arePossible(for: cell.count, most: .max) { return false }
      sum += cell.attempts.sum
    }
    for number in OutcomeCount.all {
      if !self[number].arePossible(for: trials, most: .max) { return false }
    }
    // The last number of attempts stands for all that are larger.
    var least: UInt128 = 0
    for (number, count) in attempts.enumerated() { least += UInt128(number) * UInt128(count) }
    return attempts.last == 0 ? sum == least : sum >= least
  }

  /// Returns true if the first trials of all cells are different ones of some trials.
  func hasFirstTrials(in done: TrialRanges) -> Bool {
    let firsts = cells.filter { $0.count > 0 }.map(\.firstTrial)
    return Set(firsts).count == firsts.count && firsts.allSatisfy(done.contains)
  }
}

extension PairTally {
  /// Returns true if these are the differences between two tallies of the same trials.
  func isPossible(between baseline: Tally, and other: Tally) -> Bool {
    var baselines = [UInt64](repeating: 0, count: OutcomeKey.count)
    var others = baselines
    var attempts: Int128 = 0
    for (place, cell) in cells {
      if !cell.attempts.arePossible(for: cell.count, most: UInt64(UInt32.max)) { return false }
      // No sum overflows: all counts together were found to be those of the trials.
      baselines[place.baseline] += cell.count
      others[place.other] += cell.count
      attempts += cell.attempts.sum
    }
    guard baselines == baseline.cells.map(\.count), others == other.cells.map(\.count),
      attempts == PairTally.difference(baseline.attemptMoments.sum, other.attemptMoments.sum),
      times.sum == PairTally.difference(baseline.times.sum, other.times.sum),
      times.arePossible(for: other.trials, most: UInt64(Int64.max))
    else { return false }
    return OutcomeCount.all.allSatisfy { number in
      self[number].sum == PairTally.difference(baseline[number].sum, other[number].sum)
        && self[number].arePossible(for: other.trials, most: UInt64(UInt32.max))
    }
  }

  /// The sum of the differences of numbers with these sums, which are below 2¹²⁷.
  private static func difference(_ baseline: UInt128, _ other: UInt128) -> Int128? {
    guard let baseline = Int128(exactly: baseline), let other = Int128(exactly: other) else {
      return nil
    }
    return other - baseline
  }
}

extension RunFigures.Pair {
  /// Returns true if it can be the sum of a measure over all runs of a tally.
  ///
  /// - Returns: true also for a measure that does not follow from the tally.
  func isPossible(for measure: Measure, of tally: Tally) -> Bool {
    func equals(_ part: Double) -> Bool {
      CountRecord.isAbout(part, atMost: self.part) && CountRecord.isAbout(self.part, atMost: part)
        && whole == Double(tally.trials)
    }
    return switch measure.kind {
    case .share(let group): equals(Double(tally.count(group)))
    case .mean(.attempts): equals(Double(tally.attemptMoments.sum))
    case .mean(.count(let number)): equals(Double(tally[number].sum))
    case .mean(.time): equals(Double(tally.times.sum) * OutcomeNumber.time.unit)
    case .mean(.cost), .quantile, .maximum, .server: part.isFinite && whole.isFinite && whole >= 0
    }
  }
}
