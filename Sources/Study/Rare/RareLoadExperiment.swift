import Dispatch
import EndToEnd
import Simulation
import Synchronization

/// Every strategy of a model with many clients: single operations among all others, followed from their
/// beginning with faults that are more probable than the model says.
///
/// In each run some of the measured operations are chosen, evenly and from a random one on, and many
/// courses branch off where each begins (`FleetImportanceSampler`). Every measured operation is chosen with
/// the same probability, and each chosen one has as many courses: so the weighted mean over courses is
/// that over measured operations. What is said about the server as a whole is left to plain runs.
public struct RareLoadExperiment: Sendable {
  public let strategies: [Strategy]
  /// How often each strategy is run; `nil`: so often that the runs take about as long as the courses, but
  /// at least 20 times. Whatever begins in one run meets the same rush or the same calm, so many runs with
  /// few courses say more than few runs with many.
  public var runs: UInt64?
  /// How many courses each strategy is tried on, in all runs together; about.
  public var trials: UInt64 = RareLoadExperiment.usualTrials
  /// The seed that all runs share.
  public var seed: UInt64 = 1
  /// How many threads work at once; at least 1.
  public var jobs = 1
  /// What one run may use.
  public var limits = FleetSampler.Limits()
  /// How much the search for the tilts takes.
  var effort = BiasSearch.Effort.little
  private let costs: Costs?

  /// Enough for some percent.
  public static let usualTrials: UInt64 = 20_480
  /// The fewest that are run if nobody says how many.
  static let fewestRuns: UInt64 = 20
  /// The most runs: what came of each is kept for the intervals.
  public static let mostRuns: UInt64 = 10_000
  /// In a run, courses branch off from so many operations.
  static let operationsOfARun: UInt64 = 16
  /// From so many, in the pilots.
  private static let pilotOperations: UInt64 = 32
  /// The run of the pilots, which is none of the real ones.
  private static let pilotRun: UInt64 = 1 << 23

  /// - Precondition: all strategies have clients.
  public init(_ strategies: [Strategy], costs: Costs?) {
    self.strategies = strategies
    self.costs = costs
  }

  /// What was estimated from all of the runs, or from the first of them if somebody interrupted.
  public struct Count: Sendable {
    /// One for each strategy, in their order; none if a strategy measured no operation.
    public let results: [StrategyResult]
    public let runs: UInt64
    /// How many there would have been if nobody had interrupted.
    public let plannedRuns: UInt64
  }

  /// Searches for the tilts, and makes the runs.
  ///
  /// - Parameter interruption: ends the experiment early when it is raised.
  /// - Throws: the problem of the first strategy and run that has one.
  public func run(
    until interruption: Interruption = Interruption()
  ) throws(Experiment.Problem) -> Count {
    let plans = try strategies.concurrentMap(jobs: jobs) { strategy throws(Experiment.Problem) in
      try plan(strategy, until: interruption)
    }
    let runs = runs ?? sensibleRuns(plans)
    let progress = Mutex(
      Progress(
        work: WorkList(count: runs),
        sums: OrderedSums(plans.map { WeightedTally(around: $0.center) })))
    let courses = max(trials / runs / RareLoadExperiment.operationsOfARun, 1)
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      work(plans, courses: courses, on: progress, until: interruption)
    }
    return try progress.withLock { progress throws(Experiment.Problem) in
      try progress.work.check()
      let byRun = progress.runs.sorted { $0.run < $1.run }.map(\.parts)
      let results = strategies.indices.compactMap { index in
        StrategyResult(
          progress.sums.tallies[index], runs: byRun.map { $0[index] }, of: strategies[index].name,
          seed: seed)
      }
      return Count(
        results: results.count == strategies.count ? results : [], runs: progress.work.taken,
        plannedRuns: runs)
    }
  }

  /// So many runs that they handle about as many events as the courses do, and that the courses are as many
  /// as they should be.
  private func sensibleRuns(_ plans: [Plan]) -> UInt64 {
    let ofRun = plans.reduce(0) { $0 + $1.eventsOfRun }
    let ofCourse = plans.reduce(0) { $0 + $1.eventsOfCourse }
    let most = Double(RareLoadExperiment.mostRuns)
    let wanted = max(UInt64(min(Double(trials) * ofCourse / max(ofRun, 1), most)), 1)
    let operations = trials / RareLoadExperiment.operationsOfARun
    let courses = max((operations + wanted - 1) / wanted, 1)
    return min(
      max(operations / courses, RareLoadExperiment.fewestRuns), RareLoadExperiment.mostRuns)
  }

  /// How the courses of a strategy are drawn and added up.
  private struct Plan: Sendable {
    let mixture: ProposalMixture
    let center: ControlVariate
    /// One in so many operations is chosen.
    var stride: UInt64 = 1
    /// How many events one run handles, and one course on average.
    var eventsOfRun = 0.0
    var eventsOfCourse = 0.0
  }

  private func plan(
    _ strategy: Strategy, until interruption: Interruption
  ) throws(Experiment.Problem) -> Plan {
    var search = BiasSearch(effort, until: interruption)
    var sampler = FleetImportanceSampler(
      strategy.scenario, search.mixture, seed: seed, limits: limits, takesNotes: true)
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
      var courses = 0.0
      try search.search { (mixture, trials, take) throws(SimulationError) in
        sampler.mixture = mixture
        courses += Double(trials.count)
        for trial in trials {
          let beginning = beginnings[Int(trial % UInt64(beginnings.count))]
          let weighted = try sampler.outcome(
            from: beginning, course: trial - BiasSearch.firstTrial,
            tilt: mixture.component(ofTrial: trial / UInt64(beginnings.count)))
          take(weighted, sampler.visits)
        }
      }
      return Plan(
        mixture: search.mixture, center: ControlVariate(search.plain, costs: costs),
        stride: max(count / RareLoadExperiment.operationsOfARun, 1), eventsOfRun: eventsOfRun,
        eventsOfCourse: Double(sampler.events - eventsBefore) / max(courses, 1))
    } catch {
      throw Experiment.Problem(strategy: strategy.name, limit: error)
    }
  }

  /// What the threads share.
  private struct Progress {
    var work: WorkList
    var sums: OrderedSums
    /// Of each run that is finished what the intervals need, for each strategy.
    var runs: [(run: UInt64, parts: [WeightedRun])] = []
  }

  private func work(
    _ plans: [Plan], courses: UInt64, on progress: borrowing Mutex<Progress>,
    until interruption: Interruption
  ) {
    var samplers = zip(strategies, plans).map { strategy, plan in
      FleetImportanceSampler(strategy.scenario, plan.mixture, seed: seed, limits: limits)
    }
    while let run = progress.withLock({ $0.work.take(unless: interruption) }) {
      do {
        var tallies: [WeightedTally] = []
        for index in strategies.indices {
          tallies.append(
            try count(run, courses, plans[index], &samplers[index], of: strategies[index]))
        }
        let parts = tallies.map(WeightedRun.init)
        progress.withLock {
          $0.sums.add(tallies, of: run)
          $0.runs.append((run, parts))
        }
      } catch {
        progress.withLock { $0.work.fail(run, error) }
        return
      }
    }
  }

  /// The courses of one run, so many from each beginning.
  private func count(
    _ run: UInt64, _ courses: UInt64, _ plan: Plan, _ sampler: inout FleetImportanceSampler,
    of strategy: Strategy
  ) throws(Experiment.Problem) -> WeightedTally {
    var tally = WeightedTally(around: plan.center)
    // Which operation is the first of those chosen, and which tilt that of the first course: by chance,
    // so that every operation is chosen alike, and every tilt has its share.
    let luck = KeyedRandom(seed: seed ^ 0xbb67_ae85_84ca_a73b, trial: run)
    let offset = luck.bits(at: ChoicePoint(actor: 0, kind: 0)) % plan.stride
    var next = luck.bits(at: ChoicePoint(actor: 0, kind: 1)) % UInt64(ProposalMixture.period)
    do {
      let isChosen = { (number: UInt64) in number % plan.stride == offset }
      try sampler.run(trial: run, choosing: isChosen) {
        (sampler, beginning) throws(SimulationError) in
        for course in 0..<courses {
          tally.add(
            try sampler.outcome(
              from: beginning, course: course, tilt: plan.mixture.component(ofTrial: next)))
          next += 1
        }
      }
    } catch {
      throw Experiment.Problem(strategy: strategy.name, limit: error)
    }
    return tally
  }
}
