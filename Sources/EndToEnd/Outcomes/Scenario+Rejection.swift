extension Scenario {
  /// A Boolean value that indicates whether a client of this scenario may end with the belief `rejected`.
  ///
  /// If it is false, no execution ends so. If it is true, none need to.
  package var canBeRejected: Bool {
    client.readBack.followsLastAttempt
      || possibleErrors.contains { client.belief(after: .error($0)) == .rejected }
  }

  /// The error statuses that may reach the client.
  private var possibleErrors: [Status] {
    // Failures of the server and of gateways, and requests for which there is no room.
    var statuses: [Status] = [.serverError, .badGateway, .gatewayTimeout, server.refusal.status]
    let downAnswers = [server.failure, server.outage?.answers, server.restarts?.answers]
    statuses += downAnswers.compactMap { $0?.status }
    statuses += server.outages.compactMap { $0.answers.status }
    if server.isUnique || server.key?.inFlight == .conflict { statuses.append(.conflict) }
    if server.reservation != nil { statuses.append(.gone) }
    if let id = server.clientChosenID, id.ifMatch || id.create {
      statuses.append(.preconditionFailed)
    }
    return statuses
  }
}
