import EndToEnd
import Simulation
import Statistics

/// The check of one strategy: its properties, first exactly, then by trials.
struct StrategyCheck: Sendable {
  let plan: CheckPlan
  let strategy: Strategy
  let clock: WorkClock
  /// The clock of exact searches, which leave some time for trials.
  let searchClock: WorkClock

  /// The answers to all properties of the strategy.
  func results() -> [CheckResult] {
    let properties = Property.all(of: strategy, in: plan.model)
    if strategy.scenario.clients != nil {
      return RunCheck(plan: plan, strategy: strategy, clock: clock).results(properties)
    }
    var results = properties.map { CheckResult(strategy: strategy, property: $0) }
    if plan.method != .sample { decideExactly(&results) }
    if plan.method != .exact {
      TrialCheck(plan: plan, strategy: strategy, clock: clock).decide(&results)
    }
    return results
  }

  // MARK: Exactly

  /// Decides what exact methods can decide. The exploration is made once, for all bounds
  /// together.
  private func decideExactly(_ results: inout [CheckResult]) {
    var exact: Result<StrategyResult, SearchObstacle>?
    for index in results.indices {
      if case .never(let outcomeClass) = results[index].property {
        results[index] = search(outcomeClass)
      } else {
        let found = exact ?? explored()
        exact = found
        results[index] = answer(results[index].property, from: found)
      }
    }
  }

  /// The exact figures of the strategy.
  private func explored() -> Result<StrategyResult, SearchObstacle> {
    var experiment = ExactExperiment([strategy])
    experiment.limits = limits
    do throws(ExactExperimentError) {
      return .success(try experiment.run(costs: plan.model.costs)[0])
    } catch {
      return .failure(SearchObstacle(problem: problem(error.problem)))
    }
  }

  /// The limits of a search, which ends with the time.
  private var limits: ExplorationLimits {
    var limits = plan.limits
    let (own, clock) = (limits.stop, searchClock.stop)
    limits.stop = StopCondition { own?.holds == true || clock.holds }
    return limits
  }

  /// The obstacle that an error of a search is.
  private func problem(_ error: ExplorationError) -> CheckResult.Problem {
    error == .stopped ? clock.problem ?? .time : .exploration(error)
  }

  /// The answer of the exploration to a bound or an expectation.
  ///
  /// What was not followed widens the estimate, so it can make an answer undecided and never
  /// wrong.
  private func answer(
    _ property: Property, from exact: Result<StrategyResult, SearchObstacle>
  ) -> CheckResult {
    let result: StrategyResult
    switch exact {
    case .failure(let obstacle): return undecided(property, obstacle.problem)
    case .success(let found): result = found
    }
    guard case .exact(let states, let residual, let isApproximate) = result.method,
      let estimate = result[property.figure.measure]?.estimate
    else { return undecided(property, .unknown) }
    // What was not followed is as small as what is rounded.
    let known = residual < 1e-12 ? Estimate.exactly(estimate.value) : estimate
    var answer = property.answer(for: known)
    // Nothing bounds the error of an approximation: it decides only for users who ask for nothing else.
    if isApproximate, plan.method != .exact { answer = nil }
    return CheckResult(
      strategy: strategy, property: property, status: .init(answer),
      evidence: .exact(known, states: states, isApproximate: isApproximate))
  }

  /// A property that is undecided for a reason.
  private func undecided(_ property: Property, _ problem: CheckResult.Problem) -> CheckResult {
    CheckResult(
      strategy: strategy, property: property, status: .undecided, problem: problem)
  }

  // MARK: Searches

  /// Searches for a counterexample: first over faults, then over the orders of events too.
  private func search(_ outcomeClass: OutcomeClass) -> CheckResult {
    let property = Property.never(outcomeClass)
    var first: CheckResult?
    if !plan.triesEveryOrder {
      let found = searched(outcomeClass, inEveryOrder: false)
      if found.status != .undecided || !found.needsOrders { return found }
      first = found
    }
    let found = searched(outcomeClass, inEveryOrder: true)
    if found.status != .undecided { return found }
    if strategy.scenario.excludes(outcomeClass) {
      let check = PropertyCheck(
        strategy: strategy, never: outcomeClass, discretisation: nil,
        finding: .holdsInEveryOrder(.ofRules))
      return CheckResult(
        strategy: strategy, property: property, status: .holds, evidence: .search(check))
    }
    return CheckResult(
      strategy: strategy, property: property, status: .undecided, evidence: first?.evidence,
      problem: found.problem ?? first?.problem)
  }

  /// Searches for an outcome by faults alone, or in every order of events.
  private func searched(_ outcomeClass: OutcomeClass, inEveryOrder: Bool) -> CheckResult {
    let property = Property.never(outcomeClass)
    var limits = limits
    if inEveryOrder {
      limits.discretisation = nil
      limits.states = min(limits.states, plan.orderStates)
    }
    let check: PropertyCheck
    do throws(ExplorationError) {
      check = try PropertyCheck.check(
        strategy, never: outcomeClass, mostFaults: plan.mostFaults, inEveryOrder: inEveryOrder,
        limits: limits)
    } catch {
      return undecided(property, problem(error))
    }
    // That some delays do not break it proves nothing about the others.
    let status: CheckResult.Status =
      check.holds ? (check.isApproximate ? .undecided : .holds) : .broken
    return CheckResult(
      strategy: strategy, property: property, status: status, evidence: .search(check))
  }
}

/// The obstacle to a search.
private struct SearchObstacle: Error {
  let problem: CheckResult.Problem
}

extension CheckResult {
  /// A Boolean value that indicates whether latencies of infinitely many values kept a search from an answer.
  fileprivate var needsOrders: Bool {
    if case .search = evidence { return true }
    switch problem {
    case .exploration(.continuousDelay), .exploration(.dependsOnDelay): return true
    default: return false
    }
  }
}

extension CheckResult.Status {
  /// - Parameter answer: `nil` if there is none.
  init(_ answer: Bool?) {
    self = answer.map { $0 ? .holds : .broken } ?? .undecided
  }
}

extension PropertyCheck {
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  package var isApproximate: Bool {
    switch finding {
    case .holds(let proof), .holdsInEveryOrder(let proof): proof.isApproximate
    case .broken(let path), .brokenInSomeOrder(let path): path.isApproximate
    }
  }
}
