import EndToEnd
import Simulation

/// The effect of retrying on what clients know: fewer of their writes should end unknown.
public enum RetryGain: Hashable, Sendable {
  /// Fewer writes end unknown than without retrying.
  case fewerUnknown
  /// Writes end unknown as often as without retrying.
  case nothing
  /// Nothing is retried, or too few writes end unknown for an answer.
  case unknown

  /// The most trials that decide.
  static let trials: UInt64 = 20_000
  /// The lead that decides before all trials are done: chance alone hardly makes one.
  ///
  /// If retries changed nothing but by chance, each scenario would win half of the trials in which the two differ.
  /// Where 1,000 trials differ, a lead of 100 at any moment then has a probability of 0.16 % (reflection
  /// principle, normal approximation).
  static let decisiveLead = 100

  /// Compares a scenario with the same one without retries, on the same random faults.
  static func measure(_ scenario: Scenario) -> RetryGain {
    guard scenario.clients == nil, let once = scenario.withoutRetries else { return .unknown }
    var withoutRetries = OperationSampler(once, seed: 1, eventLimit: 100_000)
    var withRetries = OperationSampler(scenario, seed: 1, eventLimit: 100_000)
    var (without, with) = (0, 0)
    for trial in 0..<trials {
      do {
        if try withoutRetries.outcome(ofTrial: trial).isUnsure { without += 1 }
        if try withRetries.outcome(ofTrial: trial).isUnsure { with += 1 }
      } catch {
        // A trial that reaches a limit tells nothing.
        return .unknown
      }
      if without - with >= decisiveLead { return .fewerUnknown }
    }
    if without == 0 { return .unknown }
    return with < without ? .fewerUnknown : .nothing
  }

  /// Compares a scenario of one operation with the same one without retries, by the exact probabilities.
  ///
  /// - Parameter unsure: the exact share of the scenario's writes that end unknown.
  /// - Precondition: the scenario has no person.
  package static func exploreOperation(
    _ scenario: Scenario, unsure: Double, limits: ExplorationLimits
  ) -> RetryGain {
    guard scenario.clients == nil, let once = scenario.withoutRetries,
      let without = try? OperationExplorer(forMeasuresOf: once, limits: limits)
        .operationDistribution().unknown,
      without > 0
    else { return .unknown }
    // Two sums of the same probabilities may differ in the last digits.
    return unsure < without * (1 - 1e-12) ? .fewerUnknown : .nothing
  }
}

extension OutcomeDistribution {
  /// The probability that an operation ends unknown.
  fileprivate var unknown: Double {
    outcomes.reduce(0) { $0 + ($1.outcome.isUnsure ? $1.probability : 0) }
  }
}

extension Scenario {
  /// The same scenario in which no participant sends a write a second time; `nil` if none ever does.
  fileprivate var withoutRetries: Scenario? {
    var once = self
    once.client.retry.attempts = 1
    once.client.hedge = nil
    for index in once.gateways.indices { once.gateways[index].retry.attempts = 1 }
    return once == self ? nil : once
  }
}
