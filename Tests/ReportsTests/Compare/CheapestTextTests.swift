import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

/// The sentences of a comparison about costs.
@Suite struct CheapestTexts {
  private func text(
    attempts: [UInt32], loss: Double, trials: UInt64, costs: Costs = Costs(classes: [.unsure: 10])
  ) throws -> String {
    let strategies = attempts.map { number in
      var scenario = Scenario()
      scenario.network.request.loss = Probability(loss)!
      scenario.client.retry.attempts = number
      return Strategy(name: "try-\(number)", scenario: scenario)
    }
    var experiment = Experiment(strategies)
    experiment.trials = trials
    let model = Model(name: "m", title: "", strategies: strategies, costs: costs)
    let comparison = Comparison(model, try experiment.run(), of: experiment)
    return CheapestText(try #require(CheapestStrategy(comparison))).lines.joined(separator: " ")
  }

  @Test func nameTheCheapestAndHowMuchItSaves() throws {
    let text = try text(attempts: [1, 2, 3], loss: 0.5, trials: 20_000)
    // An operation fails with a half, a quarter and an eighth, at a price of 10.
    #expect(text.hasPrefix("Cheapest: try-3. Next is try-2, which costs 1."))
    #expect(text.contains("All other strategies cost more (simultaneous 95%, Bonferroni)."))
  }

  @Test func sayWhenItIsNotSure() throws {
    let text = try text(attempts: [1, 2, 3], loss: 0.001, trials: 50)
    // One operation needed a second attempt, and none a third.
    #expect(text.hasPrefix("Cheapest as observed: try-2. Next is try-3, which "))
    #expect(text.contains(" costs -1.0 to 1.0 more for each write. "))
    #expect(
      text.contains(
        "No clear winner: these may cost as little or less: try-1, try-3 (simultaneous 95%"))
  }

  @Test func showACertainDifferenceWithoutAnInterval() throws {
    // Every attempt is lost, so their number is known.
    let attempts = Costs(attempt: 2)
    let apart = try text(attempts: [1, 3], loss: 1, trials: 50, costs: attempts)
    #expect(apart.contains("which costs 4 more for each write. All other strategies cost more"))
    // And none needs a second one.
    let alike = try text(attempts: [1, 3], loss: 0, trials: 50, costs: attempts)
    #expect(alike.contains("which costs 0 more for each write. No clear winner: "))
  }

  @Test func sayThatOneTrialBoundsNothing() throws {
    let text = try text(attempts: [1, 3], loss: 1, trials: 1, costs: Costs(attempt: 2))
    #expect(text.contains("which costs an unknown amount more for each write. No clear winner: "))
  }
}
