/// The counts of some trials of an experiment, with all that is needed to merge them with the rest.
package struct Shard: Sendable {
  /// The experiment that the shard is a part of.
  package let subject: Subject
  /// The counted trials, or runs.
  package let done: TrialRanges
  /// The counts of the trials in `done`.
  package let counts: TrialCounts

  /// The description of the whole experiment. Shards merge only if they agree about all of it.
  package struct Subject: Hashable, Sendable {
    /// The version of the program.
    package var version = Version.current
    /// The command whose result the shard is part of.
    package var command: String
    /// The name of the model's file without its folder and extension.
    package var model: String
    /// The digest of the model: equal for models that differ only in comments and layout.
    package var digest: String
    /// The model with every default filled in.
    package var text: String
    /// The seed of the whole experiment.
    package var seed: UInt64
    /// The number of trials, or runs, of the whole.
    package var total: UInt64
    /// A Boolean value that indicates whether runs of many clients are counted, and not single operations.
    package var countsRuns: Bool
    /// The names of the strategies, in the model's order.
    package var strategies: [String]
    /// The strategy that all others are compared with, if there is one.
    package var baseline: String?

    /// Creates a value from its parts.
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

  /// Creates a shard from its parts.
  package init(subject: Subject, done: TrialRanges, counts: TrialCounts) {
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

extension Shard.Subject {
  /// Returns the reason why a shard of another subject does not merge with one of this; `nil` if the subjects are
  /// equal.
  package func difference(from other: Shard.Subject) -> String? {
    func differs<Value: Equatable>(_ name: String, _ one: Value, _ another: Value) -> String? {
      one == another ? nil : "\(name) \(one) and not \(another)"
    }
    if let version = differs("it is of version", version, other.version) { return version }
    if digest != other.digest || text != other.text || model != other.model {
      return
        "it is of the model '\(model)' (\(digest)) and not of '\(other.model)' (\(other.digest))"
    }
    // One chain of `??` for all of it takes the compiler a quarter of a minute.
    let whole = countsRuns ? "its whole has the runs" : "its whole has the trials"
    let names = strategies.joined(separator: ", ")
    let differences: [String?] = [
      differs("it is for disagree", command, other.command),
      differs("it has the seed", seed, other.seed),
      differs(whole, total, other.total),
      differs("it has the strategies", names, other.strategies.joined(separator: ", ")),
      differs("its baseline is", baseline ?? "none", other.baseline ?? "none"),
      countsRuns == other.countsRuns ? nil : "it counts something else",
    ]
    if let difference = differences.lazy.compactMap({ $0 }).first { return difference }
    // A strategy may have the name that stands for none.
    if baseline != other.baseline {
      return baseline == nil ? "it has no baseline" : "it has a baseline, the strategy 'none'"
    }
    return self == other ? nil : "it is of another experiment"
  }
}
