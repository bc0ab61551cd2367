import EndToEnd
import Simulation

/// Rules about connections that are not made, or break.
extension ModelReader {
  /// Puts rules at their defaults that nothing in the scenario can meet: two models that differ in
  /// them alone are equal.
  func settleConnections(of scenario: inout Scenario) {
    var network = scenario.network
    settle(&network, &scenario.client.retry)
    scenario.network = network
    for index in scenario.gateways.indices {
      var gateway = scenario.gateways[index]
      var network = gateway.network
      settle(&network, &gateway.retry)
      gateway.network = network
      scenario.gateways[index] = gateway
    }
  }

  /// Puts the rules of one hop at their defaults where nothing can fail to connect or break.
  ///
  /// Without this, a preset that retries resets would differ from the same policy written by
  /// hand, in a model that has no resets.
  private func settle(_ network: inout Network, _ policy: inout RetryPolicy) {
    if !network.mayFailToConnect { network.connect = ConnectionFaults() }
    policy.retriedConnectionFailures.formUnion(
      ConnectionFailures.all.subtracting(network.possibleFailures))
  }

  /// Returns true if a model or a strategy says anything about connections, of its client or of a gateway;
  /// a preset's rules about them matter only then.
  func mentionsConnections(_ node: Node) -> Bool {
    switch node.value {
    case .object(let members):
      members.contains { member in
        switch member.key {
        case "network", "gateway": mentionsConnections(member.value)
        default: ModelSchema.connectionKeys.contains(member.key)
        }
      }
    case .array(let nodes):
      nodes.contains { mentionsConnections($0) }
    case .null, .boolean, .number, .string:
      false
    }
  }
}
