import EndToEnd
import Simulation

/// How the reader takes in connections that are not made, or break.
extension ModelReader {
  /// A chance alone, or with how long it takes to be known.
  mutating func apply(connect member: Member, to connecting: inout ConnectionFaults) {
    guard case .object = member.value.value else {
      do {
        connecting.fails = try Quantity.probability(member.value.value)
      } catch {
        reportMismatch(
          "connect",
          error.requirement + ", or an object such as { fails: \"1%\", after: \"50 ms\" }",
          member.value)
      }
      return
    }
    guard let fields = fields(of: member.value, Section.connect) else { return }
    read("fails", of: fields, into: &connecting.fails, Quantity.probability)
    read("after", of: fields, into: &connecting.after, Quantity.delay)
  }

  /// Puts rules at their defaults that nothing in the scenario can meet: two models that differ in
  /// them alone are equal.
  func settleConnections(of scenario: inout Scenario) {
    settle(&scenario.network, &scenario.client.retry)
    for index in scenario.gateways.indices {
      var gateway = scenario.gateways[index]
      settle(&gateway.network, &gateway.retry)
      scenario.gateways[index] = gateway
    }
  }

  private func settle(_ network: inout Network, _ policy: inout RetryPolicy) {
    if !network.mayFailToConnect {
      network.connect = ConnectionFaults()
      policy.retriesFailedConnections = true
    }
    if !network.mayBreak { policy.retriesBrokenConnections = true }
  }

  /// Whether a model or a strategy says anything about connections, of its client or of a gateway: what
  /// a preset does when one fails matters only then.
  func mentionsConnections(_ node: Node) -> Bool {
    switch node.value {
    case .object(let members):
      members.contains { member in
        switch member.key {
        case "connect", "breaks": true
        case "network", "gateway": mentionsConnections(member.value)
        default: false
        }
      }
    case .array(let nodes):
      nodes.contains { mentionsConnections($0) }
    case .null, .boolean, .number, .string:
      false
    }
  }
}
