import EndToEnd

/// How one operation may end, as the oracle sees it.
struct Ending: Hashable {
  enum Belief: Hashable { case acknowledged, error, timeout, rejected }
  var belief: Belief
  var copies: Int
  var attempts: Int
  /// How many requests reached the server, reads among them.
  var requests: Int
  var serverLogged: Bool
  var clientLogged: Bool
}

/// The exact distribution of endings, by a recursion over attempts that shares nothing with the code
/// under test but the words: chances as plain numbers, no events, no times.
///
/// It holds where every latency is far below every timeout, so that no two requests overlap.
struct Oracle {
  // The network's and the server's chances, as DESIGN calls them.
  var q = 0.0
  var a = 0.0
  var b = 0.0
  var r = 0.0
  /// The chances that a connection is not made, and that it breaks before the answer has come.
  var c = 0.0
  var k = 0.0
  var attempts = 1
  var retriesTimeout = true
  var retriesConnect = true
  var retriesReset = true
  var retries500 = true
  /// True if a read precedes each retry, and true if one follows the last attempt.
  var readsBack = false
  var readsLast = false
  /// The meanings of statuses to the client, if they are not the usual ones.
  var takes: [Int: Ending.Belief] = [:]
  var clientLog = ClientLog.final
  var isSilent = false
  /// True if a failure breaks the connection instead.
  var resets = false
  var acknowledgesFirst = false
  /// The chance that the client crashes as it has sent a request.
  var crashes = 0.0
  var hasOutbox = false
  /// The chance that a request is turned away with a 503 as it arrives.
  var refuses = 0.0
  var retries503 = false
  var retries504 = false
  var retries502 = false
  /// The chance that a replica takes over which never saw the write.
  var failover = 0.0
  var key: Key?
  var gateway: Gateway?
  /// Whether the client reserves, then confirms.
  var reserves = false
  /// What a comparison of both sides repairs afterwards.
  var repairs: Repairs?
  /// Whether a second write of the same thing is refused with 409, or a creation with 412.
  var isUnique = false
  var creates = false
  /// What takes the server down.
  var outage: Outage?
  var restarts: ServerRestarts?

  enum ClientLog { case none, final, timeouts, attempts }

  struct Key {
    enum Recorded { case withData, beforeData, afterData, inProgress }
    var recorded = Recorded.withData
    var failsBetween = 0.0
    var forgets = 0.0
    var saves = IdempotencyKey.Saves.success
  }

  /// A hop with chances of its own; it retries everything, or timeouts alone.
  struct Gateway {
    var attempts = 1
    var q = 0.0
    var r = 0.0
    var c = 0.0
    var k = 0.0
    var passesErrorsOn = false
    /// The gateway behind it, if there is one.
    var next: [Gateway] = []

    /// How many gateways there are from here on.
    var depth: Int { 1 + (next.first?.depth ?? 0) }
  }

  struct State {
    var copies = 0
    var requests = 0
    /// The recorded key's status, 200 or 500, or that its request is not done.
    var record: Int?
    var serverLogged = false
    var clientLogged = false
    /// How many attempts the step before took.
    var before = 0
    var isConfirming = false
    /// Whether there is a reservation, and whether the one is there that the last answer, the record
    /// and the confirms name.
    var isReserved = false
    var isNamedThere = false
    var isRecordedThere = false
    /// When the last attempt was sent, until when the server is down, and what it answers meanwhile.
    var time = 0.0
    var isDownUntil = 0.0
    var answers: Int?
  }

  /// What stands in the place of a status if the connection was not made, or broke.
  static let notConnected = -1
  static let reset = -2
  /// What stands in the place of a status in the record of a key whose request is not done.
  static let inProgress = -3

  /// The probability of every ending that can be.
  func endings() -> [Ending: Double] {
    var endings: [Ending: Double] = [:]
    for start in starts() { send(1, start.state, start.mass, &endings) }
    return repairs.map { $0.applied(to: endings) } ?? endings
  }

  func chance(_ p: Double, _ mass: Double, yes: (Double) -> Void, no: (Double) -> Void) {
    if p > 0 { yes(mass * p) }
    if p < 1 { no(mass * (1 - p)) }
  }

  func forgetting(_ state: State, _ mass: Double, then: (State, Double) -> Void) {
    guard let key, state.record != nil else { return then(state, mass) }
    var forgotten = state
    forgotten.record = nil
    chance(
      key.forgets, mass, yes: { then(forgotten, $0) }, no: { then(state, $0) })
  }

  func send(_ number: Int, _ state: State, _ mass: Double, _ all: inout [Ending: Double]) {
    var endings = all
    defer { all = endings }
    func received(_ state: State, _ status: Int?, _ mass: Double) {
      // `status` nil: nothing came back, and nothing told why.
      var state = state
      if status == 200, reserves, !state.isConfirming {
        state.time += period(status) - 50
        send(number + 1, confirming(state, after: number), mass, &endings)
        return
      }
      if status == 200 || status.map({ takes[$0] }) == .acknowledged {
        finish(.acknowledged, number, state, mass, &endings)
        return
      }
      let isAnswered = status.map { $0 > 0 } ?? false
      if clientLog == .attempts || clientLog == .timeouts && !isAnswered {
        state.clientLogged = true
      }
      state.time += period(status)
      let retried =
        switch status {
        case nil: retriesTimeout
        case Oracle.notConnected: retriesConnect
        case Oracle.reset: retriesReset
        case 500: retries500
        case 409: key != nil
        case 502: retries502
        case 503: retries503
        case 504: retries504
        default: false
        }
      if retried && number - state.before < attempts {
        retry(number + 1, state, mass, &endings)
      } else {
        let status = isAnswered ? status : nil
        giveUp(belief(after: status, isRetried: retried), number, state, mass, &endings)
      }
    }
    func crashed(_ state: State, _ mass: Double) {
      if hasOutbox && number - state.before < attempts {
        retry(number + 1, state, mass, &endings)
      } else if hasOutbox {
        giveUp(.timeout, number, state, mass, &endings)
      } else {
        finish(.timeout, number, state, mass, &endings, isGone: true)
      }
    }
    /// The request goes its way and no answer is heard.
    func sendIntoCrash(_ state: State, _ mass: Double) {
      chance(
        1 - (1 - c) * (1 - q), mass, yes: { crashed(state, $0) },
        no: { mass in
          let end: (State, Int?, Double) -> Void = { state, _, mass in crashed(state, mass) }
          pass(gateway, state, mass, end)
        })
    }
    func travelBack(_ state: State, _ status: Int?, _ mass: Double) {
      guard let status else { return received(state, nil, mass) }
      // The news that there is no connection is never lost.
      if status == Oracle.notConnected { return received(state, status, mass) }
      chance(
        r, mass, yes: { received(state, nil, $0) },
        no: { mass in
          chance(
            status == Oracle.reset ? 0 : k, mass, yes: { received(state, Oracle.reset, $0) },
            no: { received(state, status, $0) })
        })
    }
    func arrived(_ state: State, _ mass: Double) {
      pass(gateway, state, mass, travelBack)
    }
    func sendOff(_ state: State, _ mass: Double) {
      chance(
        crashes, mass, yes: { sendIntoCrash(state, $0) },
        no: { mass in
          chance(
            c, mass, yes: { received(state, Oracle.notConnected, $0) },
            no: { mass in
              chance(q, mass, yes: { received(state, nil, $0) }, no: { arrived(state, $0) })
            })
        })
    }
    if number > 1, !state.isConfirming {
      forgetting(state, mass, then: sendOff)
    } else {
      sendOff(state, mass)
    }
  }

  /// To the server, through a gateway if there is one.
  func pass(
    _ gateway: Gateway?, _ state: State, _ mass: Double, _ answer: (State, Int?, Double) -> Void
  ) {
    if let gateway { hop(gateway, 1, state, mass, answer) } else { serve(state, mass, answer) }
  }

  func hop(
    _ gateway: Gateway, _ number: Int, _ state: State, _ mass: Double,
    _ answer: (State, Int?, Double) -> Void
  ) {
    func failed(_ state: State, _ status: Int?, _ mass: Double) {
      let isAnswered = status.map { $0 > 0 } ?? false
      let isRetried = !isAnswered || !gateway.passesErrorsOn
      if isRetried && number < gateway.attempts {
        if state.isConfirming { return hop(gateway, number + 1, state, mass, answer) }
        forgetting(state, mass) { hop(gateway, number + 1, $0, $1, answer) }
      } else {
        let isOfConnection = status.map { $0 < 0 } ?? false
        let told = isOfConnection ? 502 : status ?? 504
        var state = state
        if told >= 500 { state.serverLogged = true }
        answer(state, told, mass)
      }
    }
    func heard(_ state: State, _ status: Int, _ mass: Double) {
      switch status {
      // A reservation that is gone stays gone, so it is not retried.
      // Nor is a write retried that is there already, or under way.
      case 200, 409, 410, 412: answer(state, status, mass)
      // What the gateway behind it says of its connection it does not retry, but logs and passes on.
      case 502:
        var state = state
        state.serverLogged = true
        answer(state, status, mass)
      default: failed(state, status, mass)
      }
    }
    func sent(_ mass: Double) {
      pass(gateway.next.first, state, mass) { state, status, mass in
        guard let status else { return failed(state, nil, mass) }
        if status == Oracle.notConnected { return failed(state, status, mass) }
        chance(
          gateway.r, mass, yes: { failed(state, nil, $0) },
          no: { mass in
            chance(
              status == Oracle.reset ? 0 : gateway.k, mass,
              yes: { failed(state, Oracle.reset, $0) },
              no: { heard(state, status, $0) })
          })
      }
    }
    chance(
      gateway.c, mass, yes: { failed(state, Oracle.notConnected, $0) },
      no: { mass in
        chance(gateway.q, mass, yes: { failed(state, nil, $0) }, no: { sent($0) })
      })
  }

  func serve(
    _ state: State, _ mass: Double, _ answer: (State, Int?, Double) -> Void
  ) {
    var state = state
    state.requests += 1
    if isDown(state) {
      if state.answers ?? 0 >= 500 { state.serverLogged = true }
      return answer(state, state.answers, mass)
    }
    func fail(_ state: State, _ mass: Double) {
      var state = state
      if !isSilent, !resets { state.serverLogged = true }
      answer(state, isSilent ? nil : resets ? Oracle.reset : 500, mass)
    }
    var refused = state
    refused.serverLogged = true
    chance(
      refuses, mass, yes: { answer(refused, 503, $0) },
      no: { mass in
        let isWrite = !state.isConfirming
        // The request that recorded the key has died, and no other may do its work.
        if isWrite, state.record == Oracle.inProgress { return answer(state, 409, mass) }
        let isEarly = acknowledgesFirst && isWrite
        if isEarly, state.record != nil { return answer(state, 200, mass) }
        let answerWrite = isEarly ? { answer($0, 200, $2) } : answer
        var state = state
        if isWrite, key?.recorded == .inProgress, state.record == nil {
          state.record = Oracle.inProgress
        }
        guard let restarts else { return work(state, mass, fail, answerWrite) }
        chance(
          restarts.chance, mass, yes: { restart(restarts, state, $0, answerWrite) },
          no: { work(state, $0, fail, answerWrite) })
      })
  }

  func work(
    _ state: State, _ mass: Double, _ fail: (State, Double) -> Void,
    _ answer: (State, Int?, Double) -> Void
  ) {
    if state.isConfirming {
      confirm(state, mass, fail, answer)
    } else if acknowledgesFirst {
      acknowledgeFirst(state, mass, answer)
    } else {
      execute(state, mass, fail, answer)
    }
  }

  func execute(
    _ state: State, _ mass: Double, _ fail: (State, Double) -> Void,
    _ answer: (State, Int?, Double) -> Void
  ) {
    if let record = state.record, record != Oracle.inProgress {
      return replay(record, state, mass, fail, answer)
    }
    chance(
      a, mass, yes: { fail(afterFailureBeforeStoring(state), $0) },
      no: { mass in
        if let status = refusalToStore(state) {
          return chance(
            status == 412 ? b : 0, mass, yes: { fail(afterRefusal(state), $0) },
            no: { answer(afterRefusal(state), status, $0) })
        }
        store(state, mass, crashed: { fail(afterCrashBetween($0), $1) }) { state, mass in
          chance(
            b, mass, yes: { fail(afterFailureAfterStoring(state), $0) },
            no: { mass in
              var state = state
              if state.record != nil { state.record = 200 }
              answer(state, 200, mass)
            })
        }
      })
  }
}
