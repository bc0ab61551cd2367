import EndToEnd
import Simulation
import Statistics

/// A comparison of strategies to be made: the model, the method and its parameters.
///
/// ```swift
/// var plan = ComparisonPlan(model)
/// plan.trials = 100_000
/// plan.jobs = 4
/// let comparison = try plan.run().comparison
/// ```
///
/// The result depends neither on the number of jobs nor on the machine.
public struct ComparisonPlan: Sendable {
  /// The model.
  public let model: Model
  /// The strategies to compare; at least one.
  public let strategies: [Strategy]
  /// The method.
  public let method: StudyMethod
  /// The trials of each strategy, or the weighted ones of a rare method; the most of them where there is a
  /// precision. `nil` for the method's usual number.
  public var trials: UInt64?
  /// The runs of each strategy, for many clients; the most of them where there is a precision. `nil` for the
  /// method's usual number.
  public var runs: UInt64?
  /// The precision that chooses the number of trials or runs; `nil` to make as many as said.
  public var precision: PrecisionGoal?
  /// The seed of all chances.
  public var seed: UInt64 = 1
  /// The number of threads that work at once; at least 1.
  public var jobs = 1
  /// The strategy that the others are compared with, by its place among them; `nil` for none.
  public var baseline: Int?
  /// The limits of an exploration.
  public var explorationLimits = ExplorationLimits()
  /// The step of the lattice on which an exploration puts continuous latencies; `nil` for no lattice.
  public var resolution: LatencyResolution?
  /// The largest number of operations under way at once, for many clients.
  public var inFlightLimit = 1_000_000
  /// A Boolean value that indicates whether the results keep the times of all operations, which are large.
  public var keepsTimes = false
  /// The meter that follows the counting; `nil` if it is not watched.
  public var meter: WorkMeter?
  /// Called with the pilot's result before the trials that it asks for are made.
  public var onPilot: (@Sendable (Pilot) -> Void)?

  /// A plan with the method's usual parameters.
  ///
  /// - Parameters:
  ///   - strategies: some of the model's; `nil` for all.
  ///   - method: the method; that of a single operation stands for that of many clients where the model has them.
  public init(_ model: Model, strategies: [Strategy]? = nil, method: StudyMethod = .sample) {
    self.model = model
    self.strategies = strategies ?? model.strategies
    let hasClients = self.strategies.contains { $0.scenario.clients != nil }
    self.method = StudyMethod(word: method.word, hasClients: hasClients) ?? method
  }

  /// The pilot that chose a number of trials or runs.
  public struct Pilot: Hashable, Sendable {
    /// The plan.
    public let plan: PrecisionPlan
    /// The time that the planned trials or runs are expected to take.
    public let expectedTime: Duration
  }

  /// The result of a plan.
  public struct Result: Sendable {
    /// The comparison.
    public let comparison: Comparison
    /// The number of trials or runs of each strategy that the results come from; 0 where nothing is random.
    public let done: UInt64
    /// The number that was planned: more than ``done`` after an interruption.
    public let planned: UInt64
    /// The strategies that an exploration has left out, with the limits that it reached.
    public var unfinished: [ExactExperimentError] = []

    /// A Boolean value that indicates whether everything was done that was planned.
    public var isComplete: Bool { done == planned && unfinished.isEmpty }
  }

  /// Makes the comparison.
  ///
  /// - Parameter interruption: ends the work early when it is raised. The result is then that of the trials or
  ///   runs that were finished, which are the first ones.
  /// - Throws: a limit that was reached, or that there is nothing to compare.
  public func run(until interruption: Interruption = Interruption()) throws(StudyError) -> Result {
    switch method {
    case .exact: return try explore(until: interruption)
    case .rare: return try weigh(until: interruption)
    case .rareLoad: return try weighFleets(until: interruption)
    case .sample, .load:
      let planned = try total(until: interruption)
      meter?.begin(total: planned)
      let counts = try count(0..<planned, until: interruption)
      if counts.amount == 0 { throw .interrupted }
      return Result(comparison: try comparison(of: counts), done: counts.amount, planned: planned)
    }
  }
}

extension ComparisonPlan {
  /// Explores all strategies. Those beyond a limit are left out and named; if none is left, the
  /// first limit is the error.
  private func explore(until interruption: Interruption) throws(StudyError) -> Result {
    if strategies.contains(where: { $0.scenario.clients != nil }) {
      throw .needsSingleOperations(method)
    }
    var experiment = ExactExperiment(strategies)
    experiment.limits = explorationLimits
    experiment.resolution = resolution
    let own = experiment.limits.stop
    experiment.limits.stop = StopCondition { interruption.isRaised || own?.holds == true }
    experiment.jobs = jobs
    do throws(ExactExperimentError) {
      let (results, unfinished) = try experiment.runWithinLimits(costs: model.costs)
      if results.isEmpty, let first = unfinished.first { throw first }
      var comparison = Comparison(model, results: results)
      if let baseline, results.contains(where: { $0.strategy == strategies[baseline].name }) {
        comparison = comparison.differingExactly(from: strategies[baseline].name)
      }
      return Result(comparison: comparison, done: 0, planned: 0, unfinished: unfinished)
    } catch {
      throw StudyError(error)
    }
  }

  /// Checks that a rare method has a fault to make more probable.
  private func checkBias() throws(StudyError) {
    if !strategies.contains(where: { $0.scenario.hasUncertainFaults }) { throw .nothingToBias }
  }

  /// Estimates shares of rare outcomes by importance sampling.
  private func weigh(until interruption: Interruption) throws(StudyError) -> Result {
    try checkBias()
    var experiment = RareExperiment(strategies, costs: model.costs)
    experiment.trials = trials ?? RareExperiment.usualTrials
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.eventLimit = model.eventLimit
    experiment.meter = meter
    let count: RareExperiment.Count
    do throws(ExperimentError) {
      count = try experiment.run(until: interruption)
    } catch {
      throw StudyError(error)
    }
    if count.trials == 0 { throw .interrupted }
    return Result(
      comparison: Comparison(model, results: count.results), done: count.trials,
      planned: experiment.trials)
  }

  /// The same for many clients.
  private func weighFleets(until interruption: Interruption) throws(StudyError) -> Result {
    try checkBias()
    var experiment = RareLoadExperiment(strategies, costs: model.costs)
    experiment.trials = trials ?? RareLoadExperiment.usualTrials
    experiment.runs = runs
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.limits = fleetLimits
    experiment.meter = meter
    let count: RareLoadExperiment.Count
    do throws(ExperimentError) {
      count = try experiment.run(until: interruption)
    } catch {
      throw StudyError(error)
    }
    if count.runs == 0 { throw .interrupted }
    if count.results.isEmpty { throw .nothingMeasured }
    return Result(
      comparison: Comparison(model, results: count.results), done: count.runs,
      planned: count.plannedRuns)
  }

  /// The limits of one run of many clients.
  var fleetLimits: FleetSampler.Limits {
    var limits = FleetSampler.Limits(events: model.eventLimit)
    limits.inFlight = inFlightLimit
    return limits
  }
}
