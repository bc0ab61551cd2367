import EndToEnd
import Simulation

/// How the reader takes in one strategy.
extension ModelReader {
  mutating func strategy(_ member: Member, base: Fields, hasEventLimit: Bool) -> Strategy? {
    if member.key.isEmpty || !Choice.isLine(member.key) {
      report(
        "a strategy's name must be one line of 1 to 200 characters without control characters",
        at: member.keyRange)
    }
    let fields = fields(of: member.value, Section.strategy)
    var draft = ScenarioDraft()
    // The model's gateways may have presets too, and do with this method what those do.
    let method = fields.map { self.method(of: $0) } ?? draft.method
    draft.method = method
    draft.mentionsConnections = mentionsConnections(base.node) || mentionsConnections(member.value)
    apply(sectionsOf: base, to: &draft)
    guard let fields else { return nil }
    let preset = preset(of: fields)
    if let timeout = preset?.timeout { draft.scenario.client.timeout = timeout }
    apply(sectionsOf: fields, to: &draft)
    var scenario = finish(draft)
    if let preset {
      scenario.client.deadline = preset.deadline
      apply(preset, of: draft, fields: fields, to: &scenario.client.retry)
      scenario.client.budget = preset.budget
    }
    read("attempts", of: fields, into: &scenario.client.retry.attempts, attempts)
    apply(retryRulesOf: fields, to: &scenario.client.retry)
    if let member = fields["deadline"] { deadline(member, of: &scenario.client) }
    read("readBack", of: fields, into: &scenario.client.readsBack, Choice.isTrue)
    read("outbox", of: fields, into: &scenario.client.hasOutbox, Choice.isTrue)
    if let member = fields["hedge"] {
      hedge(member, fields, of: &scenario.client)
    } else if let hedge = preset?.hedge, let member = fields["preset"] {
      apply(hedge, at: member, fields, to: &scenario.client)
    }
    if let member = fields["budget"] { scenario.client.budget = budget(member.value) }
    if let member = fields["circuitBreaker"] {
      scenario.client.circuitBreaker = circuitBreaker(member.value)
    }
    if let member = fields["key"] { scenario.key = key(member.value) }
    if let member = fields["clientChosenId"] {
      scenario.clientChosenID = clientChosenID(member.value)
    }
    if let member = fields["reconcile"] { scenario.reconciliation = reconcile(member) }
    if let member = fields["reserveConfirm"] { reserveConfirm(member, of: &scenario) }
    settleConnections(of: &scenario)
    checkLoad(of: scenario, at: member.keyRange)
    checkPerson(of: scenario, at: fields["key"]?.value.range ?? member.keyRange)
    checkDowntimes(of: scenario, at: member.keyRange)
    if scenario.client.retry.attempts == nil, scenario.client.deadline == nil, !hasEventLimit {
      report(
        "unbounded attempts need a 'deadline' here, or 'limits: { events: 100000 }' in the model",
        at: (fields["attempts"] ?? fields["preset"])?.value.range ?? member.keyRange)
    }
    return Strategy(name: member.key, scenario: scenario)
  }

  private func attempts(_ value: Value) throws(QuantityProblem) -> UInt32? {
    if case .string("unbounded") = value { return nil }
    do {
      return UInt32(try Quantity.count(value, in: 1...UInt64(UInt32.max)))
    } catch {
      throw QuantityProblem(
        requirement: "must be a whole number from 1 to \(UInt32.max) or \"unbounded\"")
    }
  }

  /// A length of time alone, or with what the server makes of it.
  private mutating func deadline(_ member: Member, of client: inout Client) {
    guard case .object = member.value.value else {
      do {
        client.deadline = try Duration.positiveOrNone(member.value.value)
      } catch {
        reportMismatch(
          "deadline", error.requirement + ", or an object such as { after: \"2 s\" }", member.value)
      }
      return
    }
    guard let fields = fields(of: member.value, Section.deadline) else { return }
    if fields["after"] == nil {
      report("'after' is missing here, such as after: \"2 s\"", at: member.value.range)
    }
    read("after", of: fields, into: &client.deadline) { value throws(QuantityProblem) in
      try Duration.positive(value)
    }
    read("propagate", of: fields, into: &client.propagatesDeadline, Choice.isTrue)
  }

  /// What client and gateway have in common about retrying.
  mutating func apply(retryRulesOf fields: Fields, to policy: inout RetryPolicy) {
    if let member = fields["retryOn"] { apply(retryOn: member, to: &policy) }
    if let member = fields["backoff"] { backoff(member, into: &policy.backoff) }
    read("honorsRetryAfter", of: fields, into: &policy.honorsRetryAfter, Choice.isTrue)
  }

  private mutating func apply(retryOn member: Member, to policy: inout RetryPolicy) {
    guard case .array(let nodes) = member.value.value else {
      reportMismatch("retryOn", "must be a list, such as [\"timeout\", \"500\"]", member.value)
      return
    }
    policy.retriesTimeouts = false
    policy.retriesFailedConnections = false
    policy.retriesBrokenConnections = false
    policy.retriedStatuses = []
    for node in nodes {
      if case .string("timeout") = node.value {
        policy.retriesTimeouts = true
      } else if case .string("connect") = node.value {
        policy.retriesFailedConnections = true
      } else if case .string("reset") = node.value {
        policy.retriesBrokenConnections = true
      } else if case .string("5xx") = node.value {
        policy.retriedStatuses += (500...599).map(Status.init)
      } else if case .string("4xx") = node.value {
        policy.retriedStatuses += (400...499).map(Status.init)
      } else if let status = status(node.value) {
        policy.retriedStatuses.append(status)
      } else {
        reportMismatch(
          "retryOn",
          "must list \"timeout\", \"connect\", \"reset\" and error statuses from \"400\" to \"599\", "
            + "\"4xx\" or \"5xx\"",
          node)
      }
    }
    // The order of the list means nothing: two models that differ in it alone are equal.
    var sorted: [Status] = []
    for status in policy.retriedStatuses.sorted(by: { $0.code < $1.code })
    where sorted.last != status {
      sorted.append(status)
    }
    policy.retriedStatuses = sorted
  }

  /// An error status, as a text or a number.
  func status(_ value: Value) -> Status? {
    let code: UInt16? =
      switch value {
      case .string(let text): UInt16(text)
      case .number(let number): UInt16(exactly: number.value)
      default: nil
      }
    guard let code, code >= 400, code <= 599 else { return nil }
    return Status(code: code)
  }

  private mutating func clientChosenID(_ node: Node) -> ClientChosenID? {
    if case .boolean(let isChosen) = node.value { return isChosen ? ClientChosenID() : nil }
    guard case .object = node.value else {
      reportMismatch(
        "clientChosenId", "must be true, false or an object such as { edits: \"5 s\" }", node)
      return nil
    }
    guard let fields = fields(of: node, Section.clientChosenID) else { return nil }
    var id = ClientChosenID()
    read("edits", of: fields, into: &id.edits, Duration.positiveOrNone)
    read("ifMatch", of: fields, into: &id.ifMatch, Choice.isTrue)
    return id
  }
}
