import EndToEnd

/// The fate of a write that finds its effect stored, and of the key's record when a request fails.
extension Oracle {
  /// The status that refuses a write of what is there already.
  func refusalToStore(_ state: State) -> Int? {
    if state.copies == 0 { return nil }
    return creates ? 412 : isUnique ? 409 : nil
  }

  /// A refused write takes its own record back.
  func afterRefusal(_ state: State) -> State {
    var state = state
    if state.record == Oracle.inProgress { state.record = nil }
    return state
  }

  /// A server that fails without a word can save nothing.
  func afterFailureBeforeStoring(_ state: State) -> State {
    var state = state
    guard let key, !isSilent else { return state }
    if key.saves == .all { state.record = 500 }
    if key.saves == .successOnly, key.recorded == .inProgress { state.record = nil }
    return state
  }

  func afterFailureAfterStoring(_ state: State) -> State {
    var state = state
    guard let key else { return state }
    if key.saves == .successOnly { state.record = nil }
    if key.recorded == .inProgress, key.saves == .stored || key.saves == .all, state.record != nil {
      state.record = 500
    }
    return state
  }

  func afterCrashBetween(_ state: State) -> State {
    var state = state
    guard let key, key.recorded != .afterData else { return state }
    guard key.saves == .successOnly else { return afterFailureBeforeStoring(state) }
    if key.recorded == .beforeData { state.record = nil }
    return state
  }
}
