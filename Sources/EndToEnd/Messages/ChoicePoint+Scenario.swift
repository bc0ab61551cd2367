import Simulation

/// The actor that decides: its number in a `ChoicePoint`, of which there may be 32.
public enum ActorKind: UInt8, Hashable, Sendable, CaseIterable {
  /// The client: its waits, its crashes, and the cancellations that it sends.
  case client
  /// The way between the client and its next hop.
  case network
  /// A gateway; of several, see `ChoicePoint.gatewayNumber`.
  case gateway
  /// The way between a gateway and its next hop.
  case gatewayNetwork
  /// The server: its failures, its time of service, its keys and its downtime.
  case server
  /// All clients together, where there are many.
  case population
  /// The job that compares both sides.
  case reconciler
  /// The person at the button.
  case person
}

/// The decision that is made: its number in a `ChoicePoint`.
public enum Decision: UInt8, Hashable, Sendable, CaseIterable {
  /// A request does not arrive (`network.request.loss`).
  case requestIsLost
  /// The time that a request takes (`network.request.latency`).
  case requestLatency
  /// A response does not arrive (`network.response.loss`).
  case responseIsLost
  /// The time that a response takes (`network.response.latency`).
  case responseLatency
  /// The time that the server works on a request (`server.service`).
  case service
  /// The server answers with a failure and stores nothing (`server.failsBeforeStore`).
  case failsBeforeStore
  /// The server stores the data and answers with a failure (`server.failsAfterStore`).
  case failsAfterStore
  /// The server crashes between its two writes, the data and the key (`key.failsBetween`).
  case failsBetween
  /// The server has forgotten the key of a request (`key.forgets`).
  case keyIsForgotten
  /// The random part of the wait before a retry (`backoff.jitter`).
  case backoff
  /// A failover loses a write, although it may have been answered (`server.failover.loses`).
  case writeIsNotReplicated
  /// The server refuses a request at once, without work (`server.refuses`).
  case isRefused
  /// The client crashes while it waits for an attempt (`client.crashes`).
  case clientCrashes
  /// The word that a request is no longer waited for does not arrive.
  case cancellationIsLost
  /// The time that such a word takes.
  case cancellationLatency
  /// The time from one arrival of a write to the next, with many clients.
  case interarrival
  /// The time that a client waits between two of its writes.
  case thinkTime
  /// The client that an arrival belongs to: one of all, each equally likely.
  case whichClient
  /// The time until the reconciler's first pass, which is uniform in the time between two passes.
  case firstPass
  /// A pass of the reconciler does not see what is wrong (1 − `reconcile.sees`).
  case isOverlooked
  /// The person presses again after an operation that was not acknowledged (`person.resubmits`).
  case resubmits
  /// The time until that.
  case resubmitsAfter
  /// The person calls support instead of pressing again (`person.contactsSupport`).
  case contactsSupport
  /// The person closes the page before the answer (`person.closesPage`).
  case closesPage
  /// The time until that.
  case closesPageAfter
  /// The person presses a second time without waiting (`person.pressesTwice`).
  case pressesTwice
  /// The time until that.
  case pressesTwiceAfter
  /// An operation begins while the server is down (`server.outage.chance`).
  case meetsOutage
  /// The length of that outage.
  case outageLength
  /// The part of the outage that is still to come when the operation begins; uniform in its length.
  case outageRest
  /// The server restarts while it works on a request (`server.restarts.chance`).
  case restarts
  /// The time from the start of the work until the restart; uniform in the time of the work.
  case restartMoment
  /// The time until the server is back.
  case restartLength
  /// The data was stored just before the restart (`server.restarts.stores`).
  case storesBeforeRestart
  /// An attempt finds no connection and sends nothing (`network.connect.fails`).
  case connectionFails
  /// The connection breaks before the response arrives (`network.breaks`).
  case connectionBreaks
  /// An operation begins while the server is slow.
  case meetsSlowPeriod
  /// The length of that slow period.
  case slowPeriodLength
  /// The part of the slow period that is still to come; uniform in its length.
  case slowPeriodRest
  /// The network delivers a request twice (`network.request.duplicates`).
  case requestIsDuplicated
  /// The time that the second copy of a request takes.
  case requestDuplicateLatency
  /// The network delivers a response twice.
  case responseIsDuplicated
  /// The time that the second copy of a response takes.
  case responseDuplicateLatency
  /// The person presses again while no answer comes (`person.impatient`).
  case pressesImpatiently
  /// The time until that.
  case pressesImpatientlyAfter
}

extension Decision {
  /// A Boolean value that indicates whether the decision can go wrong.
  ///
  /// The act of a person is no fault, nor is it one that a restart finds the data already stored: both ways of such
  /// a choice cost an adversary nothing.
  package var isFault: Bool {
    switch self {
    case .requestIsLost, .responseIsLost, .connectionFails, .connectionBreaks, .cancellationIsLost,
      .failsBeforeStore, .failsAfterStore, .failsBetween, .keyIsForgotten, .writeIsNotReplicated,
      .isRefused, .clientCrashes, .isOverlooked, .meetsOutage, .meetsSlowPeriod, .restarts,
      .requestIsDuplicated, .responseIsDuplicated:
      true
    case .requestLatency, .responseLatency, .service, .backoff, .cancellationLatency,
      .interarrival, .thinkTime, .whichClient, .firstPass, .resubmits, .resubmitsAfter,
      .contactsSupport, .closesPage, .closesPageAfter, .pressesTwice, .pressesTwiceAfter,
      .outageLength, .outageRest, .restartMoment, .restartLength, .storesBeforeRestart,
      .slowPeriodLength, .slowPeriodRest, .requestDuplicateLatency, .responseDuplicateLatency,
      .pressesImpatiently, .pressesImpatientlyAfter:
      false
    }
  }

  /// The failure that a connection has if the decision goes wrong; `nil` if it is about no connection.
  package var connectionFailure: ConnectionFailure? {
    switch self {
    case .connectionFails: .notConnected
    case .connectionBreaks: .reset
    default: nil
    }
  }
}

extension ChoicePoint {
  /// The decision of an actor about a request.
  package init(_ actor: ActorKind, _ decision: Decision, _ request: Request) {
    // A read and the attempt that it precedes have one number: the two high bits tell what is asked.
    let kind = decision.rawValue | request.kind.rawValue << ChoicePoint.decisionBits
    // Behind several gateways one hop number stands for several requests: the three high bits tell
    // how many stand before the one that sent this.
    let gatewaysBefore = request.level == 0 ? 0 : request.level - 1
    self.init(
      actor: actor.rawValue | gatewaysBefore << ChoicePoint.actorBits, kind: kind,
      attempt: request.attempt, hop: request.hop,
      operation: UInt32(request.submission))
  }

  /// A decision that is about no request.
  init(_ actor: ActorKind, _ decision: Decision, attempt: UInt32, operation: UInt32) {
    self.init(
      actor: actor.rawValue, kind: decision.rawValue, attempt: attempt, operation: operation)
  }

  /// The reconciler's decision about one of its passes over an operation, counted from 1.
  init(_ decision: Decision, ofPass pass: UInt32, submission: UInt8) {
    self.init(.reconciler, decision, attempt: pass, operation: UInt32(submission))
  }

  /// The person's decision after one of the operations begun for an intention, counted from 0.
  init(_ decision: Decision, ofSubmission submission: UInt8) {
    self.init(.person, decision, attempt: 0, operation: UInt32(submission))
  }

  private static let decisionBits: UInt8 = 6
  private static let actorBits: UInt8 = 5

  /// The actor that a scenario's choice point names.
  public var scenarioActor: ActorKind { ActorKind(rawValue: actor & 0x1f)! }
  /// For a scenario's choice point about a request behind a gateway: which gateway sent it, counted from 1.
  public var gatewayNumber: Int { Int(actor >> ChoicePoint.actorBits) + 1 }
  /// The decision that a scenario's choice point names.
  public var scenarioDecision: Decision { Decision(rawValue: kind & 0x3f)! }
  /// The kind of the request that a scenario's choice point is about.
  public var requestKind: Request.Kind { Request.Kind(rawValue: kind >> ChoicePoint.decisionBits)! }
  /// A Boolean value that indicates whether a scenario's choice point is about a read.
  public var isAboutRead: Bool { requestKind == .read }
}
