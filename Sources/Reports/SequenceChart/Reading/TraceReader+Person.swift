import EndToEnd
import Simulation

/// What a person does, and the operations that were begun for one intention.
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
    case .presses(let number):
      if step.state.submissions == before.submissions { break }
      note(step, .presses(UInt32(number) + 1))
      read(Moment(step, nil, intention, operation: number, before: nil))
    case .closesPage:
      readClosing(step, of: intention, after: before)
    }
    readPhase(step, after: before)
  }

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

  /// What the person makes of what was seen.
  private mutating func readPhase(_ step: Trace<Intention>.Step, after before: Intention.State) {
    if step.state.phase == before.phase { return }
    switch step.state.phase {
    case .waits: break
    case .pauses:
      for deed in step.deeds {
        if case .schedule(.presses, let instant) = deed {
          note(step, .willPressAgain(after: step.instant.delay(until: instant)))
        }
      }
    case .isSatisfied: note(step, .isSatisfied)
    case .asksSupport: note(step, .asksSupport)
    case .leaves: note(step, .leaves)
    }
  }

  private mutating func note(
    _ step: Trace<Intention>.Step, _ happening: SequenceChart.Happening
  ) {
    note(.init(step.instant, .person, happening))
  }
}
