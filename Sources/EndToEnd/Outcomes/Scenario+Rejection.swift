extension Scenario {
  /// A Boolean value that indicates whether a client of this scenario may end with the belief `rejected`.
  ///
  /// Where it is false, no execution ends so. Where it is true, none need to.
  package var canBeRejected: Bool {
    client.readBack.followsLastAttempt
      || possibleErrors.contains { client.belief(after: .error($0)) == .rejected }
  }

  /// The error statuses that may reach the client.
  private var possibleErrors: [Status] {
    // Failures of the server and of gateways, and what has no room.
    var statuses: [Status] = [.serverError, .badGateway, .unavailable, .gatewayTimeout]
    statuses.append(server.refusal.status)
    if server.isUnique || server.key?.inFlight == .conflict { statuses.append(.conflict) }
    if server.reservation != nil { statuses.append(.gone) }
    if let id = server.clientChosenID, id.ifMatch || id.create {
      statuses.append(.preconditionFailed)
    }
    return statuses
  }
}
