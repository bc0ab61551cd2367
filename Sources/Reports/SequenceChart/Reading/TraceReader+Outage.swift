import EndToEnd
import Simulation

/// The requests that the server loses when it goes down.
extension TraceReader {
  /// The operation begins, perhaps in an outage.
  mutating func readStart(_ moment: Moment) {
    if moment.hasSuffered(.meetsOutage) { note(moment, .server, .isDown) }
    if moment.hasSuffered(.meetsSlowPeriod) { note(moment, .server, .isSlow) }
    readDeeds(moment)
  }

  /// The server restarts while it works on a request, unless that was lost before.
  mutating func readRestart(_ moment: Moment, during request: Request) {
    if isLost(moment, request) { return }
    if moment.before.server.isPastDeadline {
      note(moment, .server, .drops(name(request)))
      return
    }
    readStoring(moment, request)
    note(moment, .server, .restartsDuring(name(request)))
    for other in moment.before.server.inService + moment.before.server.waiting
    where !other.isSame(as: request) {
      note(moment, .server, .loses(name(other)))
    }
    if moment.before.server.key != nil, moment.after.server.key == nil {
      note(moment, .server, .forgetsKey)
    }
    readDeeds(moment)
  }

  /// Returns true if a restart has lost a request whose service would end now.
  func isLost(_ moment: Moment, _ request: Request) -> Bool {
    scenario.server.mayStop && moment.before.server.indexInService(of: request) == nil
  }

  /// The data that was stored just before.
  private mutating func readStoring(_ moment: Moment, _ request: Request) {
    let recorded = moment.before.server.key == nil && moment.after.server.key != nil
    let isFirst = scenario.key?.recorded == .beforeData
    if recorded, isFirst { note(moment, .server, .recordsKey) }
    if moment.hasStored {
      if request.kind == .confirm {
        let number = moment.before.client.reservation ?? 0
        note(moment, .server, .confirms(number, copy: moment.copies))
      } else {
        store(moment, recorded && scenario.key?.recorded == .withData ? .withKey : .dataAlone)
        if moment.before.server.editedAfter != nil { note(moment, .server, .replacesEdit) }
      }
    }
    if recorded, scenario.key?.recorded == .afterData { note(moment, .server, .recordsKey) }
    noteCompletion(moment)
  }

  /// The answer to lost requests at a moment; `nil` if the server is not down.
  func answerWhileDown(_ moment: Moment) -> DownAnswer? {
    // Requests that a restart loses are answered after it, if at all.
    let downtime = moment.before.server.downtime ?? moment.after.server.downtime
    return downtime.flatMap { scenario.server.answer(in: $0) }
  }
}
