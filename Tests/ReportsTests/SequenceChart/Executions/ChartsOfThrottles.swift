import EndToEnd
import Reports
import Simulation
import Testing

/// Executions of clients that hold themselves back: circuit breakers and retry budgets.
@Suite struct ChartsOfThrottles {
  /// Every attempt fails at 45 ms and is followed by 50 ms of backoff.
  private func failing(attempts: UInt32) -> Scenario {
    var scenario = Scenario.steady(attempts: attempts)
    scenario.server.failsBeforeStore = .always
    return scenario
  }

  private func events(_ scenario: Scenario, trial: UInt64 = 0) throws -> [String] {
    let trace = try Tracer(scenario, seed: 1).trace(trial: trial)
    let rows = SequenceChart(trace, of: scenario, title: "").rows
    return rows.filter { $0.participant == .client }.compactMap { row in
      switch row.event {
      case .circuitBreaker(let phase): "\(row.instant.nanoseconds / 1_000_000): \(phase)"
      case .isThrottled(let throttle): "\(row.instant.nanoseconds / 1_000_000): by \(throttle)"
      case .sends(let message): "\(row.instant.nanoseconds / 1_000_000): \(message.content.attempt)"
      default: nil
      }
    }
  }

  /// Closed, open, half-open, open again, half-open, and closed by a probe that succeeds.
  @Test func theCircuitBreakerGoesThroughAllItsStates() throws {
    var scenario = failing(attempts: 6)
    scenario.server.failsBeforeStore = .half
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(200)))
    scenario.client.circuitBreaker = CircuitBreaker()
    scenario.client.circuitBreaker?.failures = 2
    scenario.client.circuitBreaker?.of = 2
    scenario.client.circuitBreaker?.opensFor = .milliseconds(150)
    let trace = try StagedTrace.suffering(
      [
        .server(.failsBeforeStore, 1), .server(.failsBeforeStore, 2),
        .server(.failsBeforeStore, 3),
      ], in: scenario)
    let rows = SequenceChart(trace, of: scenario, title: "").rows
    let phases = rows.compactMap { row -> String? in
      guard case .circuitBreaker(let phase) = row.event else { return nil }
      return "\(row.instant.nanoseconds / 1_000_000) ms \(phase)"
    }
    // Attempts end at 45, 290, 535 and 780 ms; each opening lasts 150 ms.
    #expect(
      phases == [
        "290 ms open", "440 ms halfOpen", "535 ms open", "685 ms halfOpen", "780 ms closed",
      ])
    #expect(rows.last?.event == .decides(.acknowledged))
  }

  @Test func anOpenCircuitBreakerEndsTheOperation() throws {
    var scenario = failing(attempts: 6)
    scenario.client.circuitBreaker = CircuitBreaker()
    scenario.client.circuitBreaker?.failures = 2
    scenario.client.circuitBreaker?.of = 2
    #expect(
      try events(scenario) == ["0: 1", "95: 2", "140: open", "190: by circuitBreaker"])
  }

  /// One failure in the window of two does not open it.
  @Test func aCircuitBreakerLooksAtTheLastAttemptsOnly() throws {
    var scenario = failing(attempts: 4)
    scenario.client.circuitBreaker = CircuitBreaker()
    scenario.client.circuitBreaker?.failures = 4
    scenario.client.circuitBreaker?.of = 4
    #expect(try events(scenario) == ["0: 1", "95: 2", "190: 3", "285: 4", "330: open"])
  }

  /// Half-open again after 30 ms: each probe fails and opens it anew, and the client goes on.
  @Test func aProbeThatFailsOpensItAgain() throws {
    var scenario = failing(attempts: 3)
    scenario.client.circuitBreaker = CircuitBreaker()
    scenario.client.circuitBreaker?.failures = 1
    scenario.client.circuitBreaker?.of = 1
    scenario.client.circuitBreaker?.opensFor = .milliseconds(30)
    #expect(
      try events(scenario) == [
        "0: 1", "45: open", "75: halfOpen", "95: 2", "140: open", "170: halfOpen", "190: 3",
        "235: open",
      ])
  }

  @Test func aBudgetThatIsUsedUpEndsTheOperation() throws {
    var scenario = failing(attempts: 10)
    scenario.client.budget = RetryBudget()
    scenario.client.budget?.tokens = .init(3)
    #expect(
      try events(scenario) == ["0: 1", "95: 2", "190: 3", "285: 4", "330: by budget"])
  }

  /// More than half full is not enough: the second failure leaves 2 of 4.
  @Test func aBudgetThatIsHalfEmptyEndsTheOperation() throws {
    var scenario = failing(attempts: 10)
    scenario.client.budget = RetryBudget()
    scenario.client.budget?.tokens = .init(4)
    scenario.client.budget?.retryCosts = .none
    scenario.client.budget?.failureCosts = .init(1)
    scenario.client.budget?.retriesAbove = .init(2)
    #expect(try events(scenario) == ["0: 1", "95: 2", "140: by budget"])
  }

  /// The tokens paid at 45, 140 and 235 ms come back 250 ms later.
  @Test func aBudgetForgetsWhatWasPaid() throws {
    var scenario = failing(attempts: 10)
    scenario.client.budget = RetryBudget()
    scenario.client.budget?.tokens = .init(3)
    scenario.client.budget?.ratio = .none
    scenario.client.budget?.window = .milliseconds(250)
    scenario.client.retry.attempts = 5
    #expect(try events(scenario) == ["0: 1", "95: 2", "190: 3", "285: 4", "380: 5"])
    scenario.client.budget?.window = .milliseconds(290)
    #expect(
      try events(scenario) == ["0: 1", "95: 2", "190: 3", "285: 4", "330: by budget"])
  }

  /// Tokens that come with time: the first is paid at 45 ms and comes back at 145 ms, and so on.
  @Test func tokensComeBackWithTime() throws {
    var scenario = failing(attempts: 4)
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(100)))
    scenario.client.budget = RetryBudget()
    scenario.client.budget?.tokens = .init(1)
    scenario.client.budget?.perSecond = 10
    #expect(try events(scenario) == ["0: 1", "145: 2", "290: 3", "435: 4"])
    scenario.client.budget?.perSecond = 5
    #expect(try events(scenario) == ["0: 1", "145: 2", "190: by budget"])
  }

  @Test func anOpenCircuitBreakerHoldsBackHedges() throws {
    var scenario = failing(attempts: 4)
    scenario.client.hedge = Hedge(after: .milliseconds(46), attempts: 3)
    scenario.client.circuitBreaker = CircuitBreaker()
    scenario.client.circuitBreaker?.failures = 1
    scenario.client.circuitBreaker?.of = 1
    // The first fails as the hedge is about to be sent.
    #expect(try events(scenario) == ["0: 1", "45: open", "95: by circuitBreaker"])
  }
}

extension SequenceChart.Content {
  fileprivate var attempt: UInt32 { request.attempt }
}
