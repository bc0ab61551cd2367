import EndToEnd
import Simulation

/// The plan to estimate every strategy of a model with many clients from weighted operations: single operations are
/// followed from their beginning, with faults that are more probable than the model says.
///
/// In each run some of the measured operations are chosen, evenly and starting with a random one, and the run is
/// forked many times where each begins (`FleetImportanceSampler`). Every measured operation is chosen with the same
/// probability, and each chosen one has as many forks: so the weighted mean over forks is the mean over measured
/// operations. Plain runs measure the server as a whole.
public struct RareLoadExperiment: Sendable {
  /// The strategies, in the order of the results.
  public let strategies: [Strategy]
  /// The number of runs of each strategy. `nil` chooses it so that the runs take about as long as the forks, but at
  /// least 20. Operations of one run meet the same load. Therefore many runs with few forks say more than few
  /// runs with many.
  public var runs: UInt64?
  /// The approximate number of forks for each strategy, in all runs together.
  public var trials: UInt64 = RareLoadExperiment.usualTrials
  /// The seed that all runs share.
  public var seed: UInt64 = 1
  /// The number of threads; at least 1.
  public var jobs = 1
  /// The limits of one run.
  public var limits = FleetSampler.Limits()
  /// The meter that follows the runs; `nil` if they are not watched.
  public var meter: WorkMeter?
  /// The effort of the search for the biases.
  var effort = BiasSearch.Effort.little
  private let costs: Costs?

  /// Enough for some percent.
  public static let usualTrials: UInt64 = 20_480
  /// The fewest runs if their number is not given.
  static let fewestRuns: UInt64 = 20
  /// The most runs: data of each is kept for the intervals.
  public static let mostRuns: UInt64 = 10_000
  /// The number of operations of a run at which it is forked.
  static let operationsOfARun: UInt64 = 16
  /// That number in the pilots.
  private static let pilotOperations: UInt64 = 32
  /// The number of the pilots' run, which is none of the real ones.
  private static let pilotRun: UInt64 = 1 << 23

  /// - Precondition: all strategies have clients.
  public init(_ strategies: [Strategy], costs: Costs?) {
    self.strategies = strategies
    self.costs = costs
  }

  /// The results of all runs, or of the first of them if the experiment was interrupted.
  public struct Count: Sendable {
    /// The result of each strategy, in their order; empty if a strategy measured no operation.
    public let results: [StrategyResult]
    /// The number of runs.
    public let runs: UInt64
    /// The number of runs of the whole experiment.
    public let plannedRuns: UInt64
  }

  /// Searches for the biases, and makes the runs.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised.
  /// - Throws: the error of the first strategy and run that has one.
  public func run(
    until interruption: Interruption = Interruption()
  ) throws(ExperimentError) -> Count {
    let plans = try strategies.concurrentMap(jobs: jobs) { strategy throws(ExperimentError) in
      try plan(strategy, until: interruption)
    }
    let runs = runs ?? sensibleRuns(plans)
    let forks = max(trials / runs / RareLoadExperiment.operationsOfARun, 1)
    let empty = Sum(OrderedSums(plans.map { WeightedTally(around: $0.center) }))
    meter?.begin(total: runs)
    let runner = Runner(total: runs, jobs: jobs, until: interruption)
    let (sum, finished) = try runner.run(empty) { worker throws(ExperimentError) in
      var samplers = zip(strategies, plans).map { strategy, plan in
        FleetImportanceSampler(strategy.scenario, plan.mixture, seed: seed, limits: limits)
      }
      while let run = worker.next() {
        var tallies: [WeightedTally] = []
        for index in strategies.indices {
          tallies.append(
            try count(run, forks, plans[index], &samplers[index], of: strategies[index]))
        }
        let parts = tallies.map(WeightedRun.init)
        worker.add {
          $0.sums.add(tallies, of: run)
          $0.runs.append((run, parts))
        }
        meter?.add(1)
      }
    }
    let byRun = sum.runs.sorted { $0.run < $1.run }.map(\.parts)
    let results = strategies.indices.compactMap { index in
      StrategyResult(
        sum.sums.tallies[index], runs: byRun.map { $0[index] }, of: strategies[index].name,
        seed: seed)
    }
    return Count(
      results: results.count == strategies.count ? results : [], runs: finished,
      plannedRuns: runs)
  }

  /// The counts of the runs that are finished.
  private struct Sum {
    var sums: OrderedSums
    /// The data for the intervals from each run, for each strategy.
    var runs: [(run: UInt64, parts: [WeightedRun])] = []

    init(_ sums: OrderedSums) { self.sums = sums }
  }

  /// Returns the number of runs with which the runs handle about as many events as the forks, and the forks are as
  /// many as they should be.
  private func sensibleRuns(_ plans: [Plan]) -> UInt64 {
    let ofRun = plans.reduce(0) { $0 + $1.eventsOfRun }
    let ofFork = plans.reduce(0) { $0 + $1.eventsOfFork }
    let most = Double(RareLoadExperiment.mostRuns)
    let wanted = max(UInt64(min(Double(trials) * ofFork / max(ofRun, 1), most)), 1)
    let operations = trials / RareLoadExperiment.operationsOfARun
    let forks = max((operations + wanted - 1) / wanted, 1)
    return min(
      max(operations / forks, RareLoadExperiment.fewestRuns), RareLoadExperiment.mostRuns)
  }

  /// The way in which the forks of a strategy are drawn and added up.
  private struct Plan: Sendable {
    let mixture: ProposalMixture
    let center: ControlVariate
    /// The distance between chosen operations.
    var stride: UInt64 = 1
    /// The number of events of one run, and of one fork on average.
    var eventsOfRun = 0.0
    var eventsOfFork = 0.0
  }

  /// Finds the biases of a strategy in one run of the fleet, and the cost of a run beside that of
  /// a fork.
  private func plan(
    _ strategy: Strategy, until interruption: Interruption
  ) throws(ExperimentError) -> Plan {
    var search = BiasSearch(effort, until: interruption)
    var sampler = FleetImportanceSampler(
      strategy.scenario, search.mixture, seed: seed, limits: limits, recordsFaults: true)
    do {
      let measured = try sampler.measured(inRun: RareLoadExperiment.pilotRun)
      let count = UInt64(measured.count)
      let eventsOfRun = Double(sampler.events)
      guard count > 0 else {
        return Plan(
          mixture: search.mixture, center: ControlVariate([], costs: costs),
          eventsOfRun: eventsOfRun)
      }
      var beginnings: [FleetImportanceSampler.Beginning] = []
      let step = max(count / RareLoadExperiment.pilotOperations, 1)
      let isChosen = { (number: UInt64) in
        measured.contains(number) && (number - measured.lowerBound) % step == step / 2
      }
      try sampler.run(trial: RareLoadExperiment.pilotRun, choosing: isChosen) { _, beginning in
        beginnings.append(beginning)
      }
      let eventsBefore = sampler.events
      var forks = 0.0
      try search.search { (mixture, trials, take) throws(SimulationError) in
        sampler.mixture = mixture
        forks += Double(trials.count)
        for trial in trials where !interruption.isRaised {
          let beginning = beginnings[Int(trial % UInt64(beginnings.count))]
          let weighted = try sampler.outcome(
            from: beginning, path: trial - BiasSearch.firstTrial,
            bias: mixture.component(ofTrial: trial / UInt64(beginnings.count)))
          take(weighted, sampler.visits)
        }
      }
      return Plan(
        mixture: search.mixture, center: ControlVariate(search.plain, costs: costs),
        stride: max(count / RareLoadExperiment.operationsOfARun, 1), eventsOfRun: eventsOfRun,
        eventsOfFork: Double(sampler.events - eventsBefore) / max(forks, 1))
    } catch {
      throw ExperimentError(strategy: strategy.name, limit: error)
    }
  }

  /// Counts the forks of one run: the same number from each beginning.
  private func count(
    _ run: UInt64, _ forks: UInt64, _ plan: Plan, _ sampler: inout FleetImportanceSampler,
    of strategy: Strategy
  ) throws(ExperimentError) -> WeightedTally {
    var tally = WeightedTally(around: plan.center)
    // The first chosen operation and the bias of the first fork are random, so that every operation is chosen with
    // the same probability, and every bias has its share.
    let random = KeyedRandom(seed: seed ^ 0xbb67_ae85_84ca_a73b, trial: run)
    let offset = random.bits(at: ChoicePoint(actor: 0, kind: 0)) % plan.stride
    var next = random.bits(at: ChoicePoint(actor: 0, kind: 1)) % UInt64(ProposalMixture.period)
    do {
      let isChosen = { (number: UInt64) in number % plan.stride == offset }
      try sampler.run(trial: run, choosing: isChosen) {
        (sampler, beginning) throws(SimulationError) in
        for fork in 0..<forks {
          tally.add(
            try sampler.outcome(
              from: beginning, path: fork, bias: plan.mixture.component(ofTrial: next)))
          next += 1
        }
      }
    } catch {
      throw ExperimentError(strategy: strategy.name, limit: error)
    }
    return tally
  }
}
