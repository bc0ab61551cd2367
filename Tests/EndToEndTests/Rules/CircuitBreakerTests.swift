import EndToEnd
import Simulation
import Testing

/// Circuit breakers against a plain list of what happened, and by hand.
@Suite struct CircuitBreakerTests {
  /// One call a second of a single client, which is answered at once and fails with a chance.
  private static func scenario(_ breaker: CircuitBreaker, fails: Double, lasts: Int64) -> Scenario {
    var scenario = Scenario()
    scenario.server.failsBeforeStore = Probability(fails)!
    scenario.client.circuitBreaker = breaker
    scenario.clients = Clients(count: 1, arrivals: .constant(Rate(perSecond: 1)))
    // Not at the instant of a call.
    scenario.clients?.lasts = .milliseconds(lasts * 1_000 + 500)
    return scenario
  }

  private static func breaker(_ change: (inout CircuitBreaker) -> Void) -> CircuitBreaker {
    var breaker = CircuitBreaker()
    // Never at the instant of a call.
    breaker.opensFor = .milliseconds(4_500)
    change(&breaker)
    return breaker
  }

  static let breakers: [(name: String, breaker: CircuitBreaker)] = [
    ("3 of 3", breaker { ($0.failures, $0.of) = (3, 3) }),
    ("4 of 9", breaker { ($0.failures, $0.of) = (4, 9) }),
    ("30 of 70", breaker { ($0.failures, $0.of) = (30, 70) }),
    ("58 of 128", breaker { ($0.failures, $0.of) = (58, 128) }),
    ("2 of 5, at least 5", breaker { ($0.failures, $0.of, $0.atLeast) = (2, 5, 5) }),
    ("50% of 10", breaker { ($0.rate, $0.of, $0.atLeast) = (Probability(0.5), 10, 10) }),
    (
      "55% of 20, at least 4", breaker { ($0.rate, $0.of, $0.atLeast) = (Probability(0.55), 20, 4) }
    ),
    ("45% of 100", breaker { ($0.rate, $0.of, $0.atLeast) = (Probability(0.45), 100, 100) }),
    ("7% of 100", breaker { ($0.rate, $0.of, $0.atLeast) = (Probability(0.07), 100, 100) }),
    ("4 in 6.5 s", breaker { ($0.failures, $0.within) = (4, .milliseconds(6_500)) }),
    (
      "60% in 8.5 s, at least 5",
      breaker { ($0.rate, $0.within, $0.atLeast) = (Probability(0.6), .milliseconds(8_500), 5) }
    ),
    (
      "45% in 150.5 s, at least 100",
      breaker {
        ($0.rate, $0.within, $0.atLeast) = (Probability(0.45), .milliseconds(150_500), 100)
      }
    ),
    ("3 of 3, 4 probes", breaker { ($0.failures, $0.of, $0.probes) = (3, 3, 4) }),
    (
      "3 of 3, 2 of 4 probes",
      breaker { ($0.failures, $0.of, $0.probes, $0.closesAfter) = (3, 3, 4, 2) }
    ),
    (
      "2 in 3.5 s, no probes",
      breaker { ($0.failures, $0.within, $0.probes) = (2, .milliseconds(3_500), 0) }
    ),
  ]

  /// A list of calls, each with its second, since the circuit breaker was closed.
  private struct Reference {
    enum Phase { case closed, open, halfOpen }
    let breaker: CircuitBreaker
    var phase = Phase.closed
    var openedAt = 0.0
    var calls: [(time: Double, hasFailed: Bool)] = []

    init(_ breaker: CircuitBreaker) { self.breaker = breaker }

    /// Whether a call is sent.
    mutating func admits(at time: Double) -> Bool {
      let wait = Double(breaker.opensFor.nanoseconds) / 1e9
      if phase == .open, time > openedAt + wait {
        phase = breaker.probes == 0 ? .closed : .halfOpen
        calls = []
      }
      return phase != .open
    }

    mutating func record(_ hasFailed: Bool, at time: Double) {
      calls.append((time, hasFailed))
      let failures = calls.count { $0.hasFailed }
      if phase == .halfOpen {
        let needed = Int(breaker.closesAfter ?? breaker.probes)
        if calls.count - failures >= needed { (phase, calls) = (.closed, []) }
        if failures > Int(breaker.probes) - needed { open(at: time) }
        return
      }
      guard hasFailed else { return }
      let seen: [(time: Double, hasFailed: Bool)]
      if let within = breaker.within {
        seen = calls.filter { $0.time > time - Double(within.nanoseconds) / 1e9 }
      } else {
        seen = calls.suffix(Int(breaker.of))
      }
      let bad = seen.count { $0.hasFailed }
      if seen.count < breaker.atLeast { return }
      if let rate = breaker.rate {
        // In whole percent, since shares are.
        let percent = Int((rate.value * 100).rounded())
        if bad * 100 >= percent * seen.count { open(at: time) }
      } else if bad >= breaker.failures {
        open(at: time)
      }
    }

    mutating func open(at time: Double) {
      phase = .open
      openedAt = time
      calls = []
    }
  }

  @Test(arguments: breakers.indices)
  func opensAndClosesAsAPlainListSays(index: Int) throws {
    let breaker = Self.breakers[index].breaker
    let isLong = breaker.of > 20 || breaker.atLeast > 20
    let fails = Self.breakers[index].name.hasPrefix("7%") ? 0.07 : 0.45
    let scenario = Self.scenario(breaker, fails: fails, lasts: isLong ? 4_000 : 1_500)
    var reference = Reference(breaker)
    var rejected: UInt64 = 0
    let fleet = Fleet(scenario)
    var world = SampledWorld<Fleet.Event>()
    world.restart(random: KeyedRandom(seed: UInt64(index), trial: 0))
    var state = fleet.start(in: &world)
    while let event = world.advance() {
      let before = state.record.total.unacknowledged
      let begun = state.begun
      fleet.receive(event, state: &state, in: &world)
      let second = Double(world.now.nanoseconds) / 1e9
      switch event {
      case .arrival:
        // After the end of the run nothing begins.
        if state.begun == begun { continue }
        // Only an operation that may not send is decided as it begins.
        let isRejected = state.record.total.unacknowledged > before
        let name = Self.breakers[index].name
        #expect(isRejected != reference.admits(at: second), "\(name), \(second)")
        if isRejected { rejected += 1 }
      case .operation(_, .responseReachesClient(let response)):
        reference.record(!response.status.isSuccess, at: second)
      default: break
      }
    }
    #expect(state.begun > 1_000 && rejected > 30)
  }

  /// Down from 10.5 s on for 4 s; before and after, all is well.
  private func calls(_ breaker: CircuitBreaker) throws -> [UInt32] {
    var scenario = Self.scenario(breaker, fails: 0, lasts: 31)
    scenario.server.outages = [
      PlannedOutage(from: .milliseconds(10_500), lasts: .seconds(4), answers: .refused)
    ]
    var attempts: [UInt32] = []
    var sampler = FleetSampler(scenario, seed: 1)
    _ = try sampler.run(trial: 0) { attempts += $0.map(\.attempts) }
    return attempts
  }

  @Test func threeFailuresInATimeOpenItOnlyIfTheyAreCloseEnough() throws {
    let opens = try calls(Self.breaker { ($0.failures, $0.within) = (3, .milliseconds(2_001)) })
    // The calls of 11, 12 and 13 s fail. It is half-open at 17.5 s, and the call of 18 s closes it.
    #expect(opens.count { $0 == 0 } == 4)
    let stays = try calls(Self.breaker { ($0.failures, $0.within) = (3, .milliseconds(1_999)) })
    #expect(stays.allSatisfy { $0 == 1 } && stays.count == 31)
  }

  /// Retries every 150 ms after a failure that is answered, every 300 ms after silence: two failures open it if
  /// the second was answered.
  @Test func theExplorerForgetsAsTheSamplerDoes() throws {
    let (a, r) = (0.3, 0.2)
    var scenario = TimedTests.scenario(timeout: 200, attempts: 6)
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(100)))
    scenario.server.failsBeforeStore = Probability(a)!
    scenario.network.response.loss = Probability(r)!
    scenario.client.circuitBreaker = Self.breaker {
      ($0.failures, $0.within, $0.opensFor) = (2, .milliseconds(150), .seconds(60))
    }
    // The probabilities of ending after n attempts, by a recursion over them.
    var ends: [UInt32: (acknowledged: Double, error: Double, timeout: Double)] = [:]
    var alive = 1.0
    for number in 1...6 as ClosedRange<UInt32> {
      let failed = alive * a * (1 - r)
      let silent = alive * r
      let isLast = number == 6
      // The second of two opens it, and what would be the next attempt ends the operation.
      let opens = number > 1 || isLast
      ends[number] = (alive * (1 - a) * (1 - r), opens ? failed : 0, isLast ? silent : 0)
      alive = silent + (opens ? 0 : failed)
    }
    let distribution = try OperationExplorer(scenario).distribution()
    #expect(distribution.residual == 0 && !distribution.isApproximate)
    var masses: [UInt32: (acknowledged: Double, error: Double, timeout: Double)] = [:]
    for (outcome, probability) in distribution.outcomes {
      switch outcome.belief {
      case .acknowledged: masses[outcome.attempts, default: (0, 0, 0)].acknowledged += probability
      case .error: masses[outcome.attempts, default: (0, 0, 0)].error += probability
      default: masses[outcome.attempts, default: (0, 0, 0)].timeout += probability
      }
    }
    for (number, expected) in ends {
      let mass = masses[number] ?? (0, 0, 0)
      #expect(abs(mass.acknowledged - expected.acknowledged) < 1e-12, "\(number)")
      #expect(abs(mass.error - expected.error) < 1e-12, "\(number)")
      #expect(abs(mass.timeout - expected.timeout) < 1e-12, "\(number)")
    }
  }

  /// With attempts without end there are finitely many states all the same: what is forgotten makes them equal.
  @Test func aTimeWindowLeavesFinitelyManyStates() throws {
    var scenario = TimedTests.scenario(timeout: 200)
    scenario.client.retry.attempts = nil
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(100)))
    scenario.server.failsBeforeStore = Probability(0.3)
    scenario.client.circuitBreaker = Self.breaker {
      ($0.rate, $0.within, $0.atLeast) = (Probability(0.5), .milliseconds(400), 3)
    }
    let checker = OperationChecker(scenario, mostFaults: nil)
    guard case .broken(let found) = try checker.search(for: { $0.belief == .error }) else {
      Issue.record("three failures open it")
      return
    }
    #expect(found.faults.count == 3)
    guard case .holds = try checker.search(for: { $0.isDuplicate || $0.isLost }) else {
      Issue.record("a failure before storing stores nothing")
      return
    }
  }

  /// Requests at 0 and 10 ms, each answered 15 ms later. If the first fails, the breaker is open at 20 ms, when a third
  /// is due: it is kept back, and the second decides. So it is with one that hurries, due at 15 ms.
  @Test(arguments: [false, true])
  func anOpenBreakerKeepsAHedgeBack(hurries: Bool) throws {
    var scenario = Scenario()
    scenario.server.service = .constant(.milliseconds(15))
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.client.retry.attempts = 3
    scenario.client.hedge = Hedge(after: .milliseconds(10), attempts: 3, hurries: hurries)
    var breaker = CircuitBreaker()
    breaker.failures = 1
    breaker.of = 1
    scenario.client.circuitBreaker = breaker
    var sampler = OperationSampler(scenario, seed: 1)
    let outcomes = try (0..<2_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0) }
    #expect(outcomes.allSatisfy { $0.attempts == 2 })
    let acknowledged = outcomes.count { $0.belief == .acknowledged }
    #expect(Interval(0.75, outcomes.count).contains(acknowledged))
  }

  /// Calls at 1, 2, … s, each answered 500 after 2.5 s. The first answer opens the breaker from 3.5 to 8.2 s. The call
  /// of 9 s is the probe, and those of 10 and 11 s come while it is under way.
  @Test func aProbeUnderWayIsTheOnlyOne() throws {
    var scenario = Self.scenario(
      Self.breaker { ($0.failures, $0.of, $0.opensFor) = (1, 1, .milliseconds(4_700)) }, fails: 1,
      lasts: 12)
    scenario.client.timeout = .seconds(10)
    scenario.server.service = .constant(.milliseconds(2_500))
    var sampler = FleetSampler(scenario, seed: 1)
    // Those of 1, 2 and 3 s, and the probe.
    #expect(try sampler.run(trial: 0) { _ in }.total.requests == 4)
  }

  /// Calls at 4 and 8 s. The first attempt of each is given up after 1 s, which opens the breaker for 0.5 s. After
  /// another 0.5 s the second one probes, and is abandoned when the first is answered 2.5 s after it was sent.
  @Test func aProbeThatIsAbandonedMakesRoomForAnother() throws {
    var scenario = Self.scenario(
      Self.breaker { ($0.failures, $0.of, $0.opensFor) = (1, 1, .milliseconds(500)) }, fails: 0,
      lasts: 9)
    scenario.clients?.arrivals = .constant(Rate(perSecond: 0.25))
    scenario.client.timeout = .seconds(1)
    scenario.client.acceptsLateResponses = true
    scenario.client.retry.attempts = 2
    scenario.client.retry.backoff = Backoff(.fixed(.seconds(1)))
    scenario.server.service = .constant(.milliseconds(2_500))
    var sampler = FleetSampler(scenario, seed: 1)
    var outcomes: [Outcome] = []
    _ = try sampler.run(trial: 0) { outcomes += $0 }
    #expect(outcomes.map(\.belief) == [.acknowledged, .acknowledged])
    #expect(outcomes.map(\.time) == [.milliseconds(2_500), .milliseconds(2_500)])
  }

  /// An open breaker tells nothing about the data: a write that has heard nothing so far ends as a timeout.
  @Test func anOpenBreakerEndsAWriteWithWhatItSawLast() throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 3)
    scenario.network.request.loss = .always
    scenario.client.circuitBreaker = Self.breaker { ($0.failures, $0.of) = (1, 1) }
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.attempts == 1)
  }
}
