import EndToEnd
import Simulation

/// The acts of a person, and the operations that were begun for one intention.
extension TraceReader {
  /// Reads a step, given the state that the step before it left.
  mutating func read(
    _ step: Trace<Intention>.Step, of intention: Intention, after before: Intention.State
  ) {
    switch step.event {
    case nil:
      note(step, .presses(1))
      read(Moment(step, nil, intention, operation: 0, before: nil))
    case .operation(let number, let event):
      read(Moment(step, event, intention, operation: number, before: before))
      readLosses(step, of: intention, after: before, besideThoseOf: number)
    case .presses(let number), .pressesImpatiently(let number):
      if step.state.submissions == before.submissions { break }
      note(step, .presses(UInt32(number) + 1))
      read(Moment(step, nil, intention, operation: number, before: nil))
    case .closesPage:
      readClosing(step, of: intention, after: before)
    }
    readPhase(step, after: before)
  }

  /// The losses of other operations at a restart of the server.
  private mutating func readLosses(
    _ step: Trace<Intention>.Step, of intention: Intention, after before: Intention.State,
    besideThoseOf number: UInt8
  ) {
    guard case .operation(_, .serverRestarts)? = step.event, !intention.sharesKey else { return }
    for other in 0..<UInt8(before.submissions) where other != number {
      let moment = Moment(step, nil, intention, operation: other, before: before)
      let (server, left) = (moment.before.server, moment.after.server)
      if server.inService.count + server.waiting.count > left.inService.count + left.waiting.count {
        for request in server.inService + server.waiting {
          note(moment, .server, .loses(name(request)))
        }
      }
      if server.key != nil, left.key == nil { note(moment, .server, .forgetsKey) }
    }
  }

  /// Reads the closing of the page: every client of the intention that still tries ends with it.
  private mutating func readClosing(
    _ step: Trace<Intention>.Step, of intention: Intention, after before: Intention.State
  ) {
    guard before != step.state else { return }
    note(step, .closesPage)
    for number in 0..<UInt8(before.submissions) {
      let moment = Moment(step, nil, intention, operation: number, before: before)
      if moment.after.client.phase == moment.before.client.phase { continue }
      if case .decided(let belief) = moment.after.client.phase {
        note(moment, .client, .decides(belief))
      } else {
        note(moment, .client, .crashes)
      }
    }
  }

  /// The decision of the person about the outcome that the page shows.
  private mutating func readPhase(_ step: Trace<Intention>.Step, after before: Intention.State) {
    // At the start the person waits. A client that crashes at once ends that in the very first step.
    let phase = step.event == nil ? .waits : before.phase
    if step.state.phase == phase { return }
    switch step.state.phase {
    case .waits: break
    case .pauses:
      for deed in step.effects {
        if case .schedule(.presses, let instant) = deed {
          note(step, .willPressAgain(after: step.instant.delay(until: instant)))
        }
      }
    case .isSatisfied: note(step, .isSatisfied)
    case .asksSupport: note(step, .asksSupport)
    case .leaves: note(step, .leaves)
    }
  }

  /// Notes an act of the person.
  private mutating func note(
    _ step: Trace<Intention>.Step, _ event: SequenceChart.ChartEvent
  ) {
    note(.init(step.instant, .person, event))
  }
}
