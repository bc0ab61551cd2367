import Simulation

/// The world as one of a person's operations sees it: its events bear its number.
struct SubmissionWorld<Base: World<Intention.Event>>: World {
  /// The world of all operations. A copy of it would be a copy of everything that is pending.
  private let base: UnsafeMutablePointer<Base>
  private let number: UInt8
  /// A Boolean value that indicates whether the operation may move on a request of another, which
  /// waited for their key.
  private let isMixed: Bool
  /// A Boolean value that indicates whether the client decided.
  private(set) var hasDecided = false

  init(_ base: UnsafeMutablePointer<Base>, _ number: UInt8, isMixed: Bool) {
    self.base = base
    self.number = number
    self.isMixed = isMixed
  }

  var now: Instant { base.pointee.now }

  mutating func happens(_ chance: Probability, at point: ChoicePoint) -> Bool {
    base.pointee.happens(chance, at: point)
  }

  mutating func delay(_ latency: Latency, at point: ChoicePoint) -> Delay {
    base.pointee.delay(latency, at: point)
  }

  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at point: ChoicePoint
  ) -> Delay {
    base.pointee.delay(latency, atLeast: floor, atMost: cap, at: point)
  }

  mutating func schedule(_ event: Scenario.Event, after delay: Delay) {
    let owner = isMixed ? event.request?.submission ?? number : number
    base.pointee.schedule(.operation(owner, event), after: delay)
  }

  mutating func scheduleTimer(_ event: Scenario.Event, after delay: Delay) {
    let owner = isMixed ? event.request?.submission ?? number : number
    base.pointee.scheduleTimer(.operation(owner, event), after: delay)
  }

  mutating func cancel(_ event: Scenario.Event) {
    base.pointee.cancel(.operation(number, event))
  }

  mutating func reach(_ milestone: Milestone) {
    if milestone == .decision {
      hasDecided = true
      base.pointee.reach(.operationEnds)
    }
  }
}

extension Milestone {
  /// The client of one of a person's operations stops trying, for the first time.
  public static let operationEnds = Milestone(1)
}

extension Scenario.Event {
  /// The request that it is about, if it is about one.
  fileprivate var request: Request? {
    switch self {
    case .requestReachesGateway(let request), .requestReachesServer(let request),
      .serviceEnds(let request), .gatewayTimesOut(let request), .gatewayBackoffEnds(let request),
      .requestWantsWorker(let request), .cancellationReachesServer(let request),
      .serverRestarts(let request), .waitForKeyEnds(let request), .endsUnanswered(let request, _):
      request
    case .responseReachesGateway(let response), .responseReachesClient(let response):
      response.request
    case .attemptTimesOut, .readTimesOut, .hedgeIsDue, .backoffEnds, .clientRestarts,
      .deadlinePasses, .writeIsLost, .editIsStored, .tokenArrives, .tokensAreForgotten,
      .breakerHalfOpens, .breakerForgets, .keyExpires, .leaseIsRenewed, .leaseEnds,
      .reservationExpires, .reconciles, .outageEnds, .slowPeriodEnds:
      nil
    }
  }
}
