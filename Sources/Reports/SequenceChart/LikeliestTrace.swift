import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// The likeliest way in which an operation of a strategy ends as asked.
///
/// ```swift
/// switch try LikeliestTrace.search(strategy, outcome: .duplicate).finding {
/// case .way(let chart): chart.text()
/// case .impossible: "it cannot be"
/// case .notFound: "not among all that was followed"
/// }
/// ```
package struct LikeliestTrace: Sendable {
  /// The strategy whose operation was followed.
  package let strategy: Strategy
  /// The outcome that was asked for.
  package let outcome: OutcomeClass
  /// The chart, or the reason why there is none.
  package let finding: Finding

  /// The result of the search.
  package enum Finding: Sendable {
    /// The chart of the likeliest execution.
    case way(SequenceChart)
    /// No execution ends so: all executions were followed, over this number of states.
    case impossible(states: Int, isApproximate: Bool)
    /// No execution ends so, in any order of events that the latencies allow.
    case proved
    /// Nothing in what was followed; this much was not.
    case notFound(residual: Double, states: Int)
  }

  /// Searches for the likeliest execution that ends as asked, and draws it.
  ///
  /// - Parameter eventLimit: the most events that are drawn.
  /// - Throws: the limit that was reached before there was a result.
  package static func search(
    _ strategy: Strategy, outcome: OutcomeClass, limits: ExplorationLimits = ExplorationLimits(),
    eventLimit: UInt64 = 10_000
  ) throws(LikeliestTraceError) -> LikeliestTrace {
    let likeliest: LikeliestOperation
    do throws(ExplorationError) {
      likeliest = try LikeliestOperation.search(strategy.scenario, limits: limits) {
        outcome.contains($0)
      }
    } catch {
      if limits.discretisation == nil, error != .stopped,
        let trace = try fewestFaults(strategy, outcome, limits, eventLimit)
      {
        return trace
      }
      throw .exploration(error)
    }
    guard let path = likeliest.path else {
      let finding: Finding =
        likeliest.residual > 0
        ? .notFound(residual: likeliest.residual, states: likeliest.states)
        : .impossible(states: likeliest.states, isApproximate: likeliest.isApproximate)
      return LikeliestTrace(strategy: strategy, outcome: outcome, finding: finding)
    }
    let likelihood = SequenceChart.Likelihood.likeliest(
      .init(
        outcome: outcome, probability: path.probability, total: likeliest.total,
        residual: likeliest.residual,
        discretisation: likeliest.isApproximate ? limits.discretisation : nil))
    do throws(SimulationError) {
      var chart = try SequenceChart(
        replaying: path.tape, of: strategy.scenario, discretisation: limits.discretisation,
        eventLimit: eventLimit, title: "Strategy '\(strategy.name)', \(likelihood.title)")
      chart.likelihood = likelihood
      return LikeliestTrace(strategy: strategy, outcome: outcome, finding: .way(chart))
    } catch {
      throw .limit(error)
    }
  }

  /// The execution that a verdict names, where the likeliest one is out of reach; `nil` if it names none.
  private static func fewestFaults(
    _ strategy: Strategy, _ outcome: OutcomeClass, _ limits: ExplorationLimits, _ eventLimit: UInt64
  ) throws(LikeliestTraceError) -> LikeliestTrace? {
    let verdict = StrategyVerdict.judge(strategy, mostFaults: 3, limits: limits)
    let finding: Finding
    switch verdict[outcome] {
    case .possible(let path):
      let names = path.faults.map(FaultText(scenario: strategy.scenario).text)
      let likelihood = SequenceChart.Likelihood.fewestFaults(outcome, names)
      do throws(SimulationError) {
        var chart = try SequenceChart(
          replaying: path, of: strategy.scenario, eventLimit: eventLimit,
          title: "Strategy '\(strategy.name)', \(likelihood.title)")
        chart.likelihood = likelihood
        finding = .way(chart)
      } catch {
        throw .limit(error)
      }
    case .impossible: finding = .proved
    case .impossibleUpTo, .observed, .notFound, .undecided: return nil
    }
    return LikeliestTrace(strategy: strategy, outcome: outcome, finding: finding)
  }

  /// For a terminal, where there is no chart: why not, in lines; `nil` where there is one.
  package var absence: String? {
    guard let sentence else { return nil }
    return WrappedText.lines(SanitizedText.visible(sentence), width: 80).map { $0 + "\n" }.joined()
  }

  /// The sentence about an outcome without an execution: proved impossible, or not found in what
  /// was followed.
  private var sentence: String? {
    let subject = "Strategy '\(strategy.name)' never ends in \(outcome.one)"
    func told(_ states: Int) -> String { "\(NumberText.grouped(UInt64(states))) states" }
    switch finding {
    case .way: return nil
    case .impossible(let states, let isApproximate):
      return subject + ": it is impossible, with any number of faults"
        + (isApproximate
          ? " (≈ \(told(states)); only for the delays that stood for the continuous ones)"
          : " (\(told(states)), all followed to their end)")
    case .proved:
      return subject + ": it is impossible, with any number of faults and in every order of events"
    case .notFound(let residual, let states):
      return subject + " in \(told(states)) that were followed; what was not has a probability of "
        + "at most \(EstimateText(exactShare: .exactly(residual)).value), and may hold one"
    }
  }

  /// For programs, where there is no chart: why not; `nil` where there is one.
  package var absenceJSON: String? {
    guard let sentence else { return nil }
    let (states, residual, isImpossible): (Int?, Double, Bool)
    switch finding {
    case .way: return nil
    case .impossible(let all, _): (states, residual, isImpossible) = (all, 0, true)
    case .proved: (states, residual, isImpossible) = (nil, 0, true)
    case .notFound(let rest, let followed):
      (states, residual, isImpossible) = (followed, rest, false)
    }
    let document = JSONValue.object([
      ("version", .string(Version.current)),
      ("title", .string("Strategy '\(strategy.name)', the likeliest way to \(outcome.one)")),
      ("rows", .array([])), ("story", .array([.string(sentence)])),
      (
        "probability",
        .object([
          ("outcome", .string(outcome.rawValue)), ("this_way", .null), ("all_ways", .number(0.0)),
          ("residual", .number(residual)),
          ("states", states.map { .number(UInt64($0)) } ?? .null),
          ("impossible", .boolean(isImpossible)),
        ])
      ),
    ])
    return document.text() + "\n"
  }
}

/// The reason why there is no likeliest execution, nor a proof that there is none.
package enum LikeliestTraceError: Error, Hashable, Sendable {
  /// The exploration reaches a limit, or cannot begin.
  case exploration(ExplorationError)
  /// The execution is too long to be drawn.
  case limit(SimulationError)
}
