import Statistics
import Study

/// An experiment of which any range of its trials, or runs, can be counted by itself.
package protocol ShardedExperiment {
  associatedtype Count

  /// How many trials the whole has.
  var total: UInt64 { get }
  /// What is told how far the work has come.
  var meter: WorkMeter? { get }
  /// Counts some of the trials: all of a range, or the first of them if somebody interrupts.
  func count(
    _ range: Range<UInt64>, until interruption: Interruption
  ) throws(ExperimentError) -> Count
  /// How many trials were counted.
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
