import EndToEnd
import Simulation

/// The gateways between client and server.
///
/// One gateway is an object, and an object that comes later changes it in part. Several are a list,
/// from the client outwards, and a list takes the place of all that was there.
extension ModelReader {
  /// Reads one gateway, or a list of them, into a scenario.
  mutating func apply(gateway member: Member, to draft: inout ScenarioDraft) {
    switch member.value.value {
    case .boolean(false):
      draft.scenario.gateways = []
      draft.gatewayNetworks = []
    case .array(let nodes):
      apply(gateways: nodes, of: member, to: &draft)
    case .object:
      if draft.scenario.gateways.count > 1 {
        report(
          "'gateway' would change one gateway in part, and there are "
            + "\(draft.scenario.gateways.count) here; list all that the strategy has, "
            + "gateway: [{ … }, …]",
          at: member.value.range)
        return
      }
      var gateway = draft.scenario.gateway ?? Gateway()
      let network = apply(gateway: member.value, of: draft, to: &gateway)
      draft.scenario.gateway = gateway
      draft.gatewayNetworks = [(draft.gatewayNetworks.first ?? []) + network]
    default:
      reportMismatch(
        "gateway", "must be an object, a list of objects from the client outwards, or false",
        member.value)
    }
  }

  /// Reads a list of gateways, from the client outwards, each with its own network.
  private mutating func apply(
    gateways nodes: [Node], of member: Member, to draft: inout ScenarioDraft
  ) {
    guard (1...Scenario.mostGateways).contains(nodes.count) else {
      report(
        nodes.isEmpty
          ? "'gateway' lists none; say false, or leave it out"
          : "'gateway' may list \(Scenario.mostGateways) gateways, not \(nodes.count)",
        at: member.value.range)
      return
    }
    var gateways: [Gateway] = []
    var networks: [[Node]] = []
    for node in nodes {
      var gateway = Gateway()
      networks.append(apply(gateway: node, of: draft, to: &gateway))
      gateways.append(gateway)
    }
    guard Scenario.requests(of: gateways) != nil else {
      let attempts = gateways.map { "\($0.retry.attempts ?? 1)" }.joined(separator: " × ")
      report(
        "these gateways may make \(attempts) requests of one; at most "
          + "\(Scenario.mostRequestsOfGateways) can be told apart: lower their 'attempts'",
        at: member.value.range)
      return
    }
    draft.scenario.gateways = gateways
    draft.gatewayNetworks = networks
  }

  /// Applies what an object says about a gateway.
  ///
  /// - Returns: what it says about the gateway's own network, if anything.
  private mutating func apply(
    gateway node: Node, of draft: ScenarioDraft, to gateway: inout Gateway
  ) -> [Node] {
    guard let fields = fields(of: node, ModelSchema.gateway.description) else { return [] }
    if let preset = preset(of: fields) {
      apply(preset, of: draft, fields: fields, to: &gateway)
    }
    read(ModelSchema.gateway.keys, of: fields, into: &gateway)
    return fields["network"].map { [$0.value] } ?? []
  }

  /// Fills in what a proxy or a library ships with; what it has and no gateway has is an error.
  private mutating func apply(
    _ preset: Preset, of draft: ScenarioDraft, fields: Fields, to gateway: inout Gateway
  ) {
    if let timeout = preset.timeout {
      gateway.timeout = timeout
    } else {
      demand("timeout", "the library sets none, or it is not known", fields)
    }
    apply(preset, of: draft, fields: fields, to: &gateway.retry)
    let range = fields["preset"]?.value.range
    if let deadline = preset.deadline {
      report(
        "this preset ends after \(Quantity.text(of: deadline)) in all, and a gateway counts its "
          + "attempts alone; say 'attempts', 'retryOn' and 'backoff' instead of it",
        at: range)
    }
    if preset.budget != nil, fields["budget"] == nil {
      report(
        "this preset has a retry budget, which all share that pass through it, and a gateway has "
          + "none; say budget: \"none\" beside it to do without",
        at: range)
    }
    if preset.hedge != nil, fields["hedge"] == nil {
      report(
        "this preset hedges, and a gateway waits for its request to fail; say hedge: \"none\" "
          + "beside it to do without",
        at: range)
    }
    if gateway.retry.attempts == nil {
      gateway.retry.attempts = 1
      if fields["attempts"] == nil {
        report("this preset tries without end; a gateway needs 'attempts' beside it", at: range)
      }
    }
  }
}
