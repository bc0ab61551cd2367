import EndToEnd
import Simulation

/// The plan to estimate every strategy of a model from weighted trials, in which faults are more probable than the
/// model says: for shares so small that plain trials would never show them.
///
/// ```swift
/// var experiment = RareExperiment(model.strategies, costs: model.costs)
/// experiment.trials = 100_000
/// let results = try experiment.run().results
/// results[0][.joint(.acknowledged, copies: 3)]?.estimate  // 4e-10 ± 1 %
/// ```
///
/// Pilots find how much more probable (`BiasSearch`). The result depends neither on the number of jobs nor on which
/// of them did what.
public struct RareExperiment: Sendable {
  /// The strategies, in the order of the results.
  public let strategies: [Strategy]
  /// The number of weighted operations for each strategy.
  public var trials: UInt64 = RareExperiment.usualTrials
  /// The seed that all trials share.
  public var seed: UInt64 = 1
  /// The number of threads; at least 1.
  public var jobs = 1
  /// The most events that one trial may handle.
  public var eventLimit: UInt64 = 1_000_000
  /// The meter that follows the weighted trials; `nil` if they are not watched.
  public var meter: WorkMeter?
  /// The effort of the search for the biases.
  var effort = BiasSearch.Effort()
  private let costs: Costs?

  /// Enough for a percent or so, in less than a second.
  public static let usualTrials: UInt64 = 262_144

  /// Creates a value from its parts.
  public init(_ strategies: [Strategy], costs: Costs?) {
    self.strategies = strategies
    self.costs = costs
  }

  /// The results of all trials, or of the first of them if the run was interrupted.
  public struct Count: Hashable, Sendable {
    /// The result of each strategy, in their order; empty if there were no trials.
    public let results: [StrategyResult]
    /// The number of trials.
    public let trials: UInt64
  }

  /// The number of trials that one thread takes at a time. Each bias has as many in every such piece.
  static let chunk: UInt64 = 16_384

  /// Searches for the biases, and runs the trials.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised.
  /// - Throws: the error of the first strategy and trial that has one.
  public func run(
    until interruption: Interruption = Interruption()
  ) throws(ExperimentError) -> Count {
    let plans = try strategies.concurrentMap(jobs: jobs) { strategy throws(ExperimentError) in
      try plan(strategy, until: interruption)
    }
    meter?.begin(total: trials)
    let runner = Runner(
      total: trials, inPiecesOf: RareExperiment.chunk, jobs: jobs, until: interruption)
    let empty = plans.map { WeightedTally(around: $0.center) }
    let (sums, finished) = try runner.run(OrderedSums(empty)) { worker throws(ExperimentError) in
      var samplers = zip(strategies, plans).map { strategy, plan in
        OperationImportanceSampler(
          strategy.scenario, plan.mixture, seed: seed, eventLimit: eventLimit)
      }
      while let chunk = worker.next() {
        var tallies = empty
        try run(chunk, on: &samplers, into: &tallies)
        worker.add { $0.add(tallies, of: chunk) }
        meter?.add(min(RareExperiment.chunk, trials - chunk * RareExperiment.chunk))
      }
    }
    let counted = min(finished * RareExperiment.chunk, trials)
    guard counted > 0 else { return Count(results: [], trials: 0) }
    let results = zip(strategies, sums.tallies).map { strategy, tally in
      StrategyResult(tally, of: strategy.name, seed: seed)
    }
    return Count(results: results, trials: counted)
  }

  /// The way in which the trials of a strategy are drawn and added up.
  private struct Plan: Sendable {
    let mixture: ProposalMixture
    let center: ControlVariate
  }

  /// Finds the biases of a strategy. The pilots have trials of their own, which are no part of
  /// the estimate.
  private func plan(
    _ strategy: Strategy, until interruption: Interruption
  ) throws(ExperimentError) -> Plan {
    var search = BiasSearch(effort, until: interruption)
    var sampler = OperationImportanceSampler(
      strategy.scenario, search.mixture, seed: seed, eventLimit: eventLimit, recordsFaults: true)
    do {
      try search.search { (mixture, trials, take) throws(SimulationError) in
        sampler.mixture = mixture
        for trial in trials {
          if sampler.events > BiasSearch.mostEvents || interruption.isRaised { break }
          take(try sampler.outcome(ofTrial: trial), sampler.visits)
        }
      }
    } catch {
      throw ExperimentError(strategy: strategy.name, limit: error)
    }
    return Plan(mixture: search.mixture, center: ControlVariate(search.plain, costs: costs))
  }

  /// Runs a chunk of trials for every strategy.
  private func run(
    _ chunk: UInt64, on samplers: inout [OperationImportanceSampler],
    into tallies: inout [WeightedTally]
  ) throws(ExperimentError) {
    let first = chunk * RareExperiment.chunk
    let end = min(first + RareExperiment.chunk, trials)
    for index in strategies.indices {
      do {
        for trial in first..<end {
          tallies[index].add(try samplers[index].outcome(ofTrial: trial))
        }
      } catch {
        throw ExperimentError(strategy: strategies[index].name, limit: error)
      }
    }
  }
}
