import Simulation

/// What the person does.
extension Intention {
  /// The person opens a page and may close it before the answer.
  func openPage(_ person: Person, _ state: inout State, in world: inout some World<Event>) {
    let number = UInt8(state.earlier.count)
    state.pageOpenedFor = number
    if world.happens(person.closesPage.chance, at: ChoicePoint(.closesPage, ofSubmission: number)) {
      let site = ChoicePoint(.closesPageAfter, ofSubmission: number)
      world.schedule(.closesPage(number), after: world.delay(person.closesPage.after, at: site))
    }
  }

  /// The person may press a second time whatever comes of the first.
  func mayPressTwice(_ person: Person, in world: inout some World<Event>) {
    if world.happens(person.pressesTwice.chance, at: ChoicePoint(.pressesTwice, ofSubmission: 0)) {
      let site = ChoicePoint(.pressesTwiceAfter, ofSubmission: 0)
      world.schedule(.presses(1), after: world.delay(person.pressesTwice.after, at: site))
    }
  }

  /// A press begins an operation, unless another press was faster or nothing is left to be done.
  func press(_ number: UInt8, _ state: inout State, in world: inout some World<Event>) {
    guard let person = scenario.person, number == state.submissions,
      number < person.mostSubmissions
    else { return }
    let isNewPage: Bool
    switch state.phase {
    case .waits: isNewPage = false
    case .pauses: isNewPage = true
    case .isSatisfied, .asksSupport, .leaves: return
    }
    state.phase = .waits
    let next = nextOperation(after: state.present)
    state.earlier.append(state.present)
    state.present = next
    if isNewPage { openPage(person, &state, in: &world) }
    play(number, &state, in: &world) { state, world in
      scenario.begin(&state, in: &world)
    }
  }

  /// The page is closed, and with it ends the client's process: whatever is under way goes on unheard.
  func closePage(
    openedFor number: UInt8, _ state: inout State, in world: inout some World<Event>
  ) {
    guard state.phase == .waits, state.pageOpenedFor == number else { return }
    for number in 0..<UInt8(state.submissions) where state.operation(number).isUnderWay {
      play(number, &state, in: &world) { state, world in
        scenario.endClientProcess(&state, in: &world)
      }
    }
  }

  /// Something has happened to an operation that the person may notice.
  func notice(
    _ number: UInt8, hasDecided: Bool, _ state: inout State, in world: inout some World<Event>
  ) {
    switch state.phase {
    case .isSatisfied, .asksSupport, .leaves: return
    case .waits, .pauses: break
    }
    let isPresent = Int(number) == state.earlier.count
    let hasLearned =
      isPresent ? state.present.hasLearned : state.earlier[Int(number)].hasLearned
    if hasLearned {
      finish(.isSatisfied, &state, in: &world)
      return
    }
    guard hasDecided, case .decided(let belief) = state.operation(number).client.phase else {
      return
    }
    state.lastBelief = belief
    if belief == .acknowledged {
      finish(.isSatisfied, &state, in: &world)
    } else if state.phase == .waits, !state.hasOperationAwaited, let person = scenario.person {
      goOn(person, &state, in: &world)
    }
  }

  /// Nothing was acknowledged, and nothing is under way any more that could be.
  private func goOn(
    _ person: Person, _ state: inout State, in world: inout some World<Event>
  ) {
    let last = UInt8(state.earlier.count)
    if state.submissions < UInt32(person.mostSubmissions),
      world.happens(person.resubmits, at: ChoicePoint(.resubmits, ofSubmission: last))
    {
      state.phase = .pauses
      let delay = world.delay(person.after, at: ChoicePoint(.resubmitsAfter, ofSubmission: last))
      world.schedule(.presses(last + 1), after: delay)
    } else if world.happens(
      contactsSupportInstead, at: ChoicePoint(.contactsSupport, ofSubmission: last))
    {
      finish(.asksSupport, &state, in: &world)
    } else {
      finish(.leaves, &state, in: &world)
    }
  }

  /// The person stops: what is stored from now on comes late.
  private func finish(
    _ phase: Person.Phase, _ state: inout State, in world: inout some World<Event>
  ) {
    state.phase = phase
    state.present.copiesAtDecision = state.present.server.copies
    for index in state.earlier.indices {
      state.earlier[index].copiesAtDecision = state.earlier[index].server.copies
    }
    world.reach(.decision)
  }
}

extension Intention.State {
  /// The only operation has ended: without a person, that is the end.
  mutating func finish(in world: inout some World<Intention.Event>) {
    phase = present.client.phase == .decided(.acknowledged) ? .isSatisfied : .leaves
    world.reach(.decision)
  }

  /// Whether an operation has not ended, so that an answer may still come.
  fileprivate var hasOperationAwaited: Bool {
    !present.client.hasDecided || earlier.contains { !$0.client.hasDecided }
  }
}

extension Scenario.State {
  /// Whether its client's process is there and has not decided.
  fileprivate var isUnderWay: Bool { !client.hasDecided && client.phase != .crashed }
}
