import EndToEnd

/// A scenario while it is put together from a model's sections and then a strategy's.
struct ScenarioDraft: Sendable {
  /// The scenario so far, at its defaults where nothing was said.
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
    var gateways = scenario.gateways
    for index in gateways.indices {
      var network = scenario.network
      for node in draft.gatewayNetworks[index] {
        read(node, ModelSchema.network, into: &network)
      }
      gateways[index].network = network
    }
    // With all that the network duplicates, there may be too many requests to number.
    var numbered = Scenario()
    numbered.network = scenario.network
    let hasNumbers = Scenario.requests(of: gateways) != nil
    if hasNumbers { numbered.gateways = gateways }
    guard hasNumbers, numbered.requestsOfOne != nil else {
      report(
        "with 'duplicates' these gateways may make more than \(Scenario.mostRequestsOfGateways) "
          + "requests of one, which is more than can be told apart: lower their 'attempts', or leave "
          + "out 'duplicates'",
        at: draft.fields?["gateway"]?.keyRange ?? draft.fields?.node.range)
      scenario.gateways = []
      return scenario
    }
    scenario.gateways = gateways
    return scenario
  }
}
