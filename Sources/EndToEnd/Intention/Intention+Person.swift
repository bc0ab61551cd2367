import Simulation

/// The events of the person, and what the person is told of the operations.
extension Intention {
  /// Begins an operation if the person presses.
  func press(
    _ number: UInt8, isImpatient: Bool = false, _ state: inout State,
    in world: inout some World<Event>
  ) {
    guard let person = scenario.person else { return }
    let presses =
      isImpatient
      ? person.pressImpatiently(number, after: state.submissions, &state.person, in: &world)
      : person.press(number, after: state.submissions, &state.person, in: &world)
    guard presses else { return }
    let next = nextOperation(after: state.present)
    state.earlier.append(state.present)
    state.present = next
    play(number, &state, in: &world) { state, world in
      scenario.begin(&state, in: &world)
    }
  }

  /// Ends the client processes of a page that is closed. What is under way goes on unheard.
  func closePage(
    openedFor number: UInt8, _ state: inout State, in world: inout some World<Event>
  ) {
    guard scenario.person?.closePage(openedFor: number, state.person) == true else { return }
    for number in 0..<UInt8(state.submissions) where state.operation(number).isUnderWay {
      play(number, &state, in: &world) { state, world in
        scenario.endClientProcess(&state, in: &world)
      }
    }
  }

  /// Tells the person what has happened to an operation, as far as it can be seen.
  func tellPerson(
    _ number: UInt8, hasDecided: Bool, _ state: inout State, in world: inout some World<Event>
  ) {
    if state.person.hasStopped { return }
    let isPresent = Int(number) == state.earlier.count
    let hasLearned =
      isPresent ? state.present.hasLearned : state.earlier[Int(number)].hasLearned
    guard hasLearned || hasDecided, let person = scenario.person else { return }
    if hasLearned {
      person.learns(&state.person)
    } else if case .decided(let belief) = state.operation(number).client.phase {
      let isAnyAwaited = belief != .acknowledged && state.hasOperationAwaited
      person.sees(
        belief, after: state.submissions, isAnyAwaited: isAnyAwaited, &state.person, in: &world)
    }
    if state.person.hasStopped { noteCopies(&state, in: &world) }
  }

  /// Notes the copies when the person stops. A copy that is stored from now on comes late.
  private func noteCopies(_ state: inout State, in world: inout some World<Event>) {
    state.present.copiesAtDecision = state.present.server.copies
    for index in state.earlier.indices {
      state.earlier[index].copiesAtDecision = state.earlier[index].server.copies
    }
    world.reach(.decision)
  }
}

extension Intention.State {
  /// Ends the only operation: without a person, that is the end.
  mutating func finish(in world: inout some World<Intention.Event>) {
    person.phase = present.client.phase == .decided(.acknowledged) ? .isSatisfied : .leaves
    world.reach(.decision)
  }

  /// A Boolean value that indicates whether an operation has not ended, so that an answer may still come.
  fileprivate var hasOperationAwaited: Bool {
    !present.client.hasDecided || earlier.contains { !$0.client.hasDecided }
  }
}

extension Scenario.State {
  /// A Boolean value that indicates whether its client's process is there and has not decided.
  fileprivate var isUnderWay: Bool { !client.hasDecided && client.phase != .crashed }
}
