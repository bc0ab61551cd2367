import EndToEnd
import Simulation

/// The plan to count every strategy of a model on the same trials.
///
/// ```swift
/// var experiment = Experiment(model.strategies)
/// experiment.trials = 100_000
/// let count = try experiment.run()
/// count.tallies[0].count(.phantom)
/// ```
///
/// Trial n has the same random faults under every strategy, and tallies are integers: the result does not depend on
/// the number of jobs, nor on which of them did what.
public struct Experiment: Sendable {
  /// The strategies to compare.
  public let strategies: [Strategy]
  /// The number of operations for each strategy.
  public var trials: UInt64 = 1_000_000
  /// The number of the first of them.
  public var firstTrial: UInt64 = 0
  /// The seed that all trials share.
  public var seed: UInt64 = 1
  /// The number of threads; at least 1.
  public var jobs = 1
  /// The most events that one trial may handle.
  public var eventLimit: UInt64 = 1_000_000
  /// The index of the strategy that all others are compared with trial by trial; `nil` for none.
  public var baseline: Int?
  /// The meter that shows progress; `nil` for none.
  public var meter: WorkMeter?

  /// Creates a value from its parts.
  public init(_ strategies: [Strategy]) {
    self.strategies = strategies
  }

  /// The counts of all trials, or of the first of them if the run was interrupted.
  public struct Count: Hashable, Sendable {
    /// The tally of each strategy, in their order.
    public let tallies: [Tally]
    /// With a baseline, the pair tally of each strategy with it; empty otherwise.
    public let pairs: [PairTally]
    /// The number of trials that each tally holds.
    public let trials: UInt64

    /// Returns the counts of these trials and of others together.
    public func merged(with other: Count) -> Count {
      var (tallies, pairs) = (tallies, pairs)
      for index in tallies.indices { tallies[index].merge(other.tallies[index]) }
      for index in pairs.indices { pairs[index].merge(other.pairs[index]) }
      return Count(tallies: tallies, pairs: pairs, trials: trials + other.trials)
    }
  }

  /// The number of trials that one thread takes at a time.
  static let chunk: UInt64 = 16_384

  /// Runs the trials.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised. The chunks under way are
  ///   finished, so the counted trials are always those from the first to some other.
  /// - Throws: the error of the first chunk, strategy and trial that has one.
  public func run(until interruption: Interruption = Interruption()) throws(ExperimentError)
    -> Count
  {
    let runner = Runner(
      total: trials, inPiecesOf: Experiment.chunk, jobs: jobs, until: interruption)
    let (sum, finished) = try runner.run(Sum(self)) { worker throws(ExperimentError) in
      var sum = Sum(self)
      var samplers = strategies.map {
        OperationSampler($0.scenario, seed: seed, eventLimit: eventLimit)
      }
      var disagreements = strategies.map { _ in UInt64(0) }
      while let chunk = worker.next() {
        try run(chunk: chunk, on: &samplers, into: &sum)
        if let meter {
          let seen = sum.tallies.map { $0.count(.disagree) }
          meter.add(
            min(Experiment.chunk, trials - chunk * Experiment.chunk),
            disagreements: zip(seen, disagreements).map { $0 - $1 })
          disagreements = seen
        }
      }
      // A tally is large: each thread adds its own once, at the end.
      worker.add { $0.merge(sum) }
    }
    return Count(
      tallies: sum.tallies, pairs: sum.pairs, trials: min(finished * Experiment.chunk, trials))
  }

  /// The tallies of all strategies, and the pair tallies, which are empty without a baseline.
  private struct Sum {
    /// The counts of each strategy.
    var tallies: [Tally]
    /// The counts of each strategy together with the baseline's; empty without one.
    var pairs: [PairTally]

    /// Creates sums of nothing, in the shape that the experiment needs.
    init(_ experiment: Experiment) {
      tallies = experiment.strategies.map { _ in Tally() }
      pairs = experiment.baseline == nil ? [] : experiment.strategies.map { _ in PairTally() }
    }

    /// Adds the counts of other trials.
    mutating func merge(_ other: Sum) {
      for index in tallies.indices { tallies[index].merge(other.tallies[index]) }
      for index in pairs.indices { pairs[index].merge(other.pairs[index]) }
    }
  }

  /// Runs a chunk of trials for every strategy.
  ///
  /// The outcomes of the baseline are kept until the others have run the same trials. Only a
  /// chunk of them is in memory at a time.
  private func run(
    chunk: UInt64, on samplers: inout [OperationSampler], into sum: inout Sum
  ) throws(ExperimentError) {
    let first = chunk * Experiment.chunk
    let trials = firstTrial + first..<firstTrial + min(first + Experiment.chunk, trials)
    // All other strategies are paired with the outcomes of the baseline in these trials.
    var kept: [OutcomeBlock] = []
    if let baseline {
      try run(trials, of: baseline, on: &samplers) { _, block in kept.append(block) }
    }
    for index in strategies.indices {
      if index == baseline {
        for block in kept { sum.tallies[index].add(block) }
        continue
      }
      try run(trials, of: index, on: &samplers) { number, block in
        sum.tallies[index].add(block)
        if !kept.isEmpty { sum.pairs[index].add(kept[number], block) }
      }
    }
  }

  /// Runs some trials of one strategy, block by block.
  private func run(
    _ trials: Range<UInt64>, of index: Int, on samplers: inout [OperationSampler],
    _ take: (Int, OutcomeBlock) -> Void
  ) throws(ExperimentError) {
    var block = OutcomeBlock()
    var number = 0
    var start = trials.lowerBound
    while start < trials.upperBound {
      let next = min(start + UInt64(OperationSampler.blockSize), trials.upperBound)
      do {
        try samplers[index].outcomes(ofTrials: start..<next, into: &block)
      } catch {
        throw ExperimentError(strategy: strategies[index].name, limit: error)
      }
      take(number, block)
      number += 1
      start = next
    }
  }
}
