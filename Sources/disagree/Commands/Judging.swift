import EndToEnd
import Simulation
import Statistics
import Study

/// What `--verdict` adds to results: what can go wrong at all.
struct Judging {
  private let mostFaults: Int?
  private let limits: ExplorationLimits
  private let jobs: Int

  /// - Returns: `nil` if no verdict is asked for.
  init?(_ arguments: Arguments, of model: Model) throws(Failure) {
    guard arguments.has(.verdict) else { return nil }
    try self.init(arguments)
  }

  /// What a page needs; `nil` for a model with many clients, none of whose operations is by itself.
  init?(ofPage arguments: Arguments, of model: Model) throws(Failure) {
    if model.strategies[0].scenario.clients != nil { return nil }
    try self.init(arguments)
  }

  private init(_ arguments: Arguments) throws(Failure) {
    mostFaults = try arguments.mostFaults()
    limits = try arguments.explorationLimits()
    jobs = try arguments.jobs()
  }

  /// Verdicts on the strategies of which something is undecided, from medians alone and few states: something to
  /// draw, where nothing is proved. None if somebody has said how many delays there are to be.
  func examples(for comparison: Comparison) -> [StrategyVerdict] {
    if limits.discretisation != nil { return [] }
    var limits = limits
    limits.discretisation = 1
    limits.states = min(limits.states, 20_000)
    return comparison.results.compactMap(\.verdict).filter { $0.judgements.contains(.undecided) }
      .map { StrategyVerdict.judge($0.strategy, mostFaults: mostFaults ?? 3, limits: limits) }
  }

  /// The same results with the verdicts of their strategies.
  func judged(_ comparison: Comparison) -> Comparison {
    comparison.judged(mostFaults: mostFaults, limits: limits, jobs: jobs)
  }
}
