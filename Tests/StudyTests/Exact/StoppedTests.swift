import EndToEnd
import Simulation
import Synchronization
import Testing

@testable import Study

/// Searches that a condition stops before their end.
@Suite struct StoppedTests {
  /// A condition that is met from a question on.
  private static func stop(after questions: Int) -> StopCondition {
    let asked = Asked()
    return StopCondition { asked.number.add(1, ordering: .relaxed).oldValue >= questions }
  }

  private final class Asked: Sendable {
    let number = Atomic(0)
  }

  private static let small = EssayWrite.strategy("small", attempts: 1)
  private static let large = EssayWrite.strategy("large", attempts: 12)

  @Test func whatIsFinishedIsKept() throws {
    var experiment = ExactExperiment([Self.small, Self.large])
    let all = try experiment.run(costs: nil)
    // Each strategy asks at its first state, and the large one again.
    experiment.limits.stop = Self.stop(after: 2)
    let stopped = ExactExperimentError(strategy: "large", problem: .stopped)
    let (results, unfinished) = try experiment.runWithinLimits(costs: nil)
    #expect(results == [all[0]] && unfinished == [stopped])
    experiment.limits.stop = Self.stop(after: .max)
    let finished = try experiment.runWithinLimits(costs: nil)
    #expect(finished.results == all && finished.unfinished.isEmpty)
    experiment.limits.states = 256
    let few = try experiment.runWithinLimits(costs: nil)
    #expect(few.results == [all[0]] && few.unfinished.map(\.problem) == [.states(limit: 256)])
  }

  @Test func aPlanReportsTheUnfinished() throws {
    let model = Model(name: "m", title: "", strategies: [Self.small, Self.large])
    var plan = ComparisonPlan(model, method: .exact)
    plan.explorationLimits.stop = Self.stop(after: 2)
    plan.baseline = 1
    let result = try plan.run()
    #expect(result.unfinished.map(\.strategy) == ["large"] && !result.isComplete)
    #expect(result.comparison.results.count == 1 && result.comparison.baseline == nil)
    let raised = Interruption()
    raised.raise()
    plan.explorationLimits.stop = nil
    #expect(throws: StudyError.exploration(.stopped, strategy: "small")) {
      try plan.run(until: raised)
    }
  }

  /// A sweep that is stopped in its second point keeps the first.
  @Test func aSweepKeepsItsFinishedPoints() throws {
    let model = Model(name: "m", title: "", strategies: [Self.small])
    var plan = ComparisonPlan(model, method: .exact)
    plan.explorationLimits.stop = Self.stop(after: 1)
    let points = ["1", "2"].map { text in
      SweepPlan.Point(values: [SweepValue(text: text, number: nil)], plan: plan)
    }
    let result = try SweepPlan(parameters: ["x"], points: points, order: .disagree).run()
    #expect(result.sweep.points.count == 1 && !result.isComplete)
  }

  @Test func aVerdictKeepsWhatIsFound() throws {
    var limits = ExplorationLimits()
    limits.stop = Self.stop(after: 0)
    let nothing = StrategyVerdict.judge(Self.large, mostFaults: 3, limits: limits)
    #expect(nothing.problem == .stopped)
    #expect(!nothing[.phantom].isDecided && !nothing[.duplicate].isDecided)
    limits.stop = Self.stop(after: .max)
    let whole = StrategyVerdict.judge(Self.small, mostFaults: 3, limits: limits)
    #expect(whole.problem == nil && whole.judgements.allSatisfy(\.isDecided))
  }

  @Test func aSensitivitySaysThatItWasStopped() {
    var limits = ExplorationLimits()
    limits.stop = Self.stop(after: 0)
    let sensitivity = Sensitivity.measure(Self.small, costs: nil, limits: limits)
    #expect(sensitivity.problem == .stopped && sensitivity.effects.isEmpty)
  }

  /// A clock without time is over at once; one that is interrupted from outside is not.
  @Test func aClockTellsTimeFromInterruption() {
    let outer = Interruption()
    let over = WorkClock(limit: .zero, within: outer)
    #expect(over.isTimeOver && over.stop.holds && over.problem == .time)
    outer.raise()
    #expect(!over.isTimeOver && over.problem == .interrupted)
    let open = WorkClock(limit: nil)
    #expect(!open.isTimeOver && !open.stop.holds && open.problem == nil)
  }

  @Test func aCheckWithoutTimeDecidesNothing() {
    let model = Model(
      name: "m", title: "", strategies: [Self.large], never: [.duplicate, .lost])
    var plan = CheckPlan(model)
    plan.timeLimit = .zero
    let results = plan.run()
    #expect(results.count == 2)
    #expect(results.allSatisfy { $0.status == .undecided && $0.problem == .time })
  }
}
