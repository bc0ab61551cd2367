import Dispatch
import EndToEnd
import Simulation
import Synchronization

/// Every strategy of a model with many clients, run as a whole again and again.
///
/// ```swift
/// var experiment = LoadExperiment(model.strategies, costs: model.costs)
/// experiment.runs = 20
/// let count = try experiment.run()
/// ```
///
/// The operations of one run depend on each other: they meet in one queue. So what is independent,
/// and what intervals are made from, are the runs. Run n has the same arrivals under every strategy.
public struct LoadExperiment: Sendable {
  public let strategies: [Strategy]
  /// How often each strategy is run.
  public var runs: UInt64 = 20
  /// The number of the first run.
  public var firstRun: UInt64 = 0
  /// The seed that all runs share.
  public var seed: UInt64 = 1
  /// How many threads work at once; at least 1.
  public var jobs = 1
  /// What one run may use.
  public var limits = FleetSampler.Limits()
  /// Which strategy, by its place, all others are compared with run by run; `nil` for none.
  public var baseline: Int?
  /// What is told how far the work has come; `nil` if nobody watches.
  public var meter: WorkMeter?
  private let costs: Costs?

  /// - Precondition: all strategies have clients.
  public init(_ strategies: [Strategy], costs: Costs?) {
    self.strategies = strategies
    self.costs = costs
  }

  /// What was counted: all of the runs, or the first of them if somebody interrupted.
  public struct Count: Sendable {
    /// One for each strategy, in their order.
    let strategies: [StrategyCount]
    public let runs: UInt64

    /// What was counted in these runs and in others.
    public func merged(with other: Count) -> Count {
      let both = zip(strategies, other.strategies).map { $0.merged(with: $1) }
      return Count(strategies: both, runs: runs + other.runs)
    }
  }

  /// What was counted of one strategy.
  struct StrategyCount: Sendable {
    let tally: Tally
    let series: LoadSeries
    /// In the order of the runs.
    let figures: [RunFigures]

    func merged(with other: StrategyCount) -> StrategyCount {
      var (tally, series) = (tally, series)
      tally.merge(other.tally)
      series.merge(other.series)
      // Sums of doubles depend on their order.
      let figures = (figures + other.figures).sorted { $0.run < $1.run }
      return StrategyCount(tally: tally, series: series, figures: figures)
    }
  }

  /// Runs the fleets.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised; runs under way are
  ///   finished.
  /// - Throws: the problem of the first run and strategy that has one.
  public func run(
    until interruption: Interruption = Interruption()
  ) throws(Experiment.Problem) -> Count {
    let progress = Mutex(Progress(work: WorkList(count: runs)))
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      work(on: progress, until: interruption)
    }
    return try progress.withLock { progress throws(Experiment.Problem) in
      try progress.work.check()
      // Sums of doubles depend on their order: figures are put together in that of the runs.
      let figures = progress.figures.sorted { $0.run < $1.run }.map(\.figures)
      let strategies = progress.sums.enumerated().map { index, sum in
        StrategyCount(tally: sum.tally, series: sum.series, figures: figures.map { $0[index] })
      }
      return Count(strategies: strategies, runs: progress.work.taken)
    }
  }

  /// What the threads share.
  private struct Progress {
    var work: WorkList
    /// What each strategy has counted: sums are made at once, since a tally is large.
    var sums: [Sum] = []
    /// Those of each run that is finished, one for each strategy.
    var figures: [(run: UInt64, figures: [RunFigures])] = []

    mutating func add(_ others: [Sum], _ figures: [RunFigures], of run: UInt64) {
      self.figures.append((run, figures))
      if sums.isEmpty {
        sums = others
        return
      }
      for (index, other) in others.enumerated() {
        sums[index].tally.merge(other.tally)
        sums[index].series.merge(other.series)
      }
    }
  }

  /// What adds up over runs in any order.
  private struct Sum {
    var tally: Tally
    var series: LoadSeries
  }

  private func work(on progress: borrowing Mutex<Progress>, until interruption: Interruption) {
    var samplers = strategies.map {
      FleetSampler($0.scenario, seed: seed, limits: limits)
    }
    while let run = progress.withLock({ $0.work.take(unless: interruption) }) {
      do {
        let (sums, figures) = try count(run, on: &samplers)
        progress.withLock { $0.add(sums, figures, of: run) }
        meter?.add(1)
      } catch {
        progress.withLock { $0.work.fail(run, error) }
        return
      }
    }
  }

  private func count(
    _ run: UInt64, on samplers: inout [FleetSampler]
  ) throws(Experiment.Problem) -> (sums: [Sum], figures: [RunFigures]) {
    var sums: [Sum] = []
    var figures: [RunFigures] = []
    for index in strategies.indices {
      var tally = Tally()
      do {
        let record = try samplers[index].run(trial: firstRun + run) { outcomes in
          for outcome in outcomes { tally.add(outcome) }
        }
        let workers = strategies[index].scenario.server.capacity?.workers
        sums.append(Sum(tally: tally, series: LoadSeries(record, workers: workers)))
        let load = ServerLoad(record, workers: workers)
        figures.append(RunFigures(run: firstRun + run, tally, load, costs: costs))
      } catch {
        throw Experiment.Problem(strategy: strategies[index].name, limit: error)
      }
    }
    return (sums, figures)
  }
}
