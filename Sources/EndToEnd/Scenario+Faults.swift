import Simulation

/// The faults that may happen.
extension Scenario {
  /// A Boolean value that indicates whether the probability of any fault lies between 0 and 1, so that chance decides it.
  package var hasUncertainFaults: Bool {
    var chances = network.faultChances
    for gateway in gateways { chances += gateway.network.faultChances }
    chances += [
      server.failsBeforeStore, server.failsAfterStore, server.refusal.chance,
      server.failover.loses, client.crashes.chance,
    ]
    if let outage = server.outage { chances.append(outage.chance) }
    if let restarts = server.restarts { chances.append(restarts.chance) }
    if let slow = server.slow { chances.append(slow.chance) }
    if let key { chances += [key.forgets, key.failsBetween] }
    if let reconciliation { chances.append(reconciliation.sees.complement) }
    return chances.contains { $0 != .never && $0 != .always }
  }
}

extension Network {
  /// The chances of all its faults.
  fileprivate var faultChances: [Probability] {
    [request.loss, response.loss, connect.fails, breaks, requestDuplicates, responseDuplicates]
  }
}
