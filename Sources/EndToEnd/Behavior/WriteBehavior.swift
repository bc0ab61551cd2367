import Simulation

/// What a write does to the data.
extension Scenario {
  /// Stores one more copy, or the same one again where the client chose its id.
  func writeData(_ state: inout State) {
    if clientChosenID == nil {
      state.server.copies += 1
      return
    }
    if state.server.isEdited { state.server.isStale = true }
    state.server.copies = 1
    state.server.version += 1
  }

  /// Whether a request names a version that is no longer the present one.
  func isOutdated(_ state: State) -> Bool {
    guard let clientChosenID, clientChosenID.ifMatch else { return false }
    return state.server.version > 0
  }

  func editIsStored(_ state: inout State) {
    state.server.isEdited = true
    state.server.version += 1
  }
}
