import EndToEnd
import Foundation
import Simulation
import Testing

/// The explorer against the independent recursion, and both against what can be worked out by hand.
@Suite struct ExactTests {
  /// - Returns: `nil` if a continuous delay races with something.
  private static func distribution(of scenario: Scenario) throws -> OutcomeDistribution? {
    do {
      return try OperationExplorer(scenario).distribution()
    } catch {
      guard case .continuousDelay = error else { throw error }
      return nil
    }
  }

  /// Every strategy that has finitely many ways, ending by ending: with small chances, and with some that are
  /// 0 or 1. Others would lead the same ways.
  @Test(arguments: StrategyTests.strategies.indices, [0, 3, 4])
  func endsAsTheRecursionSays(strategy: Int, chances: Int) throws {
    var (name, oracle) = StrategyTests.strategies[strategy]
    (oracle.q, oracle.a, oracle.b, oracle.r) = StrategyTests.chances[chances]
    guard let distribution = try Self.distribution(of: oracle.scenario) else {
      // What is left of an outage and the moment of a restart are continuous; so is the first pass of a job,
      // which races with what a client has sent that then crashed, or with a reservation that expires.
      let server = oracle.scenario.server
      let isContinuous = server.outage != nil || server.restarts != nil
      #expect(
        isContinuous || oracle.repairs != nil && (oracle.crashes > 0 || oracle.reserves), "\(name)")
      return
    }
    #expect(distribution.residual == 0 && !distribution.isApproximate)
    var masses: [Ending: Double] = [:]
    for (outcome, probability) in distribution.outcomes {
      masses[Ending(outcome), default: 0] += probability
    }
    let endings = oracle.endings()
    // The recursion adds up one path after the other; through gateways, or in two steps, there
    // are so many that its own rounding shows.
    let tolerance = oracle.gateway == nil && !oracle.reserves ? 1e-12 : 1e-11
    #expect(Set(masses.keys) == Set(endings.filter { $0.value > 0 }.keys), "\(name)")
    for (ending, probability) in endings where probability > 0 {
      let error = abs(masses[ending, default: 0] - probability)
      #expect(error <= tolerance * probability, "\(name): \(ending) \(probability)")
    }
    // The oracle of reconciliations has no say about times.
    #expect(distribution.meanTime != nil)
  }

  /// Blind retry: unsure if all attempts fail, which they do with (1 − s) ^ n.
  @Test(arguments: [1, 4, 16, 24] as [UInt32])
  func relativeErrorsStaySmallHoweverSmallTheProbability(attempts: UInt32) throws {
    let oracle = Oracle(q: 0.0025, a: 0.0025, b: 0.0025, r: 0.0025, attempts: Int(attempts))
    let distribution = try OperationExplorer(oracle.scenario).distribution()
    let step = 0.0025
    // 1 − (1 − p)⁴ without taking one number from another that is nearly the same.
    let failure = step * (1 + (1 - step) * (1 + (1 - step) * (1 + (1 - step))))
    let success = 1 - failure
    var unsure = 0.0
    var sum = distribution.residual
    var meanAttempts = 0.0
    for (outcome, probability) in distribution.outcomes {
      if outcome.isUnsure { unsure += probability }
      sum += probability
      meanAttempts += probability * Double(outcome.attempts)
    }
    let expected = Foundation.pow(failure, Double(attempts))
    #expect(abs(sum - 1) < 1e-12)
    // 10⁻³² for 16 attempts.
    #expect(abs(unsure - expected) <= 1e-12 * expected && distribution.residual == 0)
    let mean = (1 - expected) / success
    #expect(abs(meanAttempts - mean) <= 1e-12 * mean)
  }

  /// A timeout takes 200 ms, an answer 45 ms, a wait 50 ms.
  @Test func theMeanTimeIsThatOfItsParts() throws {
    var oracle = Oracle(attempts: 3)
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.1, 0.2, 0.05, 0.15)
    let lost = 0.1 + 0.9 * 0.15
    let answered = 0.9 * 0.85
    let failed = answered * (1 - 0.8 * 0.95)
    let time = lost * 200 + answered * 45
    let again = lost + failed
    // Attempts 2 and 3 come with the chance that those before failed, each after its wait.
    let mean = time + again * (50 + time) + again * again * (50 + time)
    let distribution = try OperationExplorer(oracle.scenario).distribution()
    let found = try #require(distribution.meanTime) * 1e-6
    #expect(abs(found - mean) < 1e-12 * mean)
  }

  /// Jitter shifts what comes, whatever its distribution, as long as nothing races with it.
  @Test func jitterNeedsNoBranch() throws {
    var oracle = Oracle(attempts: 4)
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.1, 0.2, 0.05, 0.15)
    let fixed = oracle.scenario
    var jittered = fixed
    jittered.client.retry.backoff.jitter = .full
    let plain = try OperationExplorer(fixed).distribution()
    let shifted = try OperationExplorer(jittered).distribution()
    #expect(plain.outcomes.count == shifted.outcomes.count)
    for (one, other) in zip(plain.outcomes, shifted.outcomes) {
      #expect(one.outcome == other.outcome && one.probability == other.probability)
    }
    let retries = { (distribution: OutcomeDistribution) in
      distribution.outcomes.reduce(0) { $0 + $1.probability * Double($1.outcome.attempts - 1) }
    }
    // Half of 50 ms less for each retry.
    let saved = try #require(plain.meanTime) - #require(shifted.meanTime)
    #expect(abs(saved * 1e-6 - 25 * retries(plain)) < 1e-9)
  }

  @Test func anObstacleToExplorationIsReported() throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.server.service = .exponential(mean: .milliseconds(5))
    #expect {
      try OperationExplorer(scenario).distribution()
    } throws: { error in
      guard case ExplorationError.continuousDelay(let point, _) = error else { return false }
      return point.scenarioDecision == .service
    }
    scenario.server.service = .constant(.milliseconds(5))
    scenario.network.request.loss = Probability(0.1)
    scenario.client.retry.attempts = 4
    scenario.client.retry.backoff = Backoff(
      .exponential(base: .milliseconds(50), factor: 3, cap: .seconds(1)), jitter: .decorrelated)
    #expect {
      try OperationExplorer(scenario).distribution()
    } throws: { error in
      guard case ExplorationError.dependsOnDelay(let point) = error else { return false }
      return point.scenarioDecision == .backoff
    }
    var limits = ExplorationLimits()
    limits.states = 10
    scenario.client.retry.backoff = .none
    #expect(throws: ExplorationError.states(limit: 10)) {
      try OperationExplorer(scenario, limits: limits).distribution()
    }
  }

  /// Attempts without end are followed until almost nothing is left, which is said.
  @Test func unboundedAttemptsLeaveAResidual() throws {
    var scenario = TimedTests.scenario(timeout: 200)
    scenario.client.retry.attempts = nil
    scenario.network.request.loss = Probability(0.5)
    var limits = ExplorationLimits()
    limits.leastProbability = 1e-9
    let distribution = try OperationExplorer(scenario, limits: limits).distribution()
    let sum = distribution.outcomes.reduce(0) { $0 + $1.probability }
    #expect(distribution.residual > 0 && distribution.residual < 1e-8)
    #expect(abs(sum + distribution.residual - 1) < 1e-12)
  }

  /// With many values the approximation comes near to what is sampled.
  @Test func discretisedLatenciesAreAnApproximation() throws {
    var scenario = TimedTests.scenario(timeout: 60, attempts: 2)
    scenario.client.acceptsLateResponses = false
    scenario.server.service = .exponential(mean: .milliseconds(10))
    var limits = ExplorationLimits()
    limits.discretisation = 64
    let distribution = try OperationExplorer(scenario, limits: limits).distribution()
    #expect(distribution.isApproximate)
    let unsure = distribution.outcomes.reduce(0) { $0 + ($1.outcome.isUnsure ? $1.probability : 0) }
    // Both attempts take more than 20 ms to serve: exp(−2) each.
    #expect(abs(unsure - exp(-4)) < 0.003)
    let copies = distribution.outcomes.reduce(0) {
      $0 + $1.probability * Double($1.outcome.copies)
    }
    #expect(abs(copies - (1 + exp(-2))) < 0.02)
  }
}
