import Simulation

extension Scenario {
  /// Returns true if the rules of this scenario keep every execution from ending in a class, so that no state need be
  /// searched. False says nothing.
  package func excludes(_ outcomeClass: OutcomeClass) -> Bool {
    switch outcomeClass {
    case .lost: acknowledgesStoredData
    case .duplicate: storesOnce
    case .falseRejection: !canBeRejected
    case .stale: server.clientChosenID?.edits == nil
    case .disagree, .phantom, .late, .unsure, .clean: false
    }
  }

  /// A Boolean value that indicates whether a copy, once stored, stays, and is the request's own doing.
  private var keepsWhatIsStored: Bool {
    server.failover.loses == .never && reservation == nil && reconciliation == nil
  }

  /// A Boolean value that indicates whether a success tells of data that is stored, and stays.
  ///
  /// A server that answers after it has stored says so by itself. A key is recorded as done with the data or after it,
  /// so that a replayed success follows a stored copy; one that is recorded before the data may outlive a crash.
  private var acknowledgesStoredData: Bool {
    keepsWhatIsStored && server.acknowledges == .afterStore && key?.recorded != .beforeData
      && client.takes?.done ?? StatusSet() == StatusSet()
  }

  /// A Boolean value that indicates whether at most one copy is ever stored.
  private var storesOnce: Bool {
    if !keepsWhatIsStored { return false }
    if sendsOneRequest { return true }
    if person == nil, server.isUnique || clientChosenID != nil { return true }
    return keyNeverFails
  }

  /// A Boolean value that indicates whether one request at most reaches the server.
  private var sendsOneRequest: Bool {
    person == nil && client.retry.attempts == 1 && client.hedge == nil && !client.hasOutbox
      && network.requestDuplicates == .never
      && gateways.allSatisfy {
        $0.retry.attempts == 1 && $0.network.requestDuplicates == .never
      }
  }

  /// A Boolean value that indicates whether all requests have one key, whose record is written in the transaction of the
  /// data and stays, and which keeps others from the work while one is at it.
  private var keyNeverFails: Bool {
    guard let key, person == nil || key.scope == .intention else { return false }
    return key.recorded == .withData && key.inFlight != .race && key.saves != .successOnly
      && key.forgets == .never && key.window == nil && !server.mayStop && server.capacity == nil
  }
}
