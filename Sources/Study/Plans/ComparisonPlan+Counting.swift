import EndToEnd
import Simulation
import Statistics

/// The trials, or runs, of a range that were counted.
public enum TrialCounts: Sendable {
  /// Trials of single operations.
  case operations(Experiment.Count)
  /// Runs of many clients on one server.
  case runs(LoadExperiment.Count)

  /// The number of trials or runs.
  public var amount: UInt64 {
    switch self {
    case .operations(let count): count.trials
    case .runs(let count): count.runs
    }
  }

  /// The counts of both.
  ///
  /// - Precondition: both are of one plan, and have no trial in common.
  public func merged(with other: TrialCounts) -> TrialCounts {
    switch (self, other) {
    case (.operations(let one), .operations(let another)): .operations(one.merged(with: another))
    case (.runs(let one), .runs(let another)): .runs(one.merged(with: another))
    default: preconditionFailure("counts of one plan are of one kind")
    }
  }
}

/// The steps of counting, for work that is split over machines or times.
///
/// ```swift
/// let half = try plan.total() / 2
/// let counts = try plan.count(0..<half).merged(with: plan.count(half..<plan.total()))
/// let comparison = try plan.comparison(of: counts)
/// ```
extension ComparisonPlan {
  /// The number of trials or runs to count, after a pilot where there is a precision.
  ///
  /// - Precondition: the method is ``StudyMethod/sample`` or ``StudyMethod/load``.
  public func total(until interruption: Interruption = Interruption()) throws(StudyError) -> UInt64
  {
    let most =
      switch method {
      case .load: runs ?? (precision == nil ? StudyMethod.usualRuns : StudyMethod.mostRuns)
      default: trials ?? (precision == nil ? StudyMethod.usualTrials : StudyMethod.mostTrials)
      }
    guard let precision else { return most }
    let clock = ContinuousClock()
    let start = clock.now
    let first = PrecisionPlan.firstPilotTrial
    var counted: TrialCounts?
    let plan = try PrecisionPlan.plan(
      for: precision.precision, of: precision.measures, most: most,
      pilot: method == .load ? .ofRuns : .ofTrials
    ) { made throws(StudyError) in
      let done = counted?.amount ?? 0
      let more = try count(first + done..<first + made, until: interruption, isMetered: false)
      if more.amount < made - done { return nil }
      let all = counted?.merged(with: more) ?? more
      counted = all
      return all.hasOperations ? try comparison(of: all).results : []
    }
    guard let plan else { throw .interrupted }
    let expected = (clock.now - start) * (Double(plan.trials) / Double(plan.pilot))
    onPilot?(Pilot(plan: plan, expectedTime: expected))
    return plan.trials
  }

  /// Counts a range of the trials or runs, or the first of them if the work is interrupted.
  ///
  /// - Precondition: the method is ``StudyMethod/sample`` or ``StudyMethod/load``.
  public func count(
    _ range: Range<UInt64>, until interruption: Interruption = Interruption()
  ) throws(StudyError) -> TrialCounts {
    try count(range, until: interruption, isMetered: true)
  }

  /// Counts a range of trials, or of runs for a model with clients.
  private func count(
    _ range: Range<UInt64>, until interruption: Interruption, isMetered: Bool
  ) throws(StudyError) -> TrialCounts {
    do throws(ExperimentError) {
      if method == .load {
        var experiment = loadExperiment
        experiment.firstRun = range.lowerBound
        experiment.runs = UInt64(range.count)
        experiment.meter = isMetered ? meter : nil
        return .runs(try experiment.run(until: interruption))
      }
      var experiment = experiment
      experiment.firstTrial = range.lowerBound
      experiment.trials = UInt64(range.count)
      experiment.meter = isMetered ? meter : nil
      return .operations(try experiment.run(until: interruption))
    } catch {
      throw StudyError(error)
    }
  }

  /// The results of trials or runs that were counted.
  ///
  /// - Throws: ``StudyError/nothingMeasured`` if no operation of the runs was measured.
  public func comparison(of counts: TrialCounts) throws(StudyError) -> Comparison {
    switch counts {
    case .operations(let count):
      let comparison = Comparison(model, count, of: experiment)
      return keepsTimes ? comparison.timed(count) : comparison
    case .runs(let count):
      if !counts.hasOperations { throw .nothingMeasured }
      let comparison = Comparison(model, count, of: loadExperiment)
      return keepsTimes ? comparison.timed(count) : comparison
    }
  }

  /// Returns true if counts that come from elsewhere have the shape of this plan's.
  package func fits(_ counts: TrialCounts) -> Bool {
    switch counts {
    case .operations(let count):
      return method == .sample && count.tallies.count == strategies.count
        && count.pairs.isEmpty == (baseline == nil)
    case .runs(let count):
      if method != .load || count.strategies.count != strategies.count { return false }
      return zip(strategies, count.strategies).allSatisfy { strategy, count in
        guard let clients = strategy.scenario.clients else { return false }
        return count.series.binWidth == LoadRecord.binWidth(of: clients)
          && count.series.workers == strategy.scenario.server.capacity?.workers
      }
    }
  }

  /// The experiment of the plan for single writes.
  private var experiment: Experiment {
    precondition(method == .sample, "operations are counted by sampling")
    var experiment = Experiment(strategies)
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.eventLimit = model.eventLimit
    experiment.baseline = baseline
    return experiment
  }

  /// The experiment of the plan for many clients.
  private var loadExperiment: LoadExperiment {
    precondition(method == .load, "runs are counted by sampling")
    var experiment = LoadExperiment(strategies, costs: model.costs)
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.limits = fleetLimits
    experiment.baseline = baseline
    return experiment
  }
}

extension TrialCounts {
  /// A Boolean value that indicates whether there is an operation of every strategy.
  fileprivate var hasOperations: Bool {
    switch self {
    case .operations: true
    case .runs(let count): count.hasOperations
    }
  }
}
