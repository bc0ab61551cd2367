import Simulation

/// The handlers of the person, who sees the operations' ends and nothing of what is stored.
extension Person {
  /// The person's side of one intention.
  struct State: Hashable, Sendable {
    /// The person's phase.
    var phase = Phase.waits
    /// The belief that the person saw last of an operation that has ended.
    var lastBelief = Belief.timeout
    /// The operation for which the person opened the page.
    var pageOpenedFor: UInt8 = 0

    /// A Boolean value that indicates whether the person has stopped looking on.
    var hasStopped: Bool {
      switch phase {
      case .isSatisfied, .asksSupport, .leaves: true
      case .waits, .pauses: false
      }
    }
  }

  /// Begins: the person opens a page and presses, perhaps twice.
  func begin(_ state: inout State, in world: inout some World<Intention.Event>) {
    openPage(for: 0, &state, in: &world)
    if world.happens(pressesTwice.chance, at: ChoicePoint(.pressesTwice, ofSubmission: 0)) {
      let point = ChoicePoint(.pressesTwiceAfter, ofSubmission: 0)
      world.schedule(.presses(1), after: world.delay(pressesTwice.after, at: point))
    }
    waitImpatiently(after: 0, in: &world)
  }

  /// Begins to wait for the answer to a press, perhaps not for long.
  private func waitImpatiently(
    after number: UInt8, in world: inout some World<Intention.Event>
  ) {
    guard let impatience, number + 1 < mostSubmissions,
      world.happens(
        impatience.chance, at: ChoicePoint(.pressesImpatiently, ofSubmission: number))
    else { return }
    let point = ChoicePoint(.pressesImpatientlyAfter, ofSubmission: number)
    world.schedule(
      .pressesImpatiently(number + 1), after: world.delay(impatience.every, at: point))
  }

  /// Presses again because no answer has come, unless one has, or another press was faster.
  ///
  /// - Returns: true if an operation begins.
  func pressImpatiently(
    _ number: UInt8, after submissions: UInt32, _ state: inout State,
    in world: inout some World<Intention.Event>
  ) -> Bool {
    state.phase == .waits && press(number, after: submissions, &state, in: &world)
  }

  /// Opens a page, which the person may close before the answer.
  private func openPage(
    for number: UInt8, _ state: inout State, in world: inout some World<Intention.Event>
  ) {
    state.pageOpenedFor = number
    if world.happens(closesPage.chance, at: ChoicePoint(.closesPage, ofSubmission: number)) {
      let point = ChoicePoint(.closesPageAfter, ofSubmission: number)
      world.schedule(.closesPage(number), after: world.delay(closesPage.after, at: point))
    }
  }

  /// Presses, unless another press was faster or nothing is left to be done.
  ///
  /// - Parameter submissions: the number of operations that were begun.
  /// - Returns: true if an operation begins.
  func press(
    _ number: UInt8, after submissions: UInt32, _ state: inout State,
    in world: inout some World<Intention.Event>
  ) -> Bool {
    guard number == submissions, number < mostSubmissions, !state.hasStopped else { return false }
    let isNewPage = state.phase == .pauses
    state.phase = .waits
    if isNewPage { openPage(for: number, &state, in: &world) }
    waitImpatiently(after: number, in: &world)
    return true
  }

  /// Closes a page, unless the person has done so or left it.
  ///
  /// - Returns: true if the page was open, and the processes of its clients end with it.
  func closePage(openedFor number: UInt8, _ state: State) -> Bool {
    state.phase == .waits && state.pageOpenedFor == number
  }

  /// Hears that the data of an operation is stored after all.
  func learns(_ state: inout State) {
    state.phase = .isSatisfied
  }

  /// Sees an operation end: the person stops, waits on, or decides what to do.
  ///
  /// - Parameters:
  ///   - submissions: the number of operations that were begun.
  ///   - isAnyAwaited: whether an operation has not ended, so that an answer may still come.
  func sees(
    _ belief: Belief, after submissions: UInt32, isAnyAwaited: Bool,
    _ state: inout State, in world: inout some World<Intention.Event>
  ) {
    state.lastBelief = belief
    if belief == .acknowledged {
      state.phase = .isSatisfied
    } else if state.phase == .waits, !isAnyAwaited {
      goOn(after: submissions, &state, in: &world)
    }
  }

  /// Presses again later, asks support or leaves: nothing was acknowledged, and nothing is under way any
  /// more that could be.
  private func goOn(
    after submissions: UInt32, _ state: inout State, in world: inout some World<Intention.Event>
  ) {
    let last = UInt8(submissions - 1)
    if submissions < UInt32(mostSubmissions),
      world.happens(resubmits, at: ChoicePoint(.resubmits, ofSubmission: last))
    {
      state.phase = .pauses
      let delay = world.delay(after, at: ChoicePoint(.resubmitsAfter, ofSubmission: last))
      world.schedule(.presses(last + 1), after: delay)
    } else if world.happens(
      contactsSupportInstead, at: ChoicePoint(.contactsSupport, ofSubmission: last))
    {
      state.phase = .asksSupport
    } else {
      state.phase = .leaves
    }
  }
}
