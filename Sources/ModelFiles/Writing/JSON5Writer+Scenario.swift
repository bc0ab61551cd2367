import EndToEnd
import Simulation
import Text

/// How the parts of a scenario are written, with every default.
extension JSON5Writer {
  static func of(_ delay: Delay) -> JSON5Writer { .quoted(Quantity.text(of: delay)) }

  static func of(_ delay: Delay?) -> JSON5Writer { delay.map { .of($0) } ?? .quoted("none") }

  static func of(_ probability: Probability) -> JSON5Writer {
    .quoted(Quantity.text(of: probability))
  }

  static func of(_ isTrue: Bool) -> JSON5Writer { .atom(isTrue ? "true" : "false") }

  /// A number, by the shortest text that reads back as the same.
  static func number(_ value: Double) -> JSON5Writer {
    .atom(plain(value))
  }

  static func plain(_ value: Double) -> String {
    NumberText.plain(value)
  }

  static func word<Meaning: Equatable>(
    _ meaning: Meaning, among options: [(word: String, meaning: Meaning)]
  ) -> JSON5Writer {
    guard let word = EnumNames.word(for: meaning, among: options) else {
      preconditionFailure("a case without a word in model files")
    }
    return .quoted(word)
  }

  static func of(_ client: Client) -> JSON5Writer {
    .object([
      .init(key: "timeout", value: .of(client.timeout)),
      .init(key: "acceptsLateResponses", value: .of(client.acceptsLateResponses)),
      .init(
        key: "crashes",
        value: .object([
          .init(key: "chance", value: .of(client.crashes.chance)),
          .init(key: "restartsAfter", value: .of(client.crashes.restartsAfter)),
        ])),
    ])
  }

  static func deadline(of client: Client) -> JSON5Writer {
    guard let deadline = client.deadline, client.propagatesDeadline else {
      return .of(client.deadline)
    }
    return .object([
      .init(key: "after", value: .of(deadline)), .init(key: "propagate", value: .of(true)),
    ])
  }

  static func of(_ hedge: Hedge) -> JSON5Writer {
    .object(
      [
        .init(key: "after", value: .of(hedge.after)),
        .init(key: "attempts", value: .atom("\(hedge.attempts)")),
      ] + (hedge.hurries ? [.init(key: "hurries", value: .of(true))] : []))
  }

  /// - Parameter hasConnections: whether connections fail anywhere in the model. Where one strategy has
  ///   that, another must say that it has not.
  static func of(_ network: Network, hasConnections: Bool) -> JSON5Writer {
    var members: [Member] = [
      .init(key: "request", value: .of(network.request)),
      .init(key: "response", value: .of(network.response)),
    ]
    if hasConnections {
      let connect = JSON5Writer.object([
        .init(key: "fails", value: .of(network.connect.fails)),
        .init(key: "after", value: .of(network.connect.after)),
      ])
      members.append(.init(key: "connect", value: connect))
      members.append(.init(key: "breaks", value: .of(network.breaks)))
    }
    return .object(members)
  }

  static func of(_ link: Link) -> JSON5Writer {
    .object([
      .init(key: "loss", value: .of(link.loss)), .init(key: "latency", value: .of(link.latency)),
    ])
  }

  /// - Parameter hasClients: whether the server may have a capacity.
  static func of(_ server: Server, _ downtimes: DowntimeProse, hasClients: Bool) -> JSON5Writer {
    var members: [Member] = [
      .init(key: "service", value: .of(server.service)),
      .init(key: "failsBeforeStore", value: .of(server.failsBeforeStore)),
      .init(key: "failsAfterStore", value: .of(server.failsAfterStore)),
      .init(key: "failure", value: .word(server.failure, among: EnumNames.failureModes)),
      .init(
        key: "acknowledges", value: .word(server.acknowledges, among: EnumNames.acknowledgements)),
      .init(key: "refuses", value: .of(server.refusal)),
      .init(
        key: "failover",
        value: .object([
          .init(key: "loses", value: .of(server.failover.loses)),
          .init(key: "after", value: .of(server.failover.after)),
        ])),
    ]
    if hasClients {
      // Where others have one, none must be said.
      members.append(
        .init(key: "capacity", value: server.capacity.map(JSON5Writer.of) ?? .quoted("none")))
    }
    return .object(members + downtimes.members(of: server))
  }

  static func of(_ refusal: Refusal) -> JSON5Writer {
    .object([
      .init(key: "chance", value: .of(refusal.chance)),
      .init(key: "status", value: .quoted("\(refusal.status.code)")),
      .init(key: "retryAfter", value: .of(refusal.retryAfter)),
    ])
  }

  /// One as an object, several as a list.
  static func of(_ gateways: [Gateway], hasConnections: Bool) -> JSON5Writer {
    switch gateways.count {
    case 0: .of(false)
    case 1: .of(gateways[0], hasConnections: hasConnections)
    default: .list(gateways.map { .of($0, hasConnections: hasConnections) })
    }
  }

  private static func of(_ gateway: Gateway, hasConnections: Bool) -> JSON5Writer {
    .object([
      .init(key: "timeout", value: .of(gateway.timeout)),
      .init(key: "attempts", value: .atom("\(gateway.retry.attempts ?? 1)")),
      .init(key: "retryOn", value: .retryOn(gateway.retry, over: gateway.network)),
      .init(key: "backoff", value: .of(gateway.retry.backoff)),
      .init(key: "honorsRetryAfter", value: .of(gateway.retry.honorsRetryAfter)),
      .init(key: "acceptsLateResponses", value: .of(gateway.acceptsLateResponses)),
      .init(key: "network", value: .of(gateway.network, hasConnections: hasConnections)),
    ])
  }

  static func of(_ logs: Logs) -> JSON5Writer {
    let client: JSON5Writer =
      logs.client == .nothing ? .of(false) : .word(logs.client, among: EnumNames.clientLogs)
    return .object([
      .init(key: "serverLog", value: .of(logs.server)), .init(key: "clientLog", value: client),
    ])
  }

  /// What a policy retries that can happen on its network.
  static func retryOn(_ policy: RetryPolicy, over network: Network) -> JSON5Writer {
    var words: [JSON5Writer] = []
    if policy.retriesTimeouts { words.append(.quoted("timeout")) }
    if policy.retriesFailedConnections, network.mayFailToConnect {
      words.append(.quoted("connect"))
    }
    if policy.retriesBrokenConnections, network.mayBreak { words.append(.quoted("reset")) }
    return .list(words + statuses(policy.retriedStatuses))
  }

  /// Each status by itself, but all of a class as one word.
  static func statuses(_ statuses: [Status]) -> [JSON5Writer] {
    var words: [JSON5Writer] = []
    for hundred: UInt16 in [4, 5] {
      let codes = statuses.map(\.code).filter { $0 / 100 == hundred }
      words += codes.count == 100 ? [.quoted("\(hundred)xx")] : codes.map { .quoted("\($0)") }
    }
    return words
  }

  static func of(_ key: IdempotencyKey) -> JSON5Writer {
    var members: [Member] = [
      .init(key: "recorded", value: .word(key.recorded, among: EnumNames.recordings)),
      .init(key: "failsBetween", value: .of(key.failsBetween)),
      .init(key: "forgets", value: .of(key.forgets)),
      .init(key: "window", value: .of(key.window)),
      .init(key: "replays", value: .word(key.replays, among: EnumNames.replays)),
      .init(key: "inFlight", value: .word(key.inFlight, among: EnumNames.inFlight)),
    ]
    // The other scope means something only where there is a person.
    if key.scope != .operation {
      members.append(.init(key: "scope", value: .word(key.scope, among: EnumNames.scopes)))
    }
    return .object(members)
  }

  static func of(_ reservation: Reservation) -> JSON5Writer {
    .single("expires", .of(reservation.expires))
  }

  static func of(_ reconciliation: Reconciliation) -> JSON5Writer {
    let repairs = EnumNames.repairs.filter { reconciliation[keyPath: $0.meaning] }
    return .object([
      .init(key: "every", value: .of(reconciliation.every)),
      .init(key: "passes", value: .atom("\(reconciliation.passes)")),
      .init(key: "sees", value: .of(reconciliation.sees)),
      .init(key: "repairs", value: .list(repairs.map { .quoted($0.word) })),
    ])
  }

  static func of(_ id: ClientChosenID) -> JSON5Writer {
    .object([
      .init(key: "edits", value: .of(id.edits)), .init(key: "ifMatch", value: .of(id.ifMatch)),
    ])
  }
}
