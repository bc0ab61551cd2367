import Simulation

/// The actor that decides: its number in a `ChoicePoint`, of which there may be 32.
public enum ActorKind: UInt8, Hashable, Sendable, CaseIterable {
  case client
  /// The way between the client and its next hop.
  case network
  /// A gateway; of several, see `ChoicePoint.gatewayNumber`.
  case gateway
  /// The way between a gateway and its next hop.
  case gatewayNetwork
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
  case requestIsLost
  case requestLatency
  case responseIsLost
  case responseLatency
  case service
  case failsBeforeStore
  case failsAfterStore
  case failsBetween
  case keyIsForgotten
  case backoff
  case writeIsNotReplicated
  case isRefused
  case clientCrashes
  case cancellationIsLost
  case cancellationLatency
  case interarrival
  case thinkTime
  case whichClient
  case firstPass
  case isOverlooked
  case resubmits
  case resubmitsAfter
  case contactsSupport
  case closesPage
  case closesPageAfter
  case pressesTwice
  case pressesTwiceAfter
  case meetsOutage
  case outageLength
  case outageRest
  case restarts
  case restartMoment
  case restartLength
  case storesBeforeRestart
  case connectionFails
  case connectionBreaks
  case meetsSlowPeriod
  case slowPeriodLength
  case slowPeriodRest
  case requestIsDuplicated
  case requestDuplicateLatency
  case responseIsDuplicated
  case responseDuplicateLatency
  case pressesImpatiently
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
