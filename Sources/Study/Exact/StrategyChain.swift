import EndToEnd
import Simulation

/// The Markov chain of one strategy, with the numbers of each ending: a second opinion on exact figures, for other
/// programs.
public struct StrategyChain: Sendable {
  /// The strategy's name in the model.
  public let strategy: String
  /// The chain, whose final states are outcomes.
  public let chain: MarkovChain<Outcome>
  /// The shares, each with the endings that it counts: a flag for each ending of the chain.
  public let labels: [(measure: Measure, flags: [Bool])]
  /// The means, each with the number that each state of the chain adds to it.
  public let rewards: [(measure: Measure, values: [Double])]
  /// The mean time in each state until the next one, in milliseconds, as far as it passes before the client's
  /// decision; `nil` if it is not known.
  public let times: [Double]?

  init(_ strategy: String, _ chain: MarkovChain<Outcome>, costs: Costs?) {
    self.strategy = strategy
    self.chain = chain
    let keys = chain.endings.map { OutcomeKey($0.ending) }
    let hasPeople = chain.endings.contains { $0.ending.submissions > 0 }
    var labels: [(measure: Measure, flags: [Bool])] = []
    var rewards: [(measure: Measure, values: [Double])] = []
    for measure in Measure.all where hasPeople || !measure.needsPerson {
      switch measure.kind {
      case .share(.keys(let isCounted)): labels.append((measure, keys.map(isCounted)))
      case .share(.attempts(let number)):
        let flags = chain.endings.map {
          min(Int($0.ending.attempts), Tally.attemptsShown + 1) == number
        }
        labels.append((measure, flags))
      case .mean(.attempts):
        let values = chain.values(
          uncounted: { $0.attempts }, ending: { Double($0.ending.attempts) })
        rewards.append((measure, values))
      case .mean(.count(let number)):
        let values = chain.values(
          uncounted: { number.uncounted($0) }, ending: { Double(number.value(of: $0.ending)) })
        rewards.append((measure, values))
      case .mean(.cost):
        guard let costs else { continue }
        let values = chain.values(
          uncounted: { costs.attempt * $0.attempts },
          ending: {
            costs.price(of: OutcomeKey($0.ending)) + costs.attempt * Double($0.ending.attempts)
          })
        rewards.append((measure, values))
      case .mean(.time), .quantile, .maximum, .server: continue
      }
    }
    self.labels = labels
    self.rewards = rewards
    times = chain.times.map { times in
      times[Milestone.decision.index].map { $0 * OutcomeNumber.time.unit }
    }
  }
}

extension MarkovChain<Outcome> {
  /// The number that each state adds to a mean.
  ///
  /// - Parameters:
  ///   - uncounted: returns the part of what the outcomes leave out.
  ///   - ending: returns the number of an ending.
  fileprivate func values(
    uncounted: (UncountedMeans) -> Double, ending: ((state: Int, ending: Outcome)) -> Double
  ) -> [Double] {
    var values = (0..<states).map { state in uncounted(UncountedMeans(rewards.map { $0[state] })) }
    for end in endings { values[end.state] += ending(end) }
    return values
  }
}

extension ExactExperiment {
  /// Explores all strategies, and keeps their chains.
  ///
  /// - Throws: the error of the first strategy that has one.
  public func chains(costs: Costs?) throws(ExactExperimentError) -> [StrategyChain] {
    try strategies.concurrentMap(jobs: jobs) { strategy throws(ExactExperimentError) in
      do throws(ExplorationError) {
        let explorer = OperationExplorer(
          forMeasuresOf: strategy.scenario, limits: limits(onThreads: jobs))
        let chain = try explorer.chain()
        return StrategyChain(strategy.name, chain, costs: costs)
      } catch {
        throw ExactExperimentError(strategy: strategy.name, problem: error)
      }
    }
  }
}
