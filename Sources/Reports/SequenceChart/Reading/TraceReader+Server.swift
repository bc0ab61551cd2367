import EndToEnd
import Simulation

/// The effects of a request on the server.
extension TraceReader {
  /// A request arrives that may be turned away, or find its idempotency key in use.
  mutating func readAdmission(_ moment: Moment, _ request: Request) {
    if moment.before.server.isPastDeadline {
      note(moment, .server, .drops(name(request)))
      return
    }
    if moment.before.server.downtime != nil {
      note(moment, .server, .isDownFor(name(request)))
      return
    }
    if moment.hasSuffered(.isRefused) {
      note(moment, .server, .turnsAway(name(request)))
      return
    }
    guard let key = scenario.key, request.kind == .write else { return }
    guard moment.before.server.key == nil, moment.before.server.keyIsHeld else { return }
    let name = name(request)
    switch key.inFlight {
    case .wait: note(moment, .server, .holdsBack(name))
    case .conflict: note(moment, .server, .findsConflict(name))
    case .race: note(moment, .server, .races(name))
    }
  }

  /// The deadline that requests carry passes: what others still had to do for them is dropped.
  mutating func readDropping(_ moment: Moment) {
    guard moment.after.server.isPastDeadline else { return }
    for task in moment.before.gateway.tasks {
      note(moment, sender(of: task.request), .drops(name(task.request)))
    }
    for request in moment.before.server.waiting { note(moment, .server, .drops(name(request))) }
  }

  /// The server has worked on a request: what it did to the data, what it answers, and who is next.
  mutating func readService(_ moment: Moment, _ request: Request) {
    if isLost(moment, request) { return }
    if moment.before.server.isPastDeadline {
      note(moment, .server, .drops(name(request)))
      return
    }
    let answersFirst = scenario.server.acknowledges == .beforeStore && request.kind == .write
    if answersFirst { readDeeds(moment) }
    switch request.kind {
    case .write: readExecution(moment, request, answersFirst: answersFirst)
    case .confirm: readConfirm(moment)
    case .read: readRead(moment)
    }
    if !answersFirst { readDeeds(moment) }
    for deed in moment.effects {
      switch deed {
      case .schedule(.serviceEnds(let next), _), .schedule(.serverRestarts(let next), _):
        note(moment, .server, .serves(name(next)))
      default:
        break
      }
    }
  }

  private mutating func readRead(_ moment: Moment) {
    if moment.hasSuffered(.failsBeforeStore) { fail(moment, .duringRead, isTold: isTold) }
  }

  private mutating func readExecution(
    _ moment: Moment, _ request: Request, answersFirst: Bool
  ) {
    let isTold = isTold && !answersFirst
    let stored = moment.hasStored
    let recorded = moment.before.server.key == nil && moment.after.server.key != nil
    let replay = scenario.key?.replays ?? .success

    if moment.hasSuffered(.failsBeforeStore) {
      if recorded { note(moment, .server, .recordsKey) }
      fail(moment, answersFirst ? .afterAcknowledging : .beforeStore, isTold: isTold)
      return
    }
    if isOutdated(moment, request) {
      note(moment, .server, .findsOtherVersion)
      if moment.hasSuffered(.failsAfterStore) { fail(moment, .duringReplay, isTold: isTold) }
      return
    }
    switch (scenario.key?.recorded, stored) {
    case (nil, _):
      store(moment, .dataAlone)
    case (.withData, true):
      store(moment, recorded ? .withKey : .dataAlone)
    case (.beforeData, true):
      if recorded { note(moment, .server, .recordsKey) }
      store(moment, .dataAlone)
    case (.afterData, true):
      store(moment, .dataAlone)
      if moment.hasSuffered(.failsBetween) { fail(moment, .beforeKey, isTold: isTold) }
      if recorded { note(moment, .server, .recordsKey) }
    case (_, false):
      if moment.hasSuffered(.failsBetween) {
        if recorded { note(moment, .server, .recordsKey) }
        fail(moment, .beforeData, isTold: isTold)
      } else {
        note(moment, .server, .knowsKey(answersFirst ? .success : replay))
      }
    }
    if stored, moment.before.server.editedAfter != nil { note(moment, .server, .replacesEdit) }
    if moment.hasSuffered(.failsAfterStore) {
      fail(moment, stored ? .afterStore : .duringReplay, isTold: isTold)
    }
  }

  mutating func store(_ moment: Moment, _ recording: SequenceChart.Recording) {
    if scenario.reservation != nil {
      note(moment, .server, .reserves(moment.lastReservation, recording))
      return
    }
    let isNew = moment.after.server.copies > moment.before.server.copies
    note(
      moment, .server, isNew ? .stores(copy: moment.copies, recording) : .overwrites(recording))
  }

  mutating func fail(
    _ moment: Moment, _ point: SequenceChart.FailurePoint, isTold: Bool
  ) {
    note(moment, .server, .fails(point, isTold: isTold))
  }

  /// Returns true if a request that reaches the data names a version that has been replaced.
  private func isOutdated(_ moment: Moment, _ request: Request) -> Bool {
    guard let id = scenario.clientChosenID, id.ifMatch, request.kind == .write else {
      return false
    }
    let isReplayed = moment.before.server.key != nil && !request.isRacing
    return moment.before.server.hasChanged && !isReplayed
  }

  var isTold: Bool { scenario.server.failure != .nothing }

  /// The content of an answer that was lost, and that no event carries; `nil` if it was the news of a broken
  /// connection.
  ///
  /// - Parameter level: the number of gateways between the client and the place of the loss.
  func lostAnswer(
    _ moment: Moment, to name: SequenceChart.RequestName, level: Int
  ) -> SequenceChart.Content? {
    let isFromServer = level == scenario.gateways.count
    guard let status = isFromServer ? serverStatus(moment) : gatewayStatus(moment) else {
      return nil
    }
    guard name.isRead, status.isSuccess else { return .response(status, to: name) }
    if !isFromServer, case .responseReachesGateway(let response)? = moment.event {
      return .init(
        isPresent: response.isPresent, reservation: response.reservation, foundBy: name)
    }
    return .init(
      isPresent: moment.before.server.copies > 0,
      reservation: moment.before.server.openReservation, foundBy: name)
  }

  /// The status that the server answers at a moment; `nil` if it breaks the connection.
  private func serverStatus(_ moment: Moment) -> Status? {
    if let answer = answerWhileDown(moment) { return answer.status }
    guard case .serviceEnds(let request)? = moment.event else {
      return moment.hasSuffered(.isRefused) ? scenario.server.refusal.status : .conflict
    }
    if scenario.server.acknowledges == .beforeStore, request.kind == .write { return .success }
    let hasFailed = [.failsBeforeStore, .failsBetween, .failsAfterStore].contains {
      moment.hasSuffered($0)
    }
    if hasFailed { return scenario.server.failure.status }
    if request.kind == .confirm { return moment.hasConfirmed ? .success : .gone }
    if isOutdated(moment, request) { return .preconditionFailed }
    let isReplay = !request.isRead && !moment.hasStored
    if isReplay, scenario.key?.replays == .original, let record = moment.before.server.key {
      return record.status
    }
    return .success
  }

  /// The status that a gateway answers at a moment.
  private func gatewayStatus(_ moment: Moment) -> Status {
    switch moment.event {
    case .responseReachesGateway(let received): received.status
    case .endsUnanswered: .badGateway
    default: .gatewayTimeout
    }
  }
}

/// The effects of a confirm on the server.
extension TraceReader {
  mutating func readConfirm(_ moment: Moment) {
    if moment.hasSuffered(.failsBeforeStore) {
      fail(moment, .beforeStore, isTold: isTold)
      return
    }
    let number = moment.namedReservation
    if moment.hasStored {
      note(moment, .server, .confirms(number, copy: moment.copies))
    } else if moment.hasConfirmed {
      note(moment, .server, .hasConfirmed(number))
    } else {
      note(moment, .server, .findsNoReservation)
    }
    if moment.hasSuffered(.failsAfterStore) {
      fail(moment, moment.hasStored ? .afterStore : .duringReplay, isTold: isTold)
    }
  }
}

extension Moment {
  /// The number of the reservation made last.
  var lastReservation: UInt32 { UInt32(after.server.reservations.count) }

  /// The number of the reservation that the client's confirms name; 0 if there is none.
  fileprivate var namedReservation: UInt32 { before.client.reservation ?? 0 }

  /// A Boolean value that indicates whether the reservation that the client's confirms name is confirmed.
  var hasConfirmed: Bool {
    namedReservation > 0 && after.server.reservations[Int(namedReservation) - 1].isConfirmed
  }
}

/// The effects of a reconciliation.
extension TraceReader {
  mutating func readReconciliation(_ moment: Moment) {
    if moment.hasSuffered(.isOverlooked) { note(moment, .server, .overlooks) }
    if moment.after.hasLearned, !moment.before.hasLearned { note(moment, .client, .learns) }
    let (before, after) = (moment.before.server.copies, moment.after.server.copies)
    if moment.hasStored { note(moment, .server, .storesAgain) }
    if moment.before.server.key == nil, moment.after.server.key != nil {
      note(moment, .server, .recordsKey)
    }
    if after < before { note(moment, .server, .voids(before - after)) }
  }
}
