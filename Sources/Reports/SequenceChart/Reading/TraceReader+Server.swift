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
    if scenario.server.lookUp(moment.before.server) != .held {
      noteRecordInProgress(moment)
      return
    }
    let name = name(request)
    switch key.inFlight {
    case .wait: note(moment, .server, .holdsBack(name))
    case .conflict: note(moment, .server, .findsConflict(name))
    case .race: note(moment, .server, .races(name))
    }
  }

  /// A request takes the key and records that it works under it.
  private mutating func noteRecordInProgress(_ moment: Moment) {
    guard scenario.key?.recorded == .inProgress else { return }
    let (before, after) = (moment.before.server.key, moment.after.server.key)
    if after?.phase == .inProgress, before?.phase != .inProgress {
      note(moment, .server, .recordsKey)
    }
  }

  /// A record that was in progress is completed.
  mutating func noteCompletion(_ moment: Moment) {
    guard scenario.key?.recorded == .inProgress, let before = moment.before.server.key,
      before.phase != .done, moment.after.server.key?.phase == .done
    else { return }
    note(moment, .server, .completesRecord)
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
    switch request.kind {
    case .write: readWrite(moment, request)
    case .confirm: readConfirm(moment)
    case .read: readRead(moment)
    }
    readWaiting(moment)
    readDeeds(moment)
  }

  /// The requests that waited for the key: the first of them is served, unless all are answered.
  mutating func readWaiting(_ moment: Moment) {
    let taken = moment.effects.compactMap { effect -> Request? in
      switch effect {
      case .schedule(.serviceEnds(let next), _), .schedule(.serverRestarts(let next), _): next
      default: nil
      }
    }
    for request in moment.before.server.waiting
    where !moment.after.server.waiting.contains(where: { $0.isSame(as: request) }) {
      guard taken.contains(where: { $0.isSame(as: request) }) else { continue }
      note(moment, .server, .serves(name(request)))
      noteRecordInProgress(moment)
    }
  }

  /// Reads a read, which only fails or is answered.
  private mutating func readRead(_ moment: Moment) {
    let hasFailed = moment.hasSuffered(.failsBeforeStore) || moment.hasSuffered(.failsAfterStore)
    if hasFailed { fail(moment, .duringRead, isTold: isTold) }
  }

  /// Reads a write: a replay of a known key, or an execution.
  private mutating func readWrite(_ moment: Moment, _ request: Request) {
    if let status = scenario.server.replayedStatus(request) {
      readReplay(moment, request, status)
    } else {
      readExecution(moment, request, isTold: isTold && !isAcknowledgedFirst(request))
    }
  }

  /// A known key is answered again, without storing.
  mutating func readReplay(_ moment: Moment, _ request: Request, _ status: Status) {
    if moment.hasSuffered(.failsBeforeStore, with: request) {
      fail(moment, .beforeStore, isTold: isTold)
      return
    }
    note(moment, .server, .knowsKey(status))
    if moment.hasSuffered(.failsAfterStore, with: request) {
      fail(moment, .duringReplay, isTold: isTold)
    }
  }

  /// Returns true if the server has answered a request before it works on it.
  private func isAcknowledgedFirst(_ request: Request) -> Bool {
    scenario.server.acknowledges == .beforeStore && request.kind == .write
  }

  /// Reads the execution of a write from what it left: a copy, a key, both, or neither.
  private mutating func readExecution(_ moment: Moment, _ request: Request, isTold: Bool) {
    let stored = moment.hasStored
    let recorded = moment.before.server.key == nil && moment.after.server.key != nil

    if moment.hasSuffered(.failsBeforeStore, with: request) {
      if recorded { note(moment, .server, .recordsKey) }
      noteCompletion(moment)
      let point: SequenceChart.FailurePoint =
        isAcknowledgedFirst(request) ? .afterAcknowledging : .beforeStore
      fail(moment, point, isTold: isTold)
      return
    }
    if let status = scenario.server.refusalToStore(moment.before.server) {
      let isOtherVersion = status == .preconditionFailed && scenario.clientChosenID?.create != true
      note(moment, .server, isOtherVersion ? .findsOtherVersion : .findsCopy)
      if moment.hasSuffered(.failsAfterStore, with: request) {
        fail(moment, .duringReplay, isTold: isTold)
      }
      return
    }
    let hasCrashedBetween = moment.hasSuffered(.failsBetween, with: request)
    switch (scenario.key?.recorded, stored) {
    case (nil, _), (.inProgress, true):
      store(moment, .dataAlone)
    case (.withData, _):
      store(moment, recorded ? .withKey : .dataAlone)
    case (.beforeData, true):
      if recorded { note(moment, .server, .recordsKey) }
      store(moment, .dataAlone)
    case (.afterData, _):
      store(moment, .dataAlone)
      if hasCrashedBetween { fail(moment, .beforeKey, isTold: isTold) }
      if recorded { note(moment, .server, .recordsKey) }
    case (.beforeData, false), (.inProgress, false):
      if recorded { note(moment, .server, .recordsKey) }
      fail(moment, .beforeData, isTold: isTold)
    }
    noteCompletion(moment)
    if stored, moment.before.server.editedAfter != nil { note(moment, .server, .replacesEdit) }
    if moment.hasSuffered(.failsAfterStore, with: request) {
      fail(moment, stored ? .afterStore : .duringReplay, isTold: isTold)
    }
  }

  /// Notes that a copy is stored, or replaced, or that there is one already.
  mutating func store(_ moment: Moment, _ recording: SequenceChart.Recording) {
    if scenario.reservation != nil {
      note(moment, .server, .reserves(moment.lastReservation, recording))
      return
    }
    let isNew = moment.after.server.copies > moment.before.server.copies
    note(
      moment, .server, isNew ? .stores(copy: moment.copies, recording) : .overwrites(recording))
  }

  /// Notes a failure of the server, and the answer to it.
  mutating func fail(
    _ moment: Moment, _ point: SequenceChart.FailurePoint, isTold: Bool
  ) {
    note(moment, .server, .fails(point, isTold: isTold))
  }

  /// A Boolean value that indicates whether the sender of a request learns of a failure.
  var isTold: Bool { scenario.server.failure != .nothing }

  /// The content of an answer that was lost, and that no event carries; `nil` if it was the news of a broken
  /// connection.
  ///
  /// - Parameter level: the number of gateways between the client and the place of the loss.
  func lostAnswer(
    _ moment: Moment, to name: SequenceChart.RequestName, level: Int
  ) -> SequenceChart.Content? {
    let isFromServer = level == scenario.gateways.count
    guard let status = isFromServer ? serverStatus(moment, to: name) : gatewayStatus(moment) else {
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

  /// The status that the server answers to a request at a moment; `nil` if it breaks the connection.
  private func serverStatus(_ moment: Moment, to name: SequenceChart.RequestName) -> Status? {
    if let answer = answerWhileDown(moment) { return answer.status }
    if case .requestReachesServer(let request)? = moment.event {
      return statusOnArrival(moment, request)
    }
    let request: Request
    switch moment.event {
    case .serviceEnds(let served)?: request = served
    case .waitForKeyEnds(let waited)?: request = waited
    default: return .success
    }
    if hasFailed(moment, request) { return scenario.server.failure.status }
    switch request.kind {
    case .confirm: return moment.hasConfirmed ? .success : .gone
    case .read: return .success
    case .write: break
    }
    if let status = scenario.server.replayedStatus(request) { return status }
    return scenario.server.refusalToStore(moment.before.server) ?? .success
  }

  /// The status that answers a request as it arrives.
  private func statusOnArrival(_ moment: Moment, _ request: Request) -> Status {
    if moment.hasSuffered(.isRefused) { return scenario.server.refusal.status }
    let isHeld = scenario.server.lookUp(moment.before.server) == .held
    return isHeld && scenario.key?.inFlight == .conflict ? .conflict : .success
  }

  /// Returns true if the server has failed in the execution of a request.
  private func hasFailed(_ moment: Moment, _ request: Request) -> Bool {
    [.failsBeforeStore, .failsBetween, .failsAfterStore].contains {
      moment.hasSuffered($0, with: request)
    }
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
  /// Notes the confirmation of a reservation.
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

/// Facts about the server at a moment.
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
  /// Notes a pass of the reconciler.
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
