import Dispatch
import EndToEnd
import Simulation
import Synchronization

/// Every strategy of a model on weighted trials, in which faults are more probable than the model says:
/// for shares so small that no plain trial would ever show them.
///
/// ```swift
/// var experiment = RareExperiment(model.strategies, costs: model.costs)
/// experiment.trials = 100_000
/// let results = try experiment.run().results
/// results[0][.joint(.acknowledged, copies: 3)]?.estimate  // 4e-10 ± 1 %
/// ```
///
/// How much more probable is found out in pilots (`BiasSearch`). The result depends neither on the number
/// of jobs nor on which of them did what.
public struct RareExperiment: Sendable {
  public let strategies: [Strategy]
  /// How many weighted operations each strategy is tried on.
  public var trials: UInt64 = RareExperiment.usualTrials
  /// The seed that all trials share.
  public var seed: UInt64 = 1
  /// How many threads work at once; at least 1.
  public var jobs = 1
  /// The most events that one trial may handle.
  public var eventLimit: UInt64 = 1_000_000
  /// How much the search for the tilts takes.
  var effort = BiasSearch.Effort()
  private let costs: Costs?

  /// Enough for a percent or so, in less than a second.
  public static let usualTrials: UInt64 = 262_144

  public init(_ strategies: [Strategy], costs: Costs?) {
    self.strategies = strategies
    self.costs = costs
  }

  /// What was estimated from all of the trials, or from the first of them if somebody interrupted.
  public struct Count: Hashable, Sendable {
    /// One for each strategy, in their order; none if there were no trials.
    public let results: [StrategyResult]
    public let trials: UInt64
  }

  /// Trials that one thread takes on at a time; of each tilt there are as many in each such piece.
  static let chunk: UInt64 = 16_384

  /// Searches for the tilts, and runs the trials.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised.
  /// - Throws: the problem of the first strategy and trial that has one.
  public func run(
    until interruption: Interruption = Interruption()
  ) throws(Experiment.Problem) -> Count {
    let plans = try strategies.concurrentMap(jobs: jobs) { strategy throws(Experiment.Problem) in
      try plan(strategy, until: interruption)
    }
    let chunks = (trials + RareExperiment.chunk - 1) / RareExperiment.chunk
    let progress = Mutex(
      Progress(
        work: WorkList(count: chunks),
        sums: OrderedSums(plans.map { WeightedTally(around: $0.center) })))
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      work(plans, on: progress, until: interruption)
    }
    return try progress.withLock { progress throws(Experiment.Problem) in
      try progress.work.check()
      let trials = min(progress.work.taken * RareExperiment.chunk, trials)
      guard trials > 0 else { return Count(results: [], trials: 0) }
      let results = zip(strategies, progress.sums.tallies).map { strategy, tally in
        StrategyResult(tally, of: strategy.name, seed: seed)
      }
      return Count(results: results, trials: trials)
    }
  }

  /// How the trials of a strategy are drawn and added up.
  private struct Plan: Sendable {
    let mixture: ProposalMixture
    let center: ControlVariate
  }

  private func plan(
    _ strategy: Strategy, until interruption: Interruption
  ) throws(Experiment.Problem) -> Plan {
    var search = BiasSearch(effort, until: interruption)
    var sampler = OperationImportanceSampler(
      strategy.scenario, search.mixture, seed: seed, eventLimit: eventLimit, takesNotes: true)
    do {
      try search.search { (mixture, trials, take) throws(SimulationError) in
        sampler.mixture = mixture
        for trial in trials { take(try sampler.outcome(ofTrial: trial), sampler.visits) }
      }
    } catch {
      throw Experiment.Problem(strategy: strategy.name, limit: error)
    }
    return Plan(mixture: search.mixture, center: ControlVariate(search.plain, costs: costs))
  }

  /// What the threads share.
  private struct Progress {
    var work: WorkList
    var sums: OrderedSums
  }

  private func work(
    _ plans: [Plan], on progress: borrowing Mutex<Progress>, until interruption: Interruption
  ) {
    var samplers = zip(strategies, plans).map { strategy, plan in
      OperationImportanceSampler(
        strategy.scenario, plan.mixture, seed: seed, eventLimit: eventLimit)
    }
    while let chunk = progress.withLock({ $0.work.take(unless: interruption) }) {
      var tallies = plans.map { WeightedTally(around: $0.center) }
      do {
        try run(chunk, on: &samplers, into: &tallies)
        progress.withLock { $0.sums.add(tallies, of: chunk) }
      } catch {
        progress.withLock { $0.work.fail(chunk, error) }
        return
      }
    }
  }

  private func run(
    _ chunk: UInt64, on samplers: inout [OperationImportanceSampler],
    into tallies: inout [WeightedTally]
  ) throws(Experiment.Problem) {
    let first = chunk * RareExperiment.chunk
    let end = min(first + RareExperiment.chunk, trials)
    for index in strategies.indices {
      do {
        for trial in first..<end {
          tallies[index].add(try samplers[index].outcome(ofTrial: trial))
        }
      } catch {
        throw Experiment.Problem(strategy: strategies[index].name, limit: error)
      }
    }
  }
}
