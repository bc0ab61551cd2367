/// An experiment of which any range of trials, or runs, can be counted separately.
package protocol ShardedExperiment {
  associatedtype Count

  /// The number of trials of the whole.
  var total: UInt64 { get }
  /// The meter that shows progress.
  var meter: WorkMeter? { get }
  /// Counts a range of the trials, or the first of them if it is interrupted.
  func count(
    _ range: Range<UInt64>, until interruption: Interruption
  ) throws(ExperimentError) -> Count
  /// Returns the number of counted trials.
  static func amount(_ count: Count) -> UInt64
  static func merged(_ one: Count, _ other: Count) -> Count
  static func counts(_ count: Count) -> Shard.Counts
  /// - Returns: `nil` if they are of another kind of experiment.
  static func count(_ counts: Shard.Counts) -> Count?
}

extension Experiment: ShardedExperiment {
  package var total: UInt64 { trials }

  package func count(
    _ range: Range<UInt64>, until interruption: Interruption
  ) throws(ExperimentError) -> Count {
    var part = self
    part.firstTrial = range.lowerBound
    part.trials = UInt64(range.count)
    return try part.run(until: interruption)
  }

  package static func amount(_ count: Count) -> UInt64 { count.trials }
  package static func merged(_ one: Count, _ other: Count) -> Count { one.merged(with: other) }
  package static func counts(_ count: Count) -> Shard.Counts { .operations(count) }
  package static func count(_ counts: Shard.Counts) -> Count? {
    if case .operations(let count) = counts { count } else { nil }
  }
}

extension LoadExperiment: ShardedExperiment {
  package var total: UInt64 { runs }

  package func count(
    _ range: Range<UInt64>, until interruption: Interruption
  ) throws(ExperimentError) -> Count {
    var part = self
    part.firstRun = range.lowerBound
    part.runs = UInt64(range.count)
    return try part.run(until: interruption)
  }

  package static func amount(_ count: Count) -> UInt64 { count.runs }
  package static func merged(_ one: Count, _ other: Count) -> Count { one.merged(with: other) }
  package static func counts(_ count: Count) -> Shard.Counts { .runs(count) }
  package static func count(_ counts: Shard.Counts) -> Count? {
    if case .runs(let count) = counts { count } else { nil }
  }
}
