import Analysis
import EndToEnd
import Simulation

/// The likeliest way in which an operation of a strategy ends as asked.
///
/// ```swift
/// switch try LikeliestTrace(strategy, outcome: .duplicate).finding {
/// case .way(let chart): chart.text()
/// case .impossible: "it cannot be"
/// case .notFound: "not among all that was followed"
/// }
/// ```
public struct LikeliestTrace: Sendable {
  public let strategy: Strategy
  public let outcome: OutcomeClass
  public let finding: Finding

  /// What there is to see.
  public enum Finding: Sendable {
    case way(SequenceChart)
    /// Nothing: everything that may happen was followed, and nothing ends so. So many states were told apart.
    case impossible(states: Int, isApproximate: Bool)
    /// Nothing in what was followed; this much was not.
    case notFound(residual: Double, states: Int)
  }

  /// Why there is nothing to see.
  public enum Problem: Error {
    case exploration(ExplorationProblem)
    case limit(Limit)
  }

  /// - Parameter eventLimit: the most events that are drawn.
  public init(
    _ strategy: Strategy, outcome: OutcomeClass, limits: ExplorationLimits = ExplorationLimits(),
    eventLimit: UInt64 = 10_000
  ) throws(Problem) {
    self.strategy = strategy
    self.outcome = outcome
    let likeliest: LikeliestOperation
    do throws(ExplorationProblem) {
      likeliest = try LikeliestOperation(strategy.scenario, limits: limits) { outcome.contains($0) }
    } catch {
      throw .exploration(error)
    }
    guard let course = likeliest.course else {
      finding =
        likeliest.residual > 0
        ? .notFound(residual: likeliest.residual, states: likeliest.states)
        : .impossible(states: likeliest.states, isApproximate: likeliest.isApproximate)
      return
    }
    let likelihood = SequenceChart.Likelihood.likeliest(
      .init(
        outcome: outcome, probability: course.probability, total: likeliest.total,
        residual: likeliest.residual,
        discretisation: likeliest.isApproximate ? limits.discretisation : nil))
    do throws(Limit) {
      var chart = try SequenceChart(
        replaying: course.tape, of: strategy.scenario, discretisation: limits.discretisation,
        eventLimit: eventLimit, title: "Strategy '\(strategy.name)', \(likelihood.title)")
      chart.likelihood = likelihood
      finding = .way(chart)
    } catch {
      throw .limit(error)
    }
  }

  /// For a terminal, where there is no chart: why not.
  public var absence: String? {
    let subject = "strategy '\(strategy.name)' never ends in \(outcome.one)"
    func told(_ states: Int) -> String { "\(NumberText.grouped(UInt64(states))) states" }
    switch finding {
    case .way: return nil
    case .impossible(let states, let isApproximate):
      return subject + ": it is impossible, whatever goes wrong"
        + (isApproximate
          ? " (≈ \(told(states)); only for the delays that stood for the continuous ones)"
          : " (\(told(states)), all followed to their end)")
    case .notFound(let residual, let states):
      return subject + " in \(told(states)) that were followed; what was not has a probability of "
        + "at most \(EstimateText(exactShare: .exactly(residual)).value), and may hold one"
    }
  }
}
