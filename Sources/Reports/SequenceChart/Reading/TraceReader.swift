import EndToEnd
import Simulation

/// Turns the trace of an operation into the rows of a chart.
///
/// It reads what the actors did and what became of their states, and repeats none of their rules
/// where the trace tells the result: a timer that is no longer awaited leaves no row, because
/// nothing came of it.
struct TraceReader {
  /// The scenario that was traced.
  let scenario: Scenario
  /// The rows so far, in order of time.
  private(set) var rows: [SequenceChart.Row] = []
  /// Messages that have left and not arrived yet.
  private var underWay: [SequenceChart.Message] = []

  /// From the client to the server: a message goes from one to the next, or back.
  private let participants: [SequenceChart.Participant]

  /// Creates a reader without rows.
  init(_ scenario: Scenario) {
    self.scenario = scenario
    participants = SequenceChart.participants(of: scenario)
  }

  /// Reads a step, given the state that the step before it left.
  mutating func read(_ step: Trace<Scenario>.Step, after before: Scenario.State) {
    read(Moment(step, after: before))
  }

  /// Reads what a step did to one operation.
  mutating func read(_ moment: Moment) {
    let before = moment.before
    switch moment.event {
    case nil:
      readStart(moment)
    case .backoffEnds, .gatewayBackoffEnds, .tokenArrives, .tokensAreForgotten, .breakerForgets,
      .breakerHalfOpens:
      readDeeds(moment)
    case .attemptTimesOut(let attempt):
      if moment.hasEffect {
        note(moment, .client, .timesOut(name(attempt, before.client.step, moment)))
      }
      readDeeds(moment)
    case .hedgeIsDue:
      if moment.hasEffect { note(moment, .client, .hedges) }
      readDeeds(moment)
    case .readTimesOut(let attempt):
      if moment.hasEffect {
        note(moment, .client, .timesOut(name(attempt, .read, moment)))
      }
      readDeeds(moment)
    case .clientRestarts:
      if moment.hasEffect { note(moment, .client, .restarts) }
      readDeeds(moment)
    case .deadlinePasses:
      // Once the client has decided, the deadline is the others' alone.
      if !before.client.hasDecided { note(moment, .client, .deadlinePasses) }
      readDeeds(moment)
      readDropping(moment)
    case .responseReachesClient(let response):
      arrive(moment, at: .client, content(response), isDone: before.client.hasDecided)
      readDeeds(moment)

    case .requestReachesGateway(let request):
      let gateway = participants[Int(request.level) + 1]
      arrive(moment, at: gateway, .request(name(request)))
      if before.server.isPastDeadline { note(moment, gateway, .drops(name(request))) }
      readDeeds(moment)
    case .responseReachesGateway(let response):
      let received = scenario.received(for: response.request)
      let isDone = !before.gateway.tasks.contains { $0.received == received }
      arrive(moment, at: sender(of: response.request), content(response), isDone: isDone)
      readDeeds(moment)
    case .gatewayTimesOut(let request):
      if moment.hasEffect { note(moment, sender(of: request), .timesOut(name(request))) }
      readDeeds(moment)

    case .requestReachesServer(let request):
      arrive(moment, at: .server, .request(name(request)))
      readAdmission(moment, request)
      readDeeds(moment)
    case .serviceEnds(let request):
      readService(moment, request)
    case .waitForKeyEnds(let request):
      if let status = scenario.server.replayedStatus(request) {
        readReplay(moment, request, status)
      }
      readDeeds(moment)
    case .requestWantsWorker, .cancellationReachesServer:
      // A matter of many operations, of which a chart shows none.
      break
    case .writeIsLost:
      if !moment.hasEffect { break }
      note(moment, .server, .losesWrite(left: moment.copies))
      if before.server.key != nil, moment.after.server.key == nil {
        note(moment, .server, .forgetsKey)
      }
    case .editIsStored:
      note(moment, .server, .storesEdit)
    case .keyExpires:
      if moment.hasEffect { note(moment, .server, .keyExpires) }
      readWaiting(moment)
      readDeeds(moment)
    case .leaseIsRenewed:
      break
    case .leaseEnds:
      if moment.hasEffect { note(moment, .server, .leaseEnds) }
      readWaiting(moment)
      readDeeds(moment)
    case .reconciles:
      readReconciliation(moment)
    case .endsUnanswered(let request, let failure):
      if moment.hasEffect {
        note(moment, sender(of: request), .endsUnanswered(name(request), because: failure))
      }
      readDeeds(moment)
    case .reservationExpires(let number):
      if before.server.reservations[Int(number) - 1].isOpen {
        note(moment, .server, .reservationExpires(number))
      }
    case .serverRestarts(let request):
      readRestart(moment, during: request)
    case .outageEnds:
      note(moment, .server, .isBack)
    case .slowPeriodEnds:
      note(moment, .server, .isFastAgain)
    }
  }

  /// Adds an event of a participant at the end.
  mutating func note(
    _ moment: Moment, _ participant: SequenceChart.Participant,
    _ event: SequenceChart.ChartEvent
  ) {
    note(.init(moment.instant, participant, event))
  }

  /// Adds a row at the end.
  mutating func note(_ row: SequenceChart.Row) { rows.append(row) }

  /// A message reaches its receiver, which awaits it or ignores it.
  private mutating func arrive(
    _ moment: Moment, at receiver: SequenceChart.Participant, _ content: SequenceChart.Content,
    isDone: Bool = false
  ) {
    let index = underWay.firstIndex {
      $0.receiver == receiver && $0.content == content && $0.arrival == moment.instant
    }
    guard let index else { preconditionFailure("a message arrived that was not sent") }
    let message = underWay.remove(at: index)
    // A request always says something to its receiver, if only that it is to be dropped.
    if moment.hasEffect || receiver != .client && isRequest(content) {
      note(moment, receiver, .receives(message))
    } else {
      note(moment, receiver, .ignores(message, isDone ? .isDone : .isNotAwaited))
    }
  }

  /// The messages, timers and decisions of a step, in their order.
  mutating func readDeeds(_ moment: Moment) {
    let breaker = moment.after.client.shared.breaker.phase
    // Once the client has decided, it is its next operation that will notice.
    if breaker != moment.before.client.shared.breaker.phase, !moment.before.client.hasDecided {
      note(moment, .client, .circuitBreaker(breaker))
    }
    for deed in moment.effects {
      switch deed {
      case .chance(let point, _, let happened):
        if happened { readFault(moment, point) }
      case .schedule(let event, let arrival):
        readPlan(moment, event, at: arrival)
      case .reach(.decision):
        if case .decided(let belief) = moment.after.client.phase {
          if let throttle = throttle(moment.after.client, belief) {
            note(moment, .client, .isThrottled(throttle))
          }
          note(moment, .client, .decides(belief))
        }
      case .delay, .cancel, .reach:
        break
      }
    }
  }

  /// The reason why a client that had attempts left decided without a success.
  private func throttle(_ client: Client.State, _ belief: Belief) -> SequenceChart.Throttle? {
    let policy = scenario.client.retry
    guard belief.isUnknown,
      client.attempt == 0 || policy.retries(after: client.lastFailure, ofAttempt: client.attempt)
    else { return nil }
    if let budget = scenario.client.budget, client.attempt > 0,
      !budget.affords(retryAfter: client.lastFailure, client.shared.budget)
    {
      return .budget
    }
    return client.shared.breaker.phase == .closed ? nil : .circuitBreaker
  }

  /// Returns true if a message is a request.
  private func isRequest(_ content: SequenceChart.Content) -> Bool {
    if case .request = content { true } else { false }
  }

  /// Reads a fault that leaves no event behind: a lost message is drawn where it was sent.
  private mutating func readFault(_ moment: Moment, _ point: ChoicePoint) {
    let level = point.scenarioActor == .gatewayNetwork ? point.gatewayNumber : 0
    let name = SequenceChart.RequestName(
      attempt: point.attempt, point.requestKind, press: point.operation + 1,
      gatewayTries: scenario.gatewayTries(hop: point.hop, level: level),
      isDuplicate: scenario.isDuplicate(hop: point.hop, level: level))
    switch point.scenarioDecision {
    case .requestIsLost:
      send(moment, .request(name), level: level, arrival: nil)
    case .responseIsLost:
      guard let content = lostAnswer(moment, to: name, level: level) else { break }
      send(moment, content, level: level, arrival: nil)
    case .connectionBreaks:
      guard let content = lostAnswer(moment, to: name, level: level) else { break }
      send(moment, content, level: level, arrival: nil, isBroken: true)
    case .keyIsForgotten:
      // What was not recorded cannot be forgotten.
      if moment.before.server.key != nil { note(moment, .server, .forgetsKey) }
    case .clientCrashes:
      note(moment, .client, .crashes)
    default:
      // Without a connection nothing is sent. The others are told by those who know what they did to the data.
      break
    }
  }

  /// Reads what an actor has scheduled: a message with its arrival, or a wait.
  private mutating func readPlan(_ moment: Moment, _ event: Scenario.Event, at arrival: Instant) {
    switch event {
    case .requestReachesGateway(let request), .requestReachesServer(let request):
      send(moment, .request(name(request)), level: Int(request.level), arrival: arrival)
    case .responseReachesGateway(let response), .responseReachesClient(let response):
      send(moment, content(response), level: Int(response.request.level), arrival: arrival)
    case .backoffEnds(let attempt):
      let delay = moment.instant.delay(until: arrival)
      let name = name(attempt, moment.after.client.step, moment)
      note(moment, .client, .waits(delay, before: name))
    case .gatewayBackoffEnds(let request):
      let delay = moment.instant.delay(until: arrival)
      let next = name(request, hop: request.hop + 1)
      note(moment, sender(of: request), .waits(delay, before: next))
    case .attemptTimesOut, .readTimesOut, .hedgeIsDue, .deadlinePasses, .clientRestarts,
      .serviceEnds, .gatewayTimesOut, .writeIsLost, .editIsStored, .keyExpires, .tokenArrives,
      .tokensAreForgotten,
      .breakerHalfOpens, .breakerForgets, .requestWantsWorker, .cancellationReachesServer,
      .reservationExpires, .leaseIsRenewed, .leaseEnds, .reconciles, .serverRestarts, .outageEnds,
      .slowPeriodEnds, .waitForKeyEnds, .endsUnanswered:
      break
    }
  }

  /// - Parameters:
  ///   - level: the number of gateways between the client and the hop of the message.
  ///   - isBroken: true if the message never arrives because its connection breaks.
  private mutating func send(
    _ moment: Moment, _ content: SequenceChart.Content, level: Int, arrival: Instant?,
    isBroken: Bool = false
  ) {
    let (near, far) = (participants[level], participants[level + 1])
    let isRequest = isRequest(content)
    let message = SequenceChart.Message(
      from: isRequest ? near : far, to: isRequest ? far : near, content,
      departure: moment.instant, arrival: arrival, isBroken: isBroken)
    if !message.isLost { underWay.append(message) }
    note(moment, message.sender, .sends(message))
  }

  /// The name of a request on a hop.
  func name(_ request: Request, hop: UInt16? = nil) -> SequenceChart.RequestName {
    let (hop, level) = (hop ?? request.hop, Int(request.level))
    return .init(
      attempt: request.attempt, request.kind, press: UInt32(request.submission) + 1,
      gatewayTries: scenario.gatewayTries(hop: hop, level: level),
      isDuplicate: scenario.isDuplicate(hop: hop, level: level))
  }

  /// The name of a request of the client.
  private func name(
    _ attempt: UInt32, _ kind: Request.Kind, _ moment: Moment
  ) -> SequenceChart.RequestName {
    .init(attempt: attempt, kind, press: moment.press)
  }

  /// Returns what a response says.
  func content(_ response: Response) -> SequenceChart.Content {
    .init(response, to: name(response.request))
  }

  /// The gateway that sent a request, or the client.
  func sender(of request: Request) -> SequenceChart.Participant { participants[Int(request.level)] }
}

/// Instants of a trace.
extension Instant {
  /// The time to an instant that is not before this one.
  func delay(until later: Instant) -> Delay {
    .nanoseconds(min(later.nanoseconds - nanoseconds, Delay.longest.nanoseconds))
  }
}
