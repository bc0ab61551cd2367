/// The second step of a write: the recursion goes through its attempts as through those of the first.
extension Oracle {
  /// The state at the start of the second step, which counts its attempts anew.
  func confirming(_ state: State, after attempts: Int) -> State {
    var state = state
    state.isConfirming = true
    state.before = attempts
    return state
  }

  /// The server works on a confirm: what it confirms is there or it is not.
  func confirm(
    _ state: State, _ mass: Double, _ fail: (State, Double) -> Void,
    _ answer: (State, Int?, Double) -> Void
  ) {
    func answerUnlessItFails(_ state: State, _ status: Int, _ mass: Double) {
      chance(
        b, mass, yes: { fail(state, $0) },
        no: { mass in
          // A 4xx is no entry of an error log.
          answer(state, status, mass)
        })
    }
    chance(
      a, mass, yes: { fail(state, $0) },
      no: { mass in
        if !state.isNamedThere { return answerUnlessItFails(state, 410, mass) }
        if state.copies == 1 { return answerUnlessItFails(state, 200, mass) }
        var confirmed = state
        confirmed.copies = 1
        // A confirm that a failover loses at once is answered before anybody knows.
        chance(
          failover, mass, yes: { answerUnlessItFails(state, 200, $0) },
          no: { answerUnlessItFails(confirmed, 200, $0) })
      })
  }
}
