import EndToEnd

/// The retries of the client, and the end of an operation.
extension Oracle {
  func acknowledgeFirst(
    _ state: State, _ mass: Double, _ answer: (State, Int?, Double) -> Void
  ) {
    if state.record != nil { return answer(state, 200, mass) }
    var lost = state
    if key?.recorded == .beforeData { lost.record = 200 }
    chance(
      a, mass, yes: { answer(lost, 200, $0) },
      no: { mass in
        store(state, mass, crashed: { answer($0, 200, $1) }) { state, mass in
          var state = state
          if state.record != nil { state.record = 200 }
          answer(state, 200, mass)
        }
      })
  }

  /// The next attempt, after a read if there is one.
  func retry(_ number: Int, _ state: State, _ mass: Double, _ all: inout [Ending: Double]) {
    guard readsBack else { return send(number, state, mass, &all) }
    var endings = all
    defer { all = endings }
    chance(
      1 - (1 - c) * (1 - q), mass, yes: { send(number, state, $0, &endings) },
      no: { mass in
        var state = state
        state.requests += 1
        var refused = state
        refused.serverLogged = true
        chance(
          refuses, mass, yes: { send(number, refused, $0, &endings) },
          no: { mass in
            chance(
              a, mass,
              yes: { mass in
                var state = state
                if !isSilent, !resets { state.serverLogged = true }
                send(number, state, mass, &endings)
              },
              no: { mass in
                chance(
                  1 - (1 - r) * (1 - k), mass, yes: { send(number, state, $0, &endings) },
                  no: { mass in
                    if reserves, !state.isConfirming, state.isReserved {
                      var found = state
                      found.isNamedThere = true
                      send(number, confirming(found, after: number - 1), mass, &endings)
                    } else if state.copies > 0 {
                      finish(.acknowledged, number - 1, state, mass, &endings)
                    } else {
                      send(number, state, mass, &endings)
                    }
                  })
              })
          })
      })
  }

  func finish(
    _ belief: Ending.Belief, _ attempts: Int, _ state: State, _ mass: Double,
    _ endings: inout [Ending: Double]
  ) {
    let ending = Ending(
      belief: belief, copies: state.copies, attempts: attempts, requests: state.requests,
      serverLogged: state.serverLogged, clientLogged: state.clientLogged)
    endings[ending, default: 0] += mass
  }
}
