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
  /// The seed that all runs share.
  public var seed: UInt64 = 1
  /// How many threads work at once; at least 1.
  public var jobs = 1
  /// What one run may use.
  public var limits = FleetSampler.Limits()
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
  }

  /// What was counted of one strategy.
  struct StrategyCount: Sendable {
    var tally = Tally()
    var series: LoadSeries?
    /// In the order of the runs.
    var figures: [RunFigures] = []
  }

  /// Runs the fleets.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised; runs under way are
  ///   finished.
  /// - Throws: the problem of the first run and strategy that has one.
  public func run(
    until interruption: Interruption = Interruption()
  ) throws(Experiment.Problem) -> Count {
    let progress = Mutex(Progress())
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      work(on: progress, until: interruption)
    }
    return try progress.withLock { progress throws(Experiment.Problem) in
      if let failure = progress.failure { throw failure.problem }
      var strategies = progress.merged
      // Sums of doubles depend on their order: figures are put together in that of the runs.
      for index in strategies.indices {
        strategies[index].figures = progress.figures.compactMap { $0?[index] }
      }
      return Count(strategies: strategies, runs: progress.next)
    }
  }

  /// What the threads share.
  private struct Progress {
    var next: UInt64 = 0
    /// What each strategy has counted: sums are made at once, since a tally is large.
    var merged: [StrategyCount] = []
    var figures: [[RunFigures]?] = []
    var failure: (run: UInt64, problem: Experiment.Problem)?
  }

  private func work(on progress: borrowing Mutex<Progress>, until interruption: Interruption) {
    var samplers = strategies.map {
      FleetSampler($0.scenario, seed: seed, limits: limits)
    }
    while true {
      let taken: UInt64? = progress.withLock { progress in
        if interruption.isRaised || progress.failure != nil || progress.next == runs { return nil }
        progress.next += 1
        progress.figures.append(nil)
        return progress.next - 1
      }
      guard let run = taken else { return }
      do {
        let counts = try count(run, on: &samplers)
        progress.withLock { add(counts, of: run, to: &$0) }
      } catch {
        progress.withLock { progress in
          if let failure = progress.failure, failure.run < run { return }
          progress.failure = (run, error)
        }
        return
      }
    }
  }

  private func count(
    _ run: UInt64, on samplers: inout [FleetSampler]
  ) throws(Experiment.Problem) -> [StrategyCount] {
    var counts: [StrategyCount] = []
    for index in strategies.indices {
      var count = StrategyCount()
      do {
        let record = try samplers[index].run(trial: run) { outcomes in
          for outcome in outcomes { count.tally.add(outcome) }
        }
        let workers = strategies[index].scenario.server.capacity?.workers
        count.series = LoadSeries(record, workers: workers)
        count.figures = [RunFigures(count.tally, record, workers: workers, costs: costs)]
      } catch {
        throw Experiment.Problem(strategy: strategies[index].name, limit: error)
      }
      counts.append(count)
    }
    return counts
  }

  private func add(_ counts: [StrategyCount], of run: UInt64, to progress: inout Progress) {
    progress.figures[Int(run)] = counts.map { $0.figures[0] }
    if progress.merged.isEmpty {
      progress.merged = counts
    } else {
      for (index, count) in counts.enumerated() { progress.merged[index].merge(count) }
    }
  }
}

extension LoadExperiment.StrategyCount {
  fileprivate mutating func merge(_ other: Self) {
    tally.merge(other.tally)
    if let series = other.series { self.series?.merge(series) }
  }
}
