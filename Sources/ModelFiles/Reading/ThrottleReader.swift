import EndToEnd
import Simulation

/// How the reader takes in retry budgets and circuit breakers.
extension ModelReader {
  mutating func budget(_ node: Node) -> RetryBudget? {
    if case .string("none") = node.value { return nil }
    guard case .object = node.value else {
      reportMismatch(
        "budget", "must be an object such as { ratio: \"10%\", tokens: 10 }, or \"none\"", node)
      return nil
    }
    guard let fields = fields(of: node, Section.budget) else { return nil }
    var budget = RetryBudget()
    read("tokens", of: fields, into: &budget.tokens, tokens)
    read("ratio", of: fields, into: &budget.ratio) { value throws(QuantityProblem) in
      .init(try Quantity.probability(value).value)
    }
    read("successEarns", of: fields, into: &budget.successEarns, tokens)
    read("retryCosts", of: fields, into: &budget.retryCosts, tokens)
    read("perSecond", of: fields, into: &budget.perSecond) { value throws(QuantityProblem) in
      UInt32(try Quantity.count(value, in: 0...1_000_000))
    }
    read("timeoutCosts", of: fields, into: &budget.timeoutCosts, tokensOrNone)
    read("throttledCosts", of: fields, into: &budget.throttledCosts, tokensOrNone)
    read("failureCosts", of: fields, into: &budget.failureCosts, tokens)
    read("retriesAbove", of: fields, into: &budget.retriesAbove, tokensOrNone)
    read("refunds", of: fields, into: &budget.refunds) { value throws(QuantityProblem) in
      try Choice.oneOf(EnumNames.refunds, value)
    }
    read("window", of: fields, into: &budget.window, Duration.positiveOrNone)
    check(budget, fields, node)
    return budget
  }

  /// Whether there is a limit, and retries below it.
  private mutating func check(_ budget: RetryBudget, _ fields: Fields, _ node: Node) {
    if budget.retryCosts == .none, budget.failureCosts == .none || budget.retriesAbove == nil {
      report(
        "'retryCosts' must be more than 0, since a retry that costs nothing is not limited; or let "
          + "the failures cost, failureCosts: 1, and the bucket say when, retriesAbove: 5",
        at: fields["retryCosts"]?.value.range ?? node.range)
    }
    if budget.window != nil {
      if budget.perSecond > 0 {
        report(
          "with a 'window' all is undone in time, and 'tokens' is what each window may use anyway; "
            + "leave 'perSecond' out",
          at: fields["perSecond"]?.value.range ?? node.range)
      }
      // What comes in may make it hold more than its tokens.
      if budget.ratio > .none || budget.successEarns > .none { return }
    }
    for key in ["retryCosts", "timeoutCosts", "throttledCosts"] {
      let cost =
        switch key {
        case "retryCosts": budget.retryCosts
        case "timeoutCosts": budget.timeoutCosts ?? .none
        default: budget.throttledCosts ?? .none
        }
      if cost > budget.tokens {
        report(
          "the bucket holds \(JSON5Writer.plain(budget.tokens.value)) tokens and '\(key)' is "
            + "\(JSON5Writer.plain(cost.value)): nothing would ever be retried; raise 'tokens'",
          at: (fields["tokens"] ?? fields[key])?.value.range ?? node.range)
      }
    }
    if let above = budget.retriesAbove, above >= budget.tokens {
      report(
        "the bucket never holds more than \(JSON5Writer.plain(above.value)) tokens, as 'retriesAbove' "
          + "asks for: nothing would ever be retried; lower it, or raise 'tokens'",
        at: (fields["retriesAbove"] ?? fields["tokens"])?.value.range ?? node.range)
    }
  }

  private func tokensOrNone(_ value: Value) throws(QuantityProblem) -> RetryBudget.Tokens? {
    if case .string("none") = value { return nil }
    return try tokens(value)
  }

  private func tokens(_ value: Value) throws(QuantityProblem) -> RetryBudget.Tokens {
    .init(
      try Quantity.number(value, in: 0...RetryBudget.Tokens.most, what: "a number of tokens"))
  }

  mutating func circuitBreaker(_ node: Node) -> CircuitBreaker? {
    if case .string("none") = node.value { return nil }
    guard case .object = node.value else {
      reportMismatch(
        "circuitBreaker",
        "must be an object such as { failures: 5, opensFor: \"30 s\" }, or \"none\"", node)
      return nil
    }
    guard let fields = fields(of: node, Section.circuitBreaker) else { return nil }
    var breaker = CircuitBreaker()
    let range = UInt64(CircuitBreaker.windowRange.lowerBound)...64
    read("failures", of: fields, into: &breaker.failures) { value throws(QuantityProblem) in
      UInt8(try Quantity.count(value, in: range))
    }
    breaker.of = breaker.failures
    read("of", of: fields, into: &breaker.of) { value throws(QuantityProblem) in
      UInt8(try Quantity.count(value, in: range))
    }
    read("opensFor", of: fields, into: &breaker.opensFor, Duration.positive)
    read("probes", of: fields, into: &breaker.probes) { value throws(QuantityProblem) in
      UInt8(try Quantity.count(value, in: 1...255))
    }
    if breaker.of < breaker.failures {
      report(
        "'of' is how many attempts are looked at: at least the \(breaker.failures) 'failures' that "
          + "open the circuit breaker", at: fields["of"]?.value.range ?? node.range)
    }
    return breaker
  }
}
