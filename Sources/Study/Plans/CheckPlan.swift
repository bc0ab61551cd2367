import EndToEnd
import Simulation

/// Properties to be proved or broken: for each strategy, the classes of outcomes that must never happen.
///
/// ```swift
/// let checks = try CheckPlan(model).run()
/// let holds = checks.allSatisfy(\.holds)
/// ```
public struct CheckPlan: Sendable {
  public let strategies: [Strategy]
  /// The classes of outcomes that must never happen.
  public let never: [OutcomeClass]
  /// The largest number of faults to try; `nil` for any number.
  public var mostFaults: Int? = 3
  /// A Boolean value that indicates whether to try every order of events that the ranges of the latencies allow.
  public var triesEveryOrder = false
  /// The limits of the search.
  public var limits = ExplorationLimits()

  /// - Parameter strategies: some of the model's; `nil` for all.
  public init(_ model: Model, strategies: [Strategy]? = nil) {
    self.strategies = strategies ?? model.strategies
    never = model.never
  }

  /// Checks every strategy against every class.
  ///
  /// - Throws: the first obstacle to an answer.
  public func run() throws(StudyError) -> [PropertyCheck] {
    var checks: [PropertyCheck] = []
    for strategy in strategies {
      for outcomeClass in never { checks.append(try check(strategy, outcomeClass)) }
    }
    return checks
  }

  private func check(
    _ strategy: Strategy, _ outcomeClass: OutcomeClass
  ) throws(StudyError) -> PropertyCheck {
    do throws(ExplorationError) {
      return try PropertyCheck.check(
        strategy, never: outcomeClass, mostFaults: mostFaults, inEveryOrder: triesEveryOrder,
        limits: limits)
    } catch {
      throw .exploration(error, strategy: strategy.name)
    }
  }
}

/// Verdicts to be added to results: the anomalies that are possible at all, and the strategies that are safe.
public struct VerdictPlan: Sendable {
  /// The number of faults to try where any number has too many states; `nil` for as many as can be tried.
  public var mostFaults: Int? = 3
  /// The limits of the search.
  public var limits = ExplorationLimits()
  /// The number of strategies that are judged at once; at least 1.
  public var jobs = 1

  public init() {}

  /// The same results with the verdicts on their strategies.
  public func judged(_ comparison: Comparison) -> Comparison {
    comparison.judged(mostFaults: mostFaults, limits: limits, jobs: jobs)
  }

  /// Verdicts on the strategies of which something is undecided, from medians alone and few states: examples to
  /// draw where nothing is proved. None if the limits say how many delays stand for a continuous latency.
  public func examples(for comparison: Comparison) -> [StrategyVerdict] {
    if limits.discretisation != nil { return [] }
    var limits = limits
    limits.discretisation = 1
    limits.states = min(limits.states, 20_000)
    return comparison.results.compactMap(\.verdict).filter { $0.judgements.contains(.undecided) }
      .map { StrategyVerdict.judge($0.strategy, mostFaults: mostFaults ?? 3, limits: limits) }
  }
}
