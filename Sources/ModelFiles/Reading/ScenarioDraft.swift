import EndToEnd

/// A scenario while it is put together from a model's sections and then a strategy's.
struct ScenarioDraft: Sendable {
  var scenario = Scenario()
  /// The method of the strategy's requests.
  var method = "POST"
  /// A Boolean value that indicates whether the model says anything about connections that fail.
  var mentionsConnections = false
  /// The objects about each gateway's own network, in the order of their reading.
  ///
  /// They change the client's network, so they can be applied only when that is known.
  var gatewayNetworks: [[Node]] = []
  /// The members of the strategy, which a hedge may contradict.
  var fields: Fields?
}

extension ModelReader {
  /// The scenario, when every section has been applied.
  mutating func finish(_ draft: ScenarioDraft) -> Scenario {
    var scenario = draft.scenario
    for index in scenario.gateways.indices {
      var network = scenario.network
      for node in draft.gatewayNetworks[index] {
        read(node, ModelSchema.network, into: &network)
      }
      scenario.gateways[index].network = network
    }
    return scenario
  }
}
