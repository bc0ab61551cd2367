import EndToEnd
import Simulation

/// Turns the trace of an operation into the rows of a chart.
///
/// It reads what the actors did and what became of their states, and repeats none of their rules
/// where the trace tells the result: a timer that nobody waits for any more leaves no row, because
/// nothing came of it.
struct TraceReader {
  let scenario: Scenario
  private(set) var rows: [SequenceChart.Row] = []
  /// Messages that have left and not arrived yet.
  private var underWay: [SequenceChart.Message] = []

  init(_ scenario: Scenario) {
    self.scenario = scenario
  }

  /// Reads a step, given the state that the step before it left.
  mutating func read(_ step: Trace<Scenario>.Step, after before: Scenario.State) {
    let moment = Moment(step, after: before)
    switch step.event {
    case nil, .backoffEnds, .gatewayBackoffEnds:
      readDeeds(moment)
    case .attemptTimesOut(let attempt):
      if moment.hasEffect {
        note(moment, .client, .timesOut(.init(attempt: attempt, before.client.step)))
      }
      readDeeds(moment)
    case .hedgeIsDue:
      if moment.hasEffect { note(moment, .client, .hedges) }
      readDeeds(moment)
    case .readTimesOut(let attempt):
      if moment.hasEffect {
        note(moment, .client, .timesOut(.init(attempt: attempt, .read)))
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
      arrive(moment, at: .client, .init(response), isDone: before.client.hasDecided)
      readDeeds(moment)

    case .requestReachesGateway(let request):
      arrive(moment, at: .gateway, .request(.init(request)))
      if before.server.isPastDeadline { note(moment, .gateway, .drops(.init(request))) }
      readDeeds(moment)
    case .responseReachesGateway(let response):
      let isDone = !before.gateway.worksFor(response.request)
      arrive(moment, at: .gateway, .init(response), isDone: isDone)
      readDeeds(moment)
    case .gatewayTimesOut(let request):
      if moment.hasEffect { note(moment, .gateway, .timesOut(.init(request))) }
      readDeeds(moment)

    case .requestReachesServer(let request):
      arrive(moment, at: .server, .request(.init(request)))
      readAdmission(moment, request)
      readDeeds(moment)
    case .serviceEnds(let request):
      readService(moment, request)
    case .writeIsLost:
      if !moment.hasEffect { break }
      note(moment, .server, .losesWrite(left: moment.after.server.copies))
      if before.server.key != nil, step.state.server.key == nil {
        note(moment, .server, .forgetsKey)
      }
    case .editIsStored:
      note(moment, .server, .storesEdit)
    case .keyExpires:
      if moment.hasEffect { note(moment, .server, .keyExpires) }
    case .reconciles:
      readReconciliation(moment)
    case .reservationExpires(let number):
      if before.server.reservations[Int(number) - 1].isOpen {
        note(moment, .server, .reservationExpires(number))
      }
    }
  }

  mutating func note(
    _ moment: Moment, _ participant: SequenceChart.Participant,
    _ happening: SequenceChart.Happening
  ) {
    rows.append(.init(moment.instant, participant, happening))
  }

  /// A message comes to its end: somebody waits for it, or it changes nothing.
  private mutating func arrive(
    _ moment: Moment, at receiver: SequenceChart.Participant, _ content: SequenceChart.Content,
    isDone: Bool = false
  ) {
    let index = underWay.firstIndex {
      $0.receiver == receiver && $0.content == content && $0.arrival == moment.instant
    }
    guard let index else { preconditionFailure("a message arrived that nobody sent") }
    let message = underWay.remove(at: index)
    // A request always says something to its receiver, if only that it is to be dropped.
    if moment.hasEffect || receiver != .client && isRequest(content) {
      note(moment, receiver, .receives(message))
    } else {
      note(moment, receiver, .ignores(message, isDone ? .isDone : .isNotAwaited))
    }
  }

  /// What was sent, awaited and decided, in the order in which it was done.
  mutating func readDeeds(_ moment: Moment) {
    for deed in moment.deeds {
      switch deed {
      case .chance(let site, _, let happened):
        if happened { readMisfortune(moment, site) }
      case .schedule(let event, let arrival):
        readPlan(moment, event, at: arrival)
      case .reach(.decision):
        if case .decided(let belief) = moment.after.client.phase {
          note(moment, .client, .decides(belief))
        }
      case .delay, .reach:
        break
      }
    }
  }

  private func isRequest(_ content: SequenceChart.Content) -> Bool {
    if case .request = content { true } else { false }
  }

  private mutating func readMisfortune(_ moment: Moment, _ site: Site) {
    let name = SequenceChart.RequestName(site)
    switch site.scenarioDecision {
    case .requestIsLost:
      send(moment, .request(name), over: site.scenarioActor, arrival: nil)
    case .responseIsLost:
      let content = lostAnswer(moment, to: name, over: site.scenarioActor)
      send(moment, content, over: site.scenarioActor, arrival: nil)
    case .keyIsForgotten:
      // What was not recorded cannot be forgotten.
      if moment.before.server.key != nil { note(moment, .server, .forgetsKey) }
    case .clientCrashes:
      note(moment, .client, .crashes)
    case .failsBeforeStore, .failsAfterStore, .failsBetween, .isRefused:
      // Told by those who know what they did to the data.
      break
    case .requestLatency, .responseLatency, .service, .backoff, .writeIsNotReplicated, .firstPass,
      .isOverlooked:
      break
    }
  }

  private mutating func readPlan(_ moment: Moment, _ event: Scenario.Event, at arrival: Instant) {
    switch event {
    case .requestReachesGateway(let request):
      send(moment, .request(.init(request)), over: .network, arrival: arrival)
    case .requestReachesServer(let request):
      let isLastHop = scenario.gateway != nil
      send(
        moment, .request(.init(request)), over: isLastHop ? .gatewayNetwork : .network,
        arrival: arrival)
    case .responseReachesGateway(let response):
      send(moment, .init(response), over: .gatewayNetwork, arrival: arrival)
    case .responseReachesClient(let response):
      send(moment, .init(response), over: .network, arrival: arrival)
    case .backoffEnds(let attempt):
      let delay = moment.instant.delay(until: arrival)
      let name = SequenceChart.RequestName(attempt: attempt, moment.after.client.step)
      note(moment, .client, .waits(delay, before: name))
    case .gatewayBackoffEnds(let request):
      let next = SequenceChart.RequestName(
        attempt: request.attempt, request.kind, gatewayTry: request.hop + 1)
      let delay = moment.instant.delay(until: arrival)
      note(moment, .gateway, .waits(delay, before: next))
    case .attemptTimesOut, .readTimesOut, .hedgeIsDue, .deadlinePasses, .clientRestarts,
      .serviceEnds, .gatewayTimesOut, .writeIsLost, .editIsStored, .keyExpires,
      .reservationExpires, .reconciles:
      break
    }
  }

  private mutating func send(
    _ moment: Moment, _ content: SequenceChart.Content, over network: Actor, arrival: Instant?
  ) {
    let clientsPeer: SequenceChart.Participant = scenario.gateway == nil ? .server : .gateway
    let (near, far): (SequenceChart.Participant, SequenceChart.Participant) =
      network == .gatewayNetwork ? (.gateway, .server) : (.client, clientsPeer)
    let isRequest = isRequest(content)
    let message = SequenceChart.Message(
      from: isRequest ? near : far, to: isRequest ? far : near, content,
      departure: moment.instant, arrival: arrival)
    if !message.isLost { underWay.append(message) }
    note(moment, message.sender, .sends(message))
  }
}

extension Instant {
  /// The time to an instant that is not before this one.
  fileprivate func delay(until later: Instant) -> Delay {
    .nanoseconds(min(later.nanoseconds - nanoseconds, Delay.longest.nanoseconds))
  }
}

extension Client.State {
  fileprivate var hasDecided: Bool {
    if case .decided = phase { true } else { false }
  }
}

extension Gateway.State {
  /// Whether the request of the client that this one serves is still unanswered.
  fileprivate func worksFor(_ request: Request) -> Bool {
    tasks.contains {
      $0.request.attempt == request.attempt && $0.request.kind == request.kind
    }
  }
}

extension SequenceChart.RequestName {
  fileprivate init(_ site: Site) {
    self.init(attempt: site.attempt, site.requestKind, gatewayTry: site.hop)
  }
}
