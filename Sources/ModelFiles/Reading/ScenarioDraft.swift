import EndToEnd
import Simulation

/// A scenario while it is put together from a model's sections and then a strategy's.
struct ScenarioDraft {
  var scenario = Scenario()
  /// The method of the strategy's requests.
  var method = "POST"
  /// Whether anything is said about connections that fail.
  var mentionsConnections = false
  /// For every gateway what was said about its own network, in the order in which it was said.
  ///
  /// It can be applied only when all is known about the client's, which it starts from.
  var gatewayNetworks: [[Node]] = []
}

extension ModelReader {
  /// Applies every section that is there: what it does not mention stays as it was.
  mutating func apply(sectionsOf fields: Fields, to draft: inout ScenarioDraft) {
    if let member = fields["client"] { apply(client: member.value, to: &draft.scenario.client) }
    if let member = fields["network"] { apply(network: member.value, to: &draft.scenario.network) }
    if let member = fields["server"] { apply(server: member.value, to: &draft.scenario.server) }
    if let member = fields["gateway"] { apply(gateway: member, to: &draft) }
    if let member = fields["person"] { apply(person: member, to: &draft.scenario) }
    if let member = fields["evidence"] { apply(evidence: member.value, to: &draft.scenario.logs) }
    if let member = fields["clients"] { apply(clients: member.value, to: &draft.scenario) }
  }

  /// The scenario, when every section has been applied.
  mutating func finish(_ draft: ScenarioDraft) -> Scenario {
    var scenario = draft.scenario
    for index in scenario.gateways.indices {
      var network = scenario.network
      for node in draft.gatewayNetworks[index] { apply(network: node, to: &network) }
      scenario.gateways[index].network = network
    }
    return scenario
  }

  private mutating func apply(client node: Node, to client: inout Client) {
    guard let fields = fields(of: node, Section.client) else { return }
    read("timeout", of: fields, into: &client.timeout, Duration.positive)
    read("acceptsLateResponses", of: fields, into: &client.acceptsLateResponses, Choice.isTrue)
    if let member = fields["crashes"] { apply(crashes: member.value, to: &client.crashes) }
  }

  private mutating func apply(crashes node: Node, to crashes: inout ClientCrashes) {
    guard let fields = fields(of: node, Section.crashes) else { return }
    read("chance", of: fields, into: &crashes.chance, Quantity.probability)
    read("restartsAfter", of: fields, into: &crashes.restartsAfter, Quantity.delay)
  }

  mutating func apply(network node: Node, to network: inout Network) {
    guard let fields = fields(of: node, Section.network) else { return }
    if let member = fields["request"] { apply(link: member.value, to: &network.request) }
    if let member = fields["response"] { apply(link: member.value, to: &network.response) }
    if let member = fields["connect"] { apply(connect: member, to: &network.connect) }
    read("breaks", of: fields, into: &network.breaks, Quantity.probability)
  }

  private mutating func apply(link node: Node, to link: inout Link) {
    guard let fields = fields(of: node, Section.link) else { return }
    read("loss", of: fields, into: &link.loss, Quantity.probability)
    if let member = fields["latency"] { latency(member, into: &link.latency) }
  }

  private mutating func apply(server node: Node, to server: inout Server) {
    guard let fields = fields(of: node, Section.server) else { return }
    if let member = fields["service"] { latency(member, into: &server.service) }
    read("failsBeforeStore", of: fields, into: &server.failsBeforeStore, Quantity.probability)
    read("failsAfterStore", of: fields, into: &server.failsAfterStore, Quantity.probability)
    read("failure", of: fields, into: &server.failure) { value throws(QuantityProblem) in
      try Choice.oneOf(EnumNames.failureModes, value)
    }
    read("acknowledges", of: fields, into: &server.acknowledges) { value throws(QuantityProblem) in
      try Choice.oneOf(EnumNames.acknowledgements, value)
    }
    if let member = fields["refuses"] { apply(refusal: member.value, to: &server.refusal) }
    if let member = fields["capacity"] { apply(capacity: member.value, to: &server) }
    if let member = fields["failover"] { apply(failover: member, to: &server.failover) }
    apply(downtimesOf: fields, to: &server)
  }

  private mutating func apply(refusal node: Node, to refusal: inout Refusal) {
    guard let fields = fields(of: node, Section.refusal) else { return }
    read("chance", of: fields, into: &refusal.chance, Quantity.probability)
    if let member = fields["status"] {
      if let status = status(member.value.value) {
        refusal.status = status
      } else {
        reportMismatch("status", "must be an error status from \"400\" to \"599\"", member.value)
      }
    }
    read("retryAfter", of: fields, into: &refusal.retryAfter, Duration.positiveOrNone)
  }

  private mutating func apply(failover member: Member, to failover: inout Server.Failover) {
    guard case .object = member.value.value else {
      do {
        failover.loses = try Quantity.probability(member.value.value)
      } catch {
        reportMismatch("failover", error.requirement, member.value)
      }
      return
    }
    guard let fields = fields(of: member.value, Section.failover) else { return }
    read("loses", of: fields, into: &failover.loses, Quantity.probability)
    read("after", of: fields, into: &failover.after) { value throws(QuantityProblem) in
      try Quantity.delay(value)
    }
  }

  private mutating func apply(evidence node: Node, to logs: inout Logs) {
    guard let fields = fields(of: node, Section.evidence) else { return }
    read("serverLog", of: fields, into: &logs.server, Choice.isTrue)
    read("clientLog", of: fields, into: &logs.client) { value throws(QuantityProblem) in
      if case .boolean(false) = value { return .nothing }
      guard case .string(let word) = value,
        let log = EnumNames.clientLogs.first(where: { $0.word == word })
      else { throw QuantityProblem(requirement: "must be \"attempts\", \"final\" or false") }
      return log.meaning
    }
  }
}
