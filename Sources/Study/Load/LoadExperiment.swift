import EndToEnd
import Simulation

/// The plan to run every strategy of a model with many clients, as a whole and repeatedly.
///
/// ```swift
/// var experiment = LoadExperiment(model.strategies, costs: model.costs)
/// experiment.runs = 20
/// let count = try experiment.run()
/// ```
///
/// The operations of one run depend on each other, since they share a queue. The runs are independent, and intervals
/// are made from them. Run n has the same arrivals under every strategy.
public struct LoadExperiment: Sendable {
  /// The strategies, in the order of the results.
  public let strategies: [Strategy]
  /// The number of runs of each strategy.
  public var runs: UInt64 = 20
  /// The number of the first run.
  public var firstRun: UInt64 = 0
  /// The seed that all runs share.
  public var seed: UInt64 = 1
  /// The number of threads; at least 1.
  public var jobs = 1
  /// The limits of one run.
  public var limits = FleetSampler.Limits()
  /// The index of the strategy that all others are compared with run by run; `nil` for none.
  public var baseline: Int?
  /// The meter that shows progress; `nil` for none.
  public var meter: WorkMeter?
  private let costs: Costs?

  /// - Precondition: all strategies have clients.
  public init(_ strategies: [Strategy], costs: Costs?) {
    self.strategies = strategies
    self.costs = costs
  }

  /// The counts of all runs, or of the first of them if the experiment was interrupted.
  public struct Count: Sendable {
    /// The counts of each strategy, in their order.
    let strategies: [StrategyCount]
    /// The number of runs.
    public let runs: UInt64

    /// Returns the counts of these runs and of others together.
    public func merged(with other: Count) -> Count {
      let both = zip(strategies, other.strategies).map { $0.merged(with: $1) }
      return Count(strategies: both, runs: runs + other.runs)
    }
  }

  /// The counts of one strategy.
  struct StrategyCount: Sendable {
    /// The counts of its writes.
    var tally: Tally
    /// The totals of each bin of time, added up over runs.
    var series: LoadSeries
    /// The figures of each run, in the order of the runs.
    var figures: [RunFigures]

    /// Adds the counts of other runs, with their figures behind.
    mutating func add(_ other: StrategyCount) {
      tally.merge(other.tally)
      series.merge(other.series)
      figures += other.figures
    }

    /// Returns the counts of both; no run may be in both.
    func merged(with other: StrategyCount) -> StrategyCount {
      var both = self
      both.add(other)
      // Sums of doubles depend on their order.
      both.figures.sort { $0.run < $1.run }
      return both
    }
  }

  /// Runs the fleets.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised; runs under way are
  ///   finished.
  /// - Throws: the error of the first run and strategy that has one.
  public func run(until interruption: Interruption = Interruption()) throws(ExperimentError)
    -> Count
  {
    let runner = Runner(total: runs, jobs: jobs, until: interruption)
    let (sum, finished) = try runner.run(Sum()) { worker throws(ExperimentError) in
      var samplers = strategies.map { FleetSampler($0.scenario, seed: seed, limits: limits) }
      while let run = worker.next() {
        let counts = try count(run, on: &samplers)
        worker.add { $0.add(counts) }
        meter?.add(1)
      }
    }
    // Sums of doubles depend on their order: figures are put into that of the runs.
    let counts = sum.counts.map { count in
      StrategyCount(
        tally: count.tally, series: count.series,
        figures: count.figures.sorted { $0.run < $1.run })
    }
    return Count(strategies: counts, runs: finished)
  }

  /// The counts of the runs that are finished.
  private struct Sum {
    /// The counts of each strategy.
    var counts: [StrategyCount] = []

    /// Adds the counts of other runs, strategy by strategy.
    mutating func add(_ others: [StrategyCount]) {
      if counts.isEmpty {
        counts = others
        return
      }
      for (index, other) in others.enumerated() { counts[index].add(other) }
    }
  }

  /// Makes one run of each strategy.
  private func count(
    _ run: UInt64, on samplers: inout [FleetSampler]
  ) throws(ExperimentError) -> [StrategyCount] {
    var counts: [StrategyCount] = []
    for index in strategies.indices {
      var tally = Tally()
      do {
        let record = try samplers[index].run(trial: firstRun + run) { outcomes in
          for outcome in outcomes { tally.add(outcome) }
        }
        let workers = strategies[index].scenario.server.capacity?.workers
        let load = ServerLoad(record, workers: workers)
        counts.append(
          StrategyCount(
            tally: tally, series: LoadSeries(record, workers: workers),
            figures: [RunFigures(run: firstRun + run, tally, load, costs: costs)]))
      } catch {
        throw ExperimentError(strategy: strategies[index].name, limit: error)
      }
    }
    return counts
  }
}
