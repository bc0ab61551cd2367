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
    if budget.retryCosts == .none {
      report(
        "'retryCosts' must be more than 0: a retry that costs nothing is not limited",
        at: fields["retryCosts"]?.value.range ?? node.range)
    }
    if budget.retryCosts > budget.tokens {
      report(
        "the bucket holds \(Prose.plain(budget.tokens.value)) tokens and a retry costs "
          + "\(Prose.plain(budget.retryCosts.value)): nothing would ever be retried; raise 'tokens'",
        at: (fields["tokens"] ?? fields["retryCosts"])?.value.range ?? node.range)
    }
    return budget
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
