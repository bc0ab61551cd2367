import EndToEnd
import Simulation

/// Properties to be proved or broken: for each strategy, what the model says must never happen, its bounds, and the
/// values that it expects.
///
/// ```swift
/// let results = CheckPlan(model).run()
/// if results.status == .broken { … }
/// ```
///
/// One property that cannot be decided leaves the others as they are.
public struct CheckPlan: Sendable {
  /// The model.
  public let model: Model
  /// The strategies, in the order of the results.
  public let strategies: [Strategy]
  /// The method.
  public var method = Method.automatic
  /// The largest number of faults to try; `nil` for any number.
  public var mostFaults: Int? = 3
  /// A Boolean value that indicates whether to try every order of events that the ranges of the latencies allow
  /// even where nothing else makes it necessary.
  public var triesEveryOrder = false
  /// The limits of a search.
  public var limits = ExplorationLimits()
  /// The largest number of states of a search through every order of events, whose states are costly.
  public var orderStates = CheckPlan.usualOrderStates
  /// The largest number of trials of a strategy.
  public var trials: UInt64 = CheckPlan.usualTrials
  /// The number of runs of a strategy, for many clients.
  public var runs: UInt64?
  /// The seed of the random numbers.
  public var seed: UInt64 = 1
  /// The number of threads that work at once; at least 1.
  public var jobs = 1
  /// The time after which properties are left undecided; `nil` for no limit.
  public var timeLimit: Duration?

  /// The ways to decide.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Exactly where that is possible, and by trials elsewhere.
    case automatic = "auto"
    /// Exactly, or not at all.
    case exact
    /// By trials.
    case sample
  }

  /// The most trials of a strategy that are made if a user does not say how many.
  public static let usualTrials: UInt64 = 10_000_000

  /// The most states of a search through every order of events if a user does not say how many.
  public static let usualOrderStates = 50_000

  /// - Parameter strategies: some of the model's; `nil` for all.
  public init(_ model: Model, strategies: [Strategy]? = nil) {
    self.model = model
    self.strategies = strategies ?? model.strategies
  }

  /// Checks every strategy against every property that the model states about it.
  ///
  /// - Parameter interruption: ends the work early when it is raised. What is not decided by then is undecided.
  /// - Returns: the answers, strategy by strategy.
  public func run(until interruption: Interruption = Interruption()) -> [CheckResult] {
    let clock = WorkClock(limit: timeLimit, within: interruption)
    // Where trials can follow, searches leave half of the time for them.
    let half = method == .automatic ? timeLimit.map { $0 / 2 } : nil
    let searchClock = WorkClock(limit: half, within: clock.interruption)
    return strategies.concurrentMap(jobs: jobs) { strategy in
      StrategyCheck(plan: self, strategy: strategy, clock: clock, searchClock: searchClock)
        .results()
    }.flatMap(\.self)
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

  /// Creates a value with the default of every property.
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
