import EndToEnd

/// One strategy, written out in full: its sections, and what it does after a failure.
struct StrategyProse {
  /// The sections that could stand at the top of the model, always the same ones in the same order.
  let sections: [JSON5Writer.Member]
  /// What only a strategy can say.
  let rules: [JSON5Writer.Member]

  /// - Parameters:
  ///   - downtimes: what must be said about when servers are down.
  ///   - hasConnections: whether connections fail anywhere in the model.
  ///   - hasPeople: whether one of the model's strategies has a person.
  init(
    _ scenario: Scenario, _ downtimes: DowntimeProse, hasConnections: Bool, hasPeople: Bool
  ) {
    var sections: [JSON5Writer.Member] = [
      .init(key: "client", value: .of(scenario.client)),
      .init(key: "network", value: .of(scenario.network, hasConnections: hasConnections)),
      .init(key: "gateway", value: .of(scenario.gateways, hasConnections: hasConnections)),
      .init(
        key: "server",
        value: .of(scenario.server, downtimes, hasClients: scenario.clients != nil)),
      .init(key: "evidence", value: .of(scenario.logs)),
    ]
    if hasPeople {
      // Where others have one, none must be said.
      sections.append(
        .init(key: "person", value: scenario.person.map(JSON5Writer.of) ?? .of(false)))
    }
    // All strategies of a model have clients, or none has.
    if let clients = scenario.clients {
      sections.append(.init(key: "clients", value: .of(clients)))
    }
    self.sections = sections
    let attempts = scenario.client.retry.attempts.map { JSON5Writer.atom("\($0)") }
    var rules: [JSON5Writer.Member] = [
      .init(key: "attempts", value: attempts ?? .quoted("unbounded")),
      .init(key: "retryOn", value: .retryOn(scenario.client.retry, over: scenario.network)),
      .init(key: "backoff", value: .of(scenario.client.retry.backoff)),
      .init(key: "honorsRetryAfter", value: .of(scenario.client.retry.honorsRetryAfter)),
      .init(key: "deadline", value: .deadline(of: scenario.client)),
      .init(key: "readBack", value: .of(scenario.client.readsBack)),
      .init(key: "outbox", value: .of(scenario.client.hasOutbox)),
      .init(
        key: "hedge", value: scenario.client.hedge.map(JSON5Writer.of) ?? .quoted("none")),
      .init(key: "key", value: scenario.key.map(JSON5Writer.of) ?? .atom("false")),
      .init(
        key: "clientChosenId", value: scenario.clientChosenID.map(JSON5Writer.of) ?? .atom("false")),
    ]
    if let budget = scenario.client.budget {
      rules.append(.init(key: "budget", value: .of(budget)))
    }
    if let breaker = scenario.client.circuitBreaker {
      rules.append(.init(key: "circuitBreaker", value: .of(breaker)))
    }
    if let reservation = scenario.reservation {
      rules.append(.init(key: "reserveConfirm", value: .of(reservation)))
    }
    if let reconciliation = scenario.reconciliation {
      rules.append(.init(key: "reconcile", value: .of(reconciliation)))
    }
    self.rules = rules
  }

  /// The rules, and those sections that differ from the common ones.
  func text(beside common: [JSON5Writer.Member]) -> JSON5Writer {
    let own = sections.filter { !common.contains($0) }.map { section in
      // An object would change one gateway of those that all strategies have.
      let isPart = common.contains { $0.key == section.key && $0.value.isList }
      return isPart && section.value.isObject
        ? JSON5Writer.Member(key: section.key, value: .list([section.value])) : section
    }
    return .object(rules + own)
  }

  /// For every section the form that most strategies have; of two the earlier.
  static func commonSections(of strategies: [StrategyProse]) -> [JSON5Writer.Member] {
    guard let first = strategies.first else { return [] }
    return first.sections.indices.map { index in
      let forms = strategies.map { $0.sections[index] }
      var count: [JSON5Writer.Member: Int] = [:]
      for form in forms { count[form, default: 0] += 1 }
      var best = forms[0]
      for form in forms where count[form, default: 0] > count[best, default: 0] { best = form }
      return best
    }
  }
}
