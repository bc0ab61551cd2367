/// The counts of some trials of an experiment, with all that is needed to merge them with the rest.
package struct Shard: Sendable {
  package let subject: Subject
  /// The counted trials, or runs.
  package let done: TrialRanges
  package let counts: Counts

  /// The description of the whole experiment. Shards merge only if they agree about all of it.
  package struct Subject: Hashable, Sendable {
    /// The version of the program.
    package var version = Version.current
    /// The command whose result the shard is part of.
    package var command: String
    /// The name of the model's file without its folder and extension.
    package var model: String
    package var digest: String
    /// The model with every default filled in.
    package var text: String
    package var seed: UInt64
    /// The number of trials, or runs, of the whole.
    package var total: UInt64
    /// A Boolean value that indicates whether runs of many clients are counted, and not single operations.
    package var countsRuns: Bool
    /// The names of the strategies, in the model's order.
    package var strategies: [String]
    /// The strategy that all others are compared with, if there is one.
    package var baseline: String?

    package init(
      command: String, model: String, digest: String, text: String, seed: UInt64, total: UInt64,
      countsRuns: Bool, strategies: [String], baseline: String?
    ) {
      self.command = command
      self.model = model
      self.digest = digest
      self.text = text
      self.seed = seed
      self.total = total
      self.countsRuns = countsRuns
      self.strategies = strategies
      self.baseline = baseline
    }
  }

  /// The counts.
  package enum Counts: Sendable {
    case operations(Experiment.Count)
    case runs(LoadExperiment.Count)
  }

  package init(subject: Subject, done: TrialRanges, counts: Counts) {
    self.subject = subject
    self.done = done
    self.counts = counts
  }

  /// A Boolean value that indicates whether all trials were counted.
  package var isComplete: Bool { done.missing(in: 0..<subject.total).isEmpty }

  /// Returns the shard with the trials of both.
  ///
  /// - Precondition: they are of the same subject, and have no trial in common.
  package func merged(with other: Shard) -> Shard {
    precondition(subject == other.subject, "only shards of one experiment go together")
    guard let done = done.united(with: other.done) else {
      preconditionFailure("no trial is counted twice")
    }
    return Shard(subject: subject, done: done, counts: counts.merged(with: other.counts))
  }
}

extension Shard.Counts {
  fileprivate func merged(with other: Shard.Counts) -> Shard.Counts {
    switch (self, other) {
    case (.operations(let one), .operations(let another)):
      .operations(one.merged(with: another))
    case (.runs(let one), .runs(let another)):
      .runs(one.merged(with: another))
    default:
      preconditionFailure("the subject says what is counted")
    }
  }
}

extension Shard.Subject {
  /// Returns the reason why a shard of another subject does not merge with one of this; `nil` if the subjects are
  /// equal.
  package func difference(from other: Shard.Subject) -> String? {
    func differs<Value: Equatable>(_ name: String, _ one: Value, _ another: Value) -> String? {
      one == another ? nil : "\(name) \(one) and not \(another)"
    }
    let theirs = other.strategies.joined(separator: ", ")
    return differs("it is of version", version, other.version)
      ?? (digest == other.digest && text == other.text && model == other.model
        ? nil
        : "it is of the model '\(model)' (\(digest)) and not of '\(other.model)' (\(other.digest))")
      ?? differs("it is for disagree", command, other.command)
      ?? differs("it has the seed", seed, other.seed)
      ?? differs(
        countsRuns ? "its whole has the runs" : "its whole has the trials", total, other.total)
      ?? differs("it has the strategies", strategies.joined(separator: ", "), theirs)
      ?? differs("its baseline is", baseline ?? "none", other.baseline ?? "none")
      ?? (countsRuns == other.countsRuns ? nil : "it counts something else")
  }
}

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
