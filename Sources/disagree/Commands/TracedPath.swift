import EndToEnd
import ModelFiles
import Reports
import Simulation
import Statistics
import Study
import Text

/// Which course of events is traced.
enum TracedPath {
  /// That of a trial.
  case trial(UInt64, seed: UInt64)
  /// The likeliest that ends in a certain way.
  case likeliest(OutcomeClass, ExplorationLimits)
  /// That of certain faults and no others.
  case faults(NamedFaults)

  /// What comes of it.
  enum Result {
    case chart(SequenceChart)
    /// There is none, and it says why.
    case absence(LikeliestTrace)
  }

  init(_ arguments: Arguments) throws(Failure) {
    if let outcome = try arguments.word(.outcome).flatMap(OutcomeClass.init) {
      self = .likeliest(outcome, try arguments.explorationLimits())
    } else if let names = arguments.value(of: .namedFaults) {
      self = .faults(NamedFaults(names))
    } else {
      self = .trial(
        try arguments.number(.trial, in: 0...UInt64.max) ?? 0, seed: try arguments.seed())
    }
  }

  /// - Parameter eventLimit: the most events that are drawn.
  func chart(of strategy: Strategy, eventLimit: UInt64) throws(Failure) -> Result {
    switch self {
    case .trial(let trial, let seed):
      do throws(SimulationError) {
        return .chart(
          try TracedPath.chart(of: strategy, trial: trial, seed: seed, eventLimit: eventLimit))
      } catch {
        throw .limit(error, strategy: strategy.name)
      }
    case .likeliest(let outcome, let limits):
      return try TracedPath.likeliest(outcome, strategy, limits, eventLimit)
    case .faults(let faults):
      do throws(NamedFaults.Problem) {
        return .chart(try faults.chart(of: strategy, eventLimit: eventLimit))
      } catch {
        throw .faults(error, strategy: strategy.name)
      }
    }
  }

  private static func chart(
    of strategy: Strategy, trial: UInt64, seed: UInt64, eventLimit: UInt64
  ) throws(SimulationError) -> SequenceChart {
    let title = "Trial \(trial) of strategy '\(strategy.name)', seed \(seed)"
    let scenario = strategy.scenario
    if scenario.person == nil {
      let tracer = Tracer(scenario, seed: seed, eventLimit: eventLimit)
      return SequenceChart(try tracer.trace(trial: trial), of: scenario, title: title)
    }
    let intention = Intention(scenario)
    let tracer = Tracer(intention, seed: seed, eventLimit: eventLimit)
    return SequenceChart(try tracer.trace(trial: trial), of: intention, title: title)
  }

  private static func likeliest(
    _ outcome: OutcomeClass, _ strategy: Strategy, _ limits: ExplorationLimits,
    _ eventLimit: UInt64
  ) throws(Failure) -> Result {
    let likeliest: LikeliestTrace
    do throws(LikeliestTrace.Problem) {
      likeliest = try LikeliestTrace(
        strategy, outcome: outcome, limits: limits, eventLimit: eventLimit)
    } catch {
      switch error {
      case .exploration(let problem):
        let remedy = problem.remedy(
          fewerStates: "or look at trials with --trial", isSampled: false)
        throw .exploration(problem, strategy: strategy.name, remedy: remedy)
      case .limit(let limit): throw .limit(limit, strategy: strategy.name)
      }
    }
    if case .way(let chart) = likeliest.finding { return .chart(chart) }
    return .absence(likeliest)
  }
}

extension Failure {
  /// Faults that do not happen as they were named.
  fileprivate static func faults(_ problem: NamedFaults.Problem, strategy: String) -> Failure {
    switch problem {
    case .limit(let limit): return .limit(limit, strategy: strategy)
    case .hasNoChance(let name):
      return .usage(
        "'\(SanitizedText.visible(name))' cannot happen: the model gives it the probability 0")
    case .notMet(let name, let others):
      let guess = SpellingSuggestion.suggestion(for: name, among: others)
      let shown = others.prefix(20).map { "\n  " + $0 }.joined()
      let more = others.count > 20 ? "\n  and \(others.count - 20) more" : ""
      return .usage(
        "with these faults, strategy '\(SanitizedText.visible(strategy))' meets no "
          + "'\(SanitizedText.visible(name))'"
          + (guess.map { "; did you mean '\($0)'?" } ?? "")
          + (others.isEmpty ? "; no fault can happen there" : "\nIt meets these:" + shown + more))
    }
  }
}
