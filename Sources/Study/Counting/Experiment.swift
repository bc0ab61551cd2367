import Dispatch
import EndToEnd
import Simulation
import Synchronization

/// Every strategy of a model on the same trials, counted.
///
/// ```swift
/// var experiment = Experiment(model.strategies)
/// experiment.trials = 100_000
/// let count = try experiment.run()
/// count.tallies[0].count(.phantom)
/// ```
///
/// Trial n has the same luck under every strategy, and tallies are integers: the result does not
/// depend on the number of jobs, nor on which of them did what.
public struct Experiment: Sendable {
  /// What is compared.
  public let strategies: [Strategy]
  /// How many operations each strategy is tried on.
  public var trials: UInt64 = 1_000_000
  /// The number of the first of them.
  public var firstTrial: UInt64 = 0
  /// The seed that all trials share.
  public var seed: UInt64 = 1
  /// How many threads work at once; at least 1.
  public var jobs = 1
  /// The most events that one trial may handle.
  public var eventLimit: UInt64 = 1_000_000
  /// Which strategy, by its place, all others are compared with trial by trial; `nil` for none.
  public var baseline: Int?
  /// What is told how far the work has come; `nil` if nobody watches.
  public var meter: WorkMeter?

  public init(_ strategies: [Strategy]) {
    self.strategies = strategies
  }

  /// What was counted: all of the trials, or the first of them if somebody interrupted.
  public struct Count: Hashable, Sendable {
    /// One for each strategy, in their order.
    public let tallies: [Tally]
    /// Where there is a baseline, one for each strategy: what it and the baseline did in the same trials.
    public let pairs: [PairTally]
    /// How many trials each tally holds.
    public let trials: UInt64

    /// What was counted in these trials and in others.
    public func merged(with other: Count) -> Count {
      var (tallies, pairs) = (tallies, pairs)
      for index in tallies.indices { tallies[index].merge(other.tallies[index]) }
      for index in pairs.indices { pairs[index].merge(other.pairs[index]) }
      return Count(tallies: tallies, pairs: pairs, trials: trials + other.trials)
    }
  }

  /// A trial that came to a limit, so that there is no result.
  public struct Problem: Error, Hashable, Sendable {
    /// The name of the strategy.
    public let strategy: String
    public let limit: SimulationError
  }

  /// Trials that one thread takes on at a time.
  static let chunk: UInt64 = 16_384

  /// Runs the trials.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised. The chunks under way are
  ///   finished, so what is counted is always a run of trials from the first.
  /// - Throws: the problem of the first chunk, strategy and trial that has one.
  public func run(until interruption: Interruption = Interruption()) throws(Problem) -> Count {
    let chunks = (trials + Experiment.chunk - 1) / Experiment.chunk
    let progress = Mutex(Progress(work: WorkList(count: chunks), counts: Counts(self)))
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      work(on: progress, until: interruption)
    }
    return try progress.withLock { progress throws(Problem) in
      try progress.work.check()
      let trials = min(progress.work.taken * Experiment.chunk, trials)
      return Count(
        tallies: progress.counts.tallies, pairs: progress.counts.pairs, trials: trials)
    }
  }

  /// What the threads share.
  private struct Progress {
    var work: WorkList
    var counts: Counts
  }

  /// What is counted.
  private struct Counts {
    var tallies: [Tally]
    /// Empty without a baseline.
    var pairs: [PairTally]

    init(_ experiment: Experiment) {
      tallies = experiment.strategies.map { _ in Tally() }
      pairs = experiment.baseline == nil ? [] : experiment.strategies.map { _ in PairTally() }
    }

    mutating func merge(_ other: Counts) {
      for index in tallies.indices { tallies[index].merge(other.tallies[index]) }
      for index in pairs.indices { pairs[index].merge(other.pairs[index]) }
    }
  }

  /// Takes chunk after chunk, and hands in what it counted at the end.
  private func work(on progress: borrowing Mutex<Progress>, until interruption: Interruption) {
    var counts = Counts(self)
    var samplers = strategies.map {
      OperationSampler($0.scenario, seed: seed, eventLimit: eventLimit)
    }
    var disagreements = strategies.map { _ in UInt64(0) }
    while let chunk = progress.withLock({ $0.work.take(unless: interruption) }) {
      do {
        try run(chunk: chunk, on: &samplers, into: &counts)
      } catch {
        progress.withLock { $0.work.fail(chunk, error) }
        return
      }
      if let meter {
        let seen = counts.tallies.map { $0.count(.disagree) }
        meter.add(
          min(Experiment.chunk, trials - chunk * Experiment.chunk),
          disagreements: zip(seen, disagreements).map { $0 - $1 })
        disagreements = seen
      }
    }
    progress.withLock { $0.counts.merge(counts) }
  }

  private func run(
    chunk: UInt64, on samplers: inout [OperationSampler], into counts: inout Counts
  ) throws(Problem) {
    let first = chunk * Experiment.chunk
    let trials = firstTrial + first..<firstTrial + min(first + Experiment.chunk, trials)
    // All others are compared with what the baseline did in these trials.
    var kept: [OutcomeBlock] = []
    if let baseline {
      try run(trials, of: baseline, on: &samplers) { _, block in kept.append(block) }
    }
    for index in strategies.indices {
      if index == baseline {
        for block in kept { counts.tallies[index].add(block) }
        continue
      }
      try run(trials, of: index, on: &samplers) { number, block in
        counts.tallies[index].add(block)
        if !kept.isEmpty { counts.pairs[index].add(kept[number], block) }
      }
    }
  }

  /// Runs some trials of one strategy, block by block.
  private func run(
    _ trials: Range<UInt64>, of index: Int, on samplers: inout [OperationSampler],
    _ take: (Int, OutcomeBlock) -> Void
  ) throws(Problem) {
    var block = OutcomeBlock()
    var number = 0
    var start = trials.lowerBound
    while start < trials.upperBound {
      let next = min(start + UInt64(OperationSampler.blockSize), trials.upperBound)
      do {
        try samplers[index].outcomes(ofTrials: start..<next, into: &block)
      } catch {
        throw Problem(strategy: strategies[index].name, limit: error)
      }
      take(number, block)
      number += 1
      start = next
    }
  }
}
