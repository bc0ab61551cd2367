import Simulation

/// The handlers of what keeps a client from sending: its retry budget and its circuit breaker.
extension Client {
  /// Returns true if the circuit breaker lets an attempt through.
  @inline(__always)
  func admits(_ state: inout State) -> Bool {
    guard let breaker = circuitBreaker else { return true }
    return breaker.admits(&state.shared.breaker)
  }

  /// Pays for a retry or a hedge.
  ///
  /// - Parameter failure: what it follows; `nil` if it does not wait for one.
  /// - Returns: `false` if the budget has not enough left.
  @inline(__always)
  func pay(
    after failure: Failure?, _ state: inout State, in world: inout some World<Scenario.Event>
  ) -> Bool {
    guard let budget else { return true }
    let charge = RetryBudget.charge(after: failure)
    guard budget.affords(charge, state.shared.budget) else { return false }
    state.charge = charge
    change(budget, by: -budget.cost(of: charge), &state, in: &world)
    return true
  }

  /// An attempt has failed as the client retries it.
  @inline(__always)
  func payForFailure(_ state: inout State, in world: inout some World<Scenario.Event>) {
    guard let budget else { return }
    change(budget, by: -budget.failureCosts, &state, in: &world)
  }

  /// Puts tokens into the bucket, or takes them out, and plans what time does about it.
  private func change(
    _ budget: RetryBudget, by amount: RetryBudget.Tokens, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    if amount == .none { return }
    budget.change(by: amount, &state.shared.budget)
    if let window = budget.window {
      world.schedule(.tokensAreForgotten(millionths: amount.millionths), after: window)
    } else {
      refill(budget, &state, in: &world)
    }
  }

  func tokensAreForgotten(_ millionths: Int64, _ state: inout State) {
    budget?.change(
      by: -RetryBudget.Tokens(millionths: millionths), &state.shared.budget)
  }

  /// Starts the wait for the next token that comes with time.
  private func refill(
    _ budget: RetryBudget, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    guard let period = budget.refillPeriod, !state.shared.budget.isRefilling,
      state.shared.budget.tokens < budget.tokens
    else { return }
    state.shared.budget.isRefilling = true
    world.schedule(.tokenArrives, after: period)
  }

  func tokenArrives(_ state: inout State, in world: inout some World<Scenario.Event>) {
    guard let budget else { return }
    state.shared.budget.isRefilling = false
    budget.change(by: .init(1), &state.shared.budget)
    refill(budget, &state, in: &world)
  }

  /// The operation begins.
  @inline(__always)
  func earnForRequest(_ state: inout State, in world: inout some World<Scenario.Event>) {
    if let budget { change(budget, by: budget.ratio, &state, in: &world) }
  }

  /// The operation is acknowledged.
  @inline(__always)
  func earnForSuccess(_ state: inout State, in world: inout some World<Scenario.Event>) {
    if let budget {
      change(budget, by: budget.earned(after: state.charge), &state, in: &world)
    }
  }

  /// An attempt that the client waits for has succeeded.
  @inline(__always)
  func noteSuccess(
    ofAttempt attempt: UInt32, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    state.awaited &= ~(1 << (state.attempt - attempt))
    guard let breaker = circuitBreaker else { return }
    let effect = breaker.recordSuccess(&state.shared.breaker)
    follow(effect, ofFailure: false, breaker, state, in: &world)
  }

  @inline(__always)
  func noteFailure(_ state: inout State, in world: inout some World<Scenario.Event>) {
    guard let breaker = circuitBreaker else { return }
    let effect = breaker.recordFailure(&state.shared.breaker)
    follow(effect, ofFailure: true, breaker, state, in: &world)
  }

  /// Plans what time does to a circuit breaker.
  private func follow(
    _ effect: CircuitBreaker.Effect, ofFailure hasFailed: Bool, _ breaker: CircuitBreaker,
    _ state: State, in world: inout some World<Scenario.Event>
  ) {
    let opening = state.shared.breaker.openings
    switch effect {
    case .none: break
    case .isRecorded:
      guard let within = breaker.within else { return }
      world.schedule(.breakerForgets(opening: opening, hasFailed: hasFailed), after: within)
    case .opens:
      world.schedule(.breakerHalfOpens(opening: opening), after: breaker.opensFor)
    }
  }

  /// The client stops waiting for the other attempts under way.
  @inline(__always)
  func noteAbandoned(_ state: inout State) {
    guard let breaker = circuitBreaker else { return }
    for _ in 0..<state.awaited.nonzeroBitCount {
      breaker.recordNothing(&state.shared.breaker)
    }
  }

  func breakerHalfOpens(_ opening: UInt32, _ state: inout State) {
    circuitBreaker?.halfOpen(opening, &state.shared.breaker)
  }

  func breakerForgets(_ opening: UInt32, hasFailed: Bool, _ state: inout State) {
    circuitBreaker?.forget(
      hasFailed: hasFailed, recordedAfter: opening, &state.shared.breaker)
  }
}
