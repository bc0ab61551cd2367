/// The part of the recursion that stores, or repeats what was stored.
extension Oracle {
  func replay(
    _ record: Int, _ state: State, _ mass: Double, _ fail: (State, Double) -> Void,
    _ answer: (State, Int?, Double) -> Void
  ) {
    chance(
      1 - (1 - a) * (1 - b), mass, yes: { fail(state, $0) },
      no: { mass in
        let repeatsFailures = key?.saves == .stored || key?.saves == .all
        let status = repeatsFailures ? record : 200
        var state = state
        if status == 500 { state.serverLogged = true }
        state.isNamedThere = state.isRecordedThere
        answer(state, status, mass)
      })
  }

  func store(
    _ state: State, _ mass: Double, crashed: (State, Double) -> Void,
    stored: (State, Double) -> Void
  ) {
    var half = state
    if key?.recorded == .beforeData { half.record = Oracle.inProgress }
    half.isNamedThere = false
    half.isRecordedThere = false
    func write(_ mass: Double, then next: (State, Double) -> Void) {
      var kept = half
      if reserves {
        kept.isReserved = true
        kept.isNamedThere = true
      } else {
        kept.copies += 1
      }
      chance(failover, mass, yes: { next(half, $0) }, no: { next(kept, $0) })
    }
    func recorded(_ written: State, _ mass: Double) {
      var written = written
      // In one transaction the key shares the fate of the data.
      let isThere = reserves ? written.isNamedThere : written.copies > state.copies
      let isLost = key?.recorded == .withData && !isThere
      written.isRecordedThere = written.isNamedThere
      if key != nil, key?.recorded != .inProgress, !isLost { written.record = 500 }
      stored(written, mass)
    }
    switch key?.recorded {
    case nil, .withData:
      write(mass, then: recorded)
    case .beforeData, .inProgress:
      chance(
        key!.failsBetween, mass, yes: { crashed(half, $0) }, no: { write($0, then: recorded) })
    case .afterData:
      write(mass) { written, mass in
        chance(
          key!.failsBetween, mass, yes: { crashed(written, $0) }, no: { recorded(written, $0) })
      }
    }
  }
}
