import EndToEnd

/// The retries of the client, and the end of an operation.
extension Oracle {
  func acknowledgeFirst(
    _ state: State, _ mass: Double, _ answer: (State, Int?, Double) -> Void
  ) {
    func log(_ state: State) -> State {
      var state = state
      if !isSilent { state.serverLogged = true }
      return state
    }
    if refusalToStore(state) != nil { return answer(afterRefusal(state), 200, mass) }
    var lost = state
    if key?.recorded == .beforeData { lost.record = Oracle.inProgress }
    chance(
      a, mass, yes: { answer(log(afterFailureBeforeStoring(lost)), 200, $0) },
      no: { mass in
        store(state, mass, crashed: { answer(log(afterCrashBetween($0)), 200, $1) }) {
          state, mass in
          var state = state
          if state.record != nil { state.record = 200 }
          answer(state, 200, mass)
        }
      })
  }

  /// The next attempt, after a read if there is one.
  func retry(_ number: Int, _ state: State, _ mass: Double, _ all: inout [Ending: Double]) {
    guard readsBack else { return send(number, state, mass, &all) }
    read(number, state, mass, &all) { send(number, $0, $1, &$2) }
  }

  /// The end after the last attempt, or a read that comes before it. What that does not find the client
  /// believes will not be.
  func giveUp(
    _ belief: Ending.Belief, _ number: Int, _ state: State, _ mass: Double,
    _ all: inout [Ending: Double]
  ) {
    guard readsLast else { return finish(belief, number, state, mass, &all) }
    read(number + 1, state, mass, &all) {
      finish(belief, number, $0, $1, &$2)
    } absent: {
      finish(.rejected, number, $0, $1, &$2)
    }
  }

  /// - Parameters:
  ///   - goOn: what follows without an answer.
  ///   - absent: what follows if nothing is there; `nil` for the same.
  private func read(
    _ number: Int, _ state: State, _ mass: Double, _ all: inout [Ending: Double],
    _ goOn: (State, Double, inout [Ending: Double]) -> Void,
    absent: ((State, Double, inout [Ending: Double]) -> Void)? = nil
  ) {
    var endings = all
    defer { all = endings }
    chance(
      1 - (1 - c) * (1 - q), mass, yes: { goOn(state, $0, &endings) },
      no: { mass in
        var state = state
        state.requests += 1
        var refused = state
        refused.serverLogged = true
        chance(
          refuses, mass, yes: { goOn(refused, $0, &endings) },
          no: { mass in
            chance(
              1 - (1 - a) * (1 - b), mass,
              yes: { mass in
                var state = state
                if !isSilent, !resets { state.serverLogged = true }
                goOn(state, mass, &endings)
              },
              no: { mass in
                chance(
                  1 - (1 - r) * (1 - k), mass, yes: { goOn(state, $0, &endings) },
                  no: { mass in
                    if reserves, !state.isConfirming, state.isReserved {
                      var found = state
                      found.isNamedThere = true
                      send(number, confirming(found, after: number - 1), mass, &endings)
                    } else if state.copies > 0 {
                      finish(.acknowledged, number - 1, state, mass, &endings)
                    } else if let absent {
                      absent(state, mass, &endings)
                    } else {
                      goOn(state, mass, &endings)
                    }
                  })
              })
          })
      })
  }

  /// The belief of the client after its last attempt.
  func belief(after status: Int?, isRetried: Bool) -> Ending.Belief {
    guard let status else { return .timeout }
    let saysNo = status < 500 && ![408, 425, 429].contains(status) && !isRetried
    return takes[status] ?? (saysNo ? .rejected : .error)
  }

  /// - Parameter isGone: whether the client's process has ended, so that it logs nothing more.
  func finish(
    _ belief: Ending.Belief, _ attempts: Int, _ state: State, _ mass: Double,
    _ endings: inout [Ending: Double], isGone: Bool = false
  ) {
    let isFinal = belief != .acknowledged && !isGone && clientLog != .none
    let ending = Ending(
      belief: belief, copies: state.copies, attempts: attempts, requests: state.requests,
      serverLogged: state.serverLogged, clientLogged: state.clientLogged || isFinal)
    endings[ending, default: 0] += mass
  }
}
