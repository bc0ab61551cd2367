import Simulation

/// What keeps a client from sending: its retry budget and its circuit breaker.
extension Scenario {
  /// Whether the circuit breaker lets an attempt through.
  func admits(_ state: inout State) -> Bool {
    guard let breaker = client.circuitBreaker else { return true }
    return breaker.admits(&state.client.shared.breaker)
  }

  /// Pays for a retry or a hedge.
  ///
  /// - Returns: `false` if the budget has not enough left.
  func payForRetry(_ state: inout State, in world: inout some World<Event>) -> Bool {
    guard let budget = client.budget else { return true }
    guard budget.pay(&state.client.shared.budget) else { return false }
    refill(budget, &state, in: &world)
    return true
  }

  /// Starts the wait for the next token that comes with time.
  private func refill(
    _ budget: RetryBudget, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let period = budget.refillPeriod, !state.client.shared.budget.isRefilling,
      state.client.shared.budget.tokens < budget.tokens
    else { return }
    state.client.shared.budget.isRefilling = true
    world.schedule(.tokenArrives, after: period)
  }

  func tokenArrives(_ state: inout State, in world: inout some World<Event>) {
    guard let budget = client.budget else { return }
    state.client.shared.budget.isRefilling = false
    budget.earn(.init(1), &state.client.shared.budget)
    refill(budget, &state, in: &world)
  }

  /// The operation begins.
  func earnForRequest(_ state: inout State) {
    if let budget = client.budget { budget.earn(budget.ratio, &state.client.shared.budget) }
  }

  /// The operation is acknowledged.
  func earnForSuccess(_ state: inout State) {
    if let budget = client.budget {
      budget.earn(budget.successEarns, &state.client.shared.budget)
    }
  }

  /// An attempt that the client waits for has succeeded.
  func noteSuccess(ofAttempt attempt: UInt32, _ state: inout State) {
    guard let breaker = client.circuitBreaker else { return }
    breaker.recordSuccess(&state.client.shared.breaker)
    state.client.awaited &= ~(1 << (state.client.attempt - attempt))
  }

  func noteFailure(_ state: inout State, in world: inout some World<Event>) {
    guard let breaker = client.circuitBreaker else { return }
    if breaker.recordFailure(&state.client.shared.breaker) {
      let opening = state.client.shared.breaker.openings
      world.schedule(.breakerHalfOpens(opening: opening), after: breaker.opensFor)
    }
  }

  /// The client stops waiting for whatever else is under way.
  func noteAbandoned(_ state: inout State) {
    guard let breaker = client.circuitBreaker else { return }
    for _ in 0..<state.client.awaited.nonzeroBitCount {
      breaker.recordNothing(&state.client.shared.breaker)
    }
  }

  func breakerHalfOpens(_ opening: UInt32, _ state: inout State) {
    client.circuitBreaker?.halfOpen(opening, &state.client.shared.breaker)
  }
}
