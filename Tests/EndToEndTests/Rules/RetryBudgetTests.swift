import EndToEnd
import Simulation
import Testing

/// Budgets of retries, by hand.
@Suite struct RetryBudgetTests {
  /// The first retry empties the bucket at 0.1 s. Tokens come at 1.1 and 2.1 s, so at 3.2 s there are enough for the
  /// second.
  @Test func tokensGoOnComingWithTime() throws {
    var scenario = TimedTests.scenario(timeout: 100, attempts: 3)
    scenario.network.request.loss = .always
    scenario.client.retry.backoff = Backoff(.fixed(.seconds(3)))
    var budget = RetryBudget()
    budget.tokens = .init(2)
    budget.retryCosts = .init(2)
    budget.ratio = .init(0)
    budget.perSecond = 1
    scenario.client.budget = budget
    #expect(try TimedTests.outcome(scenario).attempts == 3)
    scenario.client.budget?.perSecond = 0
    #expect(try TimedTests.outcome(scenario).attempts == 2)
  }
}
