import EndToEnd
import Simulation
import Statistics

/// The sequential test of what is still undecided about a strategy, by trials of single writes.
struct TrialCheck: Sendable {
  let plan: CheckPlan
  let strategy: Strategy
  let clock: WorkClock

  /// The number of trials after which a class that was not observed is not looked for any more: no number of
  /// trials proves that it is impossible.
  static let mostToObserve: UInt64 = 1_000_000

  /// Decides what the trials decide.
  func decide(_ results: inout [CheckResult]) {
    let looks = SequentialLooks(most: plan.trials)
    var tally = Tally()
    for (look, end) in looks.trials.enumerated() {
      let open = results.indices.filter { isOpen(results[$0], after: tally.trials) }
      if open.isEmpty { return }
      if let problem = clock.problem {
        for index in open { results[index] = stopped(results[index], problem) }
        return
      }
      var experiment = Experiment([strategy])
      experiment.firstTrial = tally.trials
      experiment.trials = end - tally.trials
      experiment.seed = plan.seed
      experiment.jobs = max(1, plan.jobs / plan.strategies.count)
      experiment.eventLimit = plan.model.eventLimit
      do throws(ExperimentError) {
        let count = try experiment.run(until: clock.interruption)
        if count.trials < experiment.trials {
          for index in open { results[index] = stopped(results[index], clock.problem ?? .time) }
          return
        }
        tally.merge(count.tallies[0])
      } catch {
        for index in open { results[index] = stopped(results[index], .limit(error.limit)) }
        return
      }
      for index in open {
        results[index] = answer(results[index], from: tally, tail: looks.tail(at: look))
      }
    }
  }

  /// Returns true if more trials may still decide a property.
  private func isOpen(_ result: CheckResult, after trials: UInt64) -> Bool {
    guard result.status == .undecided else { return false }
    // Without prices no number of trials tells a cost.
    if result.property.figure == .cost, plan.model.costs == nil { return false }
    if case .never = result.property { return trials < TrialCheck.mostToObserve }
    return true
  }

  /// The result when the trials end early.
  private func stopped(_ result: CheckResult, _ problem: CheckResult.Problem) -> CheckResult {
    CheckResult(
      strategy: strategy, property: result.property, status: .undecided,
      evidence: result.evidence, problem: problem)
  }

  /// The answer of the trials so far.
  ///
  /// The interval has the error of one look: the looks together may be wrong in 5% of all checks
  /// at most.
  private func answer(_ result: CheckResult, from tally: Tally, tail: Double) -> CheckResult {
    let property = result.property
    let costs = plan.model.costs
    let range = strategy.range(of: property.figure, costs: costs)
    guard
      let estimate = tally.estimate(of: property.figure, costs: costs, range: range, tail: tail)
    else { return stopped(result, .unknown) }
    var count: UInt64?
    if case .rate(let outcomeClass) = property.figure { count = tally.count(outcomeClass) }
    var status = CheckResult.Status(property.answer(for: estimate))
    var trial: UInt64?
    if case .never(let outcomeClass) = property {
      status = (count ?? 0) > 0 ? .broken : .undecided
      if status == .broken { trial = firstTrial(of: outcomeClass) }
    }
    let sample = CheckResult.Sample(
      estimate: estimate, trials: tally.trials, runs: nil, count: count, trial: trial,
      seed: plan.seed)
    return CheckResult(
      strategy: strategy, property: property, status: status, evidence: .sampled(sample),
      problem: result.problem)
  }

  /// The first trial that ends in a class.
  ///
  /// - Precondition: one does.
  private func firstTrial(of outcomeClass: OutcomeClass) -> UInt64? {
    var sampler = OperationSampler(
      strategy.scenario, seed: plan.seed, eventLimit: plan.model.eventLimit)
    var block = OutcomeBlock()
    let size = UInt64(OperationSampler.blockSize)
    for start in stride(from: 0, to: plan.trials, by: Int(size)) {
      let trials = start..<min(start + size, plan.trials)
      guard (try? sampler.outcomes(ofTrials: trials, into: &block)) != nil else { return nil }
      let isUsual = block.usual.map(outcomeClass.contains) ?? false
      if isUsual || block.others.contains(where: outcomeClass.contains) {
        return trials.first { trial in
          (try? sampler.outcome(ofTrial: trial)).map(outcomeClass.contains) ?? false
        }
      }
    }
    return nil
  }
}

/// The check of a strategy with many clients, by whole runs.
struct RunCheck: Sendable {
  let plan: CheckPlan
  let strategy: Strategy
  let clock: WorkClock

  /// The answers to properties: each with the 95 % interval over all runs, in one look.
  func results(_ properties: [Property]) -> [CheckResult] {
    if properties.isEmpty { return [] }
    if plan.method == .exact { return undecided(properties, .unknown) }
    var comparison = ComparisonPlan(plan.model, strategies: [strategy], method: .load)
    comparison.runs = plan.runs
    comparison.seed = plan.seed
    comparison.jobs = max(1, plan.jobs / plan.strategies.count)
    let found: ComparisonPlan.Result
    do throws(StudyError) {
      found = try comparison.run(until: clock.interruption)
    } catch {
      switch error {
      case .limit(let limit, _): return undecided(properties, .limit(limit))
      case .interrupted: return undecided(properties, clock.problem ?? .time)
      default: return undecided(properties, .unknown)
      }
    }
    if !found.isComplete { return undecided(properties, clock.problem ?? .time) }
    let result = found.comparison.results[0]
    return properties.map { answer($0, from: result, runs: found.done) }
  }

  /// The answer of whole runs, whose spread makes the interval.
  private func answer(
    _ property: Property, from result: StrategyResult, runs: UInt64
  ) -> CheckResult {
    guard let measurement = result[property.figure.measure] else {
      return CheckResult(strategy: strategy, property: property, problem: .unknown)
    }
    let estimate = measurement.estimate
    var status = CheckResult.Status(property.answer(for: estimate))
    if case .never = property { status = estimate.value > 0 ? .broken : .undecided }
    let sample = CheckResult.Sample(
      estimate: estimate, trials: result.method.trials ?? 0, runs: runs, count: measurement.count,
      trial: nil, seed: plan.seed)
    return CheckResult(
      strategy: strategy, property: property, status: status, evidence: .sampled(sample))
  }

  /// Properties that are undecided for the same reason.
  private func undecided(
    _ properties: [Property], _ problem: CheckResult.Problem
  ) -> [CheckResult] {
    properties.map { CheckResult(strategy: strategy, property: $0, problem: problem) }
  }
}
