import EndToEnd
import Simulation

/// When the server is down: the only rules by which the recursion looks at the time. It holds without
/// reads, crashes of the client and, but for restarts that take no time, gateways.
extension Oracle {
  /// Lengths are in milliseconds, and multiples of `step`.
  struct Outage {
    var chance = 0.3
    var lasts = 400
    var answers: Int?
  }

  struct ServerRestarts {
    var chance = 0.3
    var stores = 0.5
    var lasts = 10
    var answers: Int?
    var forgetsKeys = false
  }

  /// Whatever happens in an operation does at multiples of so many milliseconds: in between it does not
  /// matter when an outage ends.
  static let step = 5

  /// The states that an operation may begin in. The ends of outages are uniform.
  func starts() -> [(state: State, mass: Double)] {
    guard let outage else { return [(State(), 1)] }
    return [(State(), 1 - outage.chance)]
      + stride(from: 0, to: outage.lasts, by: Oracle.step).map { start in
        var state = State()
        state.isDownUntil = Double(start) + Double(Oracle.step) / 2
        state.answers = outage.answers
        return (state, outage.chance * Double(Oracle.step) / Double(outage.lasts))
      }
  }

  /// How long it takes from an attempt to the next, with an answer or without.
  func period(_ status: Int?) -> Double {
    switch status {
    case nil: 200 + 50
    // Turned away on arrival, or while it was served.
    case 503, 409, Oracle.reset: 20 + 20 + 50
    case Oracle.notConnected: 20 + 5 + 50
    default: 20 + 5 + 20 + 50
    }
  }

  /// Whether an attempt that is sent at the state's time finds the server down.
  func isDown(_ state: State) -> Bool { state.time + 20 < state.isDownUntil }

  /// The server restarts while it works on a request.
  func restart(
    _ restarts: ServerRestarts, _ state: State, _ mass: Double,
    _ answer: (State, Int?, Double) -> Void
  ) {
    func end(_ state: State, _ mass: Double) {
      var state = state
      if restarts.forgetsKeys { state.record = nil }
      state.isDownUntil = state.time + 20 + Double(restarts.lasts)
      state.answers = restarts.answers
      let isAnswered = acknowledgesFirst && !state.isConfirming
      if restarts.answers ?? 0 >= 500, !isAnswered { state.serverLogged = true }
      // What it worked on had a connection, which breaks.
      answer(
        state, restarts.answers == Oracle.notConnected ? Oracle.reset : restarts.answers, mass)
    }
    chance(
      restarts.stores, mass,
      yes: { mass in
        if state.isConfirming {
          if !state.isNamedThere || state.copies == 1 { return end(state, mass) }
          var confirmed = state
          confirmed.copies = 1
          chance(failover, mass, yes: { end(state, $0) }, no: { end(confirmed, $0) })
        } else if state.record ?? Oracle.inProgress != Oracle.inProgress
          || refusalToStore(state) != nil
        {
          end(state, mass)
        } else {
          store(
            state, mass, crashed: { end(afterCrashBetween($0), $1) },
            stored: { end(afterFailureAfterStoring($0), $1) })
        }
      },
      no: { end(state, $0) })
  }

  private static func answer(_ status: Int?) -> DownAnswer {
    switch status {
    case nil: .nothing
    case notConnected: .refused
    case reset: .reset
    case let status?: .status(Status(code: UInt16(status)))
    }
  }

  /// Says in a scenario what takes its server down.
  func applyDowntimes(to server: inout Server) {
    if let outage {
      var rule = EndToEnd.Outage()
      rule.chance = Probability(outage.chance)!
      rule.lasts = .constant(.milliseconds(Int64(outage.lasts)))
      rule.answers = Oracle.answer(outage.answers)
      server.outage = rule
    }
    if let restarts {
      var rule = EndToEnd.ServerRestarts()
      rule.chance = Probability(restarts.chance)!
      rule.stores = Probability(restarts.stores)!
      rule.lasts = .constant(.milliseconds(Int64(restarts.lasts)))
      rule.answers = Oracle.answer(restarts.answers)
      rule.forgetsKeys = restarts.forgetsKeys
      server.restarts = rule
    }
  }
}
