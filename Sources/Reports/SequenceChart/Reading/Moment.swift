import EndToEnd
import Simulation

/// One step of a trace between the state before it and the state after it, as one operation sees it.
struct Moment {
  /// The virtual time.
  let instant: Instant
  /// The event that was handled; `nil` for the start.
  let event: Scenario.Event?
  /// The requests of the handler to its world, with the answers.
  let effects: [Effect<Scenario.Event>]
  /// The state before the event.
  let before: Scenario.State
  /// The state after the event.
  let after: Scenario.State
  /// The press of a person that began the operation, counted from 1.
  var press: UInt32 = 1
  /// The copies that other operations of the same person have stored by themselves.
  private var otherCopies: UInt32 = 0

  /// Creates a moment from a step of a trace.
  init(_ step: Trace<Scenario>.Step, after before: Scenario.State) {
    instant = step.instant
    event = step.event
    effects = step.effects
    self.before = before
    after = step.state
  }

  /// A step of an intention, of which one operation is looked at; of the first step of an operation
  /// there is no state before it.
  init(
    _ step: Trace<Intention>.Step, _ event: Scenario.Event?, _ intention: Intention,
    operation number: UInt8, before: Intention.State?
  ) {
    instant = step.instant
    self.event = event
    effects = step.effects.compactMap { $0.ofOperation }
    after = intention.operation(number, in: step.state)
    self.before = before.map { intention.operation(number, in: $0) } ?? after
    press = UInt32(number) + 1
    otherCopies = intention.copies(besideThoseOf: number, in: step.state)
  }

  /// The copies that exist after the step, from all operations.
  var copies: UInt32 { after.server.copies + otherCopies }

  /// A Boolean value that indicates whether the event had an effect.
  var hasEffect: Bool { !effects.isEmpty || before != after }

  /// A Boolean value that indicates whether the server has written the data.
  var hasStored: Bool { after.server.writes > before.server.writes }

  /// Returns true if the server's chance about one request was decided and went wrong.
  func hasSuffered(_ decision: Decision, with request: Request) -> Bool {
    let wanted = ChoicePoint(.server, decision, request)
    return effects.contains {
      if case .chance(let point, _, happened: true) = $0 { point == wanted } else { false }
    }
  }

  /// Returns true if a chance was decided and went wrong.
  func hasSuffered(_ decision: Decision) -> Bool {
    effects.contains {
      if case .chance(let point, _, happened: true) = $0 {
        point.scenarioDecision == decision
      } else {
        false
      }
    }
  }
}

/// Effects of an intention as those of its operation.
extension Effect<Intention.Event> {
  /// The effects of an operation on its world; `nil` for those of the person.
  fileprivate var ofOperation: Effect<Scenario.Event>? {
    switch self {
    case .chance(let point, let chance, let happened):
      point.scenarioActor == .person ? nil : .chance(point, chance, happened: happened)
    case .delay(let point, let delay):
      point.scenarioActor == .person ? nil : .delay(point, delay)
    case .schedule(.operation(_, let event), let arrival): .schedule(event, at: arrival)
    case .schedule(.presses, _), .schedule(.pressesImpatiently, _), .schedule(.closesPage, _): nil
    case .cancel(.operation(_, let event)): .cancel(event)
    case .cancel: nil
    case .reach(.operationEnds): .reach(.decision)
    case .reach: nil
    }
  }
}
