import EndToEnd
import Simulation

/// How clients, capacity, budgets and circuit breakers are written.
extension JSON5Writer {
  static func of(_ clients: Clients) -> JSON5Writer {
    .object([
      .init(key: "count", value: .atom("\(clients.count)")),
      .init(key: "arrivals", value: .of(clients.arrivals)),
      .init(key: "lasts", value: .of(clients.lasts)),
      .init(key: "warmsUp", value: .of(clients.warmsUp)),
    ])
  }

  private static func of(_ arrivals: Clients.Arrivals) -> JSON5Writer {
    switch arrivals {
    case .together: .quoted("together")
    case .poisson(let rate): .single("poisson", .of(rate))
    case .constant(let rate): .single("constant", .of(rate))
    case .profile(let phases):
      .single(
        "profile",
        .list(
          phases.map { phase in
            .object([
              .init(key: "from", value: .of(phase.from)),
              .init(key: "rate", value: .of(phase.rate)),
            ])
          }))
    case .closed(let thinkTime):
      .single("closed", .single("thinkTime", .of(thinkTime)))
    }
  }

  private static func of(_ rate: Rate) -> JSON5Writer { .quoted(Quantity.text(of: rate)) }

  static func of(_ capacity: Capacity) -> JSON5Writer {
    .object([
      .init(key: "workers", value: .atom("\(capacity.workers)")),
      .init(
        key: "queue", value: capacity.queue.map { .atom("\($0)") } ?? .quoted("unbounded")),
      .init(key: "discipline", value: .word(capacity.discipline, among: EnumNames.disciplines)),
      .init(key: "hearsCancellation", value: .of(capacity.hearsCancellation)),
    ])
  }

  static func of(_ budget: RetryBudget) -> JSON5Writer {
    var members: [Member] = [
      .init(key: "tokens", value: .number(budget.tokens.value)),
      .init(key: "ratio", value: .number(budget.ratio.value)),
      .init(key: "successEarns", value: .number(budget.successEarns.value)),
      .init(key: "retryCosts", value: .number(budget.retryCosts.value)),
    ]
    if let cost = budget.timeoutCosts {
      members.append(.init(key: "timeoutCosts", value: .number(cost.value)))
    }
    if let cost = budget.throttledCosts {
      members.append(.init(key: "throttledCosts", value: .number(cost.value)))
    }
    if budget.failureCosts != .none {
      members.append(.init(key: "failureCosts", value: .number(budget.failureCosts.value)))
    }
    if let above = budget.retriesAbove {
      members.append(.init(key: "retriesAbove", value: .number(above.value)))
    }
    if budget.refunds != .never {
      members.append(.init(key: "refunds", value: .word(budget.refunds, among: EnumNames.refunds)))
    }
    members.append(.init(key: "perSecond", value: .atom("\(budget.perSecond)")))
    if let window = budget.window { members.append(.init(key: "window", value: .of(window))) }
    return .object(members)
  }

  static func of(_ breaker: CircuitBreaker) -> JSON5Writer {
    .object([
      .init(key: "failures", value: .atom("\(breaker.failures)")),
      .init(key: "of", value: .atom("\(breaker.of)")),
      .init(key: "opensFor", value: .of(breaker.opensFor)),
      .init(key: "probes", value: .atom("\(breaker.probes)")),
    ])
  }
}
