import EndToEnd
import Simulation

/// Scenarios in which everything that can go wrong often does, one for each way of retrying and
/// protecting, with and without a gateway, and some with several.
enum DiverseScenarios {
  static let all: [Scenario] = {
    var scenarios: [Scenario] = []
    for (index, scenario) in strategies.enumerated() {
      scenarios.append(scenario)
      var behindGateway = scenario
      var gateway = Gateway()
      gateway.timeout = .milliseconds(120)
      gateway.network = scenario.network
      gateway.retry.attempts = 2
      gateway.retry.backoff = Backoff(.fixed(.milliseconds(30)))
      gateway.acceptsLateResponses = scenario.client.acceptsLateResponses
      behindGateway.gateway = gateway
      scenarios.append(behindGateway)
      if index.isMultiple(of: 3) {
        behindGateway.gateways[0].timeout = .milliseconds(400)
        gateway.retry.retriedStatuses = []
        gateway.retry.attempts = 3
        behindGateway.gateways += [gateway, gateway]
        scenarios.append(behindGateway)
      }
    }
    return scenarios
  }()

  private static var strategies: [Scenario] {
    var silent = rough
    silent.server.failure = .silent
    silent.client.deadline = .milliseconds(450)
    silent.client.readBack = .each
    var reading = rough
    reading.client.readBack = .each
    reading.client.retry.retriedStatuses = [.serverError, .gatewayTimeout]
    var hasty = rough
    hasty.server.acknowledges = .beforeStore
    hasty.client.retry.backoff = .none
    hasty.client.readBack = .each
    var deaf = rough
    deaf.client.acceptsLateResponses = false
    deaf.client.retry.retriesTimeouts = true
    deaf.logs.client = .nothing
    // Many requests at once: some overtake the one that holds the key, and record it.
    var crowded = rough
    crowded.client.timeout = .milliseconds(50)
    crowded.client.retry.attempts = 8
    crowded.server.service = .exponential(mean: .milliseconds(200))
    crowded.key = IdempotencyKey()
    crowded.key?.inFlight = .race
    var told = crowded
    told.client.deadline = .milliseconds(250)
    told.client.propagatesDeadline = true
    var waiting = told
    waiting.key?.inFlight = .wait
    var hedged = rough
    hedged.client.hedge = Hedge(after: .milliseconds(50), attempts: 3)
    hedged.client.retry.attempts = 5
    var hedgedAndKeyed = hedged
    hedgedAndKeyed.key = IdempotencyKey()
    var throttled = hedged
    throttled.client.budget = RetryBudget()
    throttled.client.budget?.tokens = .init(2)
    throttled.client.budget?.perSecond = 4
    throttled.client.circuitBreaker = CircuitBreaker()
    throttled.client.circuitBreaker?.failures = 2
    throttled.client.circuitBreaker?.of = 4
    throttled.client.circuitBreaker?.opensFor = .milliseconds(40)
    var hurried = rough
    hurried.client.hedge = Hedge(after: .milliseconds(80), attempts: 4, hurries: true)
    hurried.client.budget = RetryBudget()
    hurried.client.budget?.tokens = .init(4)
    hurried.client.budget?.retryCosts = .none
    hurried.client.budget?.failureCosts = .init(1)
    hurried.client.budget?.retriesAbove = .init(2)
    var forgetful = rough
    forgetful.client.budget = RetryBudget()
    forgetful.client.budget?.tokens = .init(1.5)
    forgetful.client.budget?.timeoutCosts = .init(1.2)
    forgetful.client.budget?.refunds = .also
    forgetful.client.budget?.window = .milliseconds(100)
    let basic = [
      rough, silent, reading, hasty, deaf, crowded, told, waiting, hedged, hedgedAndKeyed,
      throttled, hurried, forgetful,
    ]
    return basic
      + chosen + keyed + reserved + compared + down + connecting
  }

  /// Down at the beginning and now and again, with everything that a restart can interrupt.
  private static var down: [Scenario] {
    var plain = rough
    plain.server.outage = Outage()
    plain.server.outage?.chance = Probability(0.3)
    plain.server.outage?.lasts = .constant(.milliseconds(600))
    plain.server.outage?.answers = .unavailable
    plain.client.retry.retriedStatuses = [.serverError, .unavailable]
    plain.server.restarts = ServerRestarts()
    plain.server.restarts?.chance = Probability(0.4)
    plain.server.restarts?.stores = Probability(0.6)
    plain.server.restarts?.lasts = .exponential(mean: .milliseconds(100))
    plain.server.restarts?.answers = Status(code: 502)
    var silent = plain
    silent.server.outage?.answers = nil
    silent.server.restarts?.answers = nil
    silent.client.readBack = .each
    silent.clientChosenID = ClientChosenID()
    silent.clientChosenID?.edits = .milliseconds(30)
    var hedged = plain
    hedged.client.hedge = Hedge(after: .milliseconds(20), attempts: 3)
    hedged.client.deadline = .milliseconds(400)
    hedged.client.propagatesDeadline = true
    var twoSteps = hedged
    twoSteps.reservation = Reservation()
    twoSteps.server.failover = Server.Failover(loses: Probability(0.3), after: .milliseconds(60))
    let keyed = IdempotencyKey.Recording.allCases.flatMap { recorded in
      [false, true].map { forgets in
        var keyed = hedged
        keyed.server.restarts?.forgetsKeys = forgets
        keyed.server.restarts?.chance = Probability(0.2)
        keyed.key = IdempotencyKey()
        keyed.key?.recorded = recorded
        keyed.key?.failsBetween = Probability(0.3)
        keyed.key?.inFlight = forgets ? .race : .wait
        keyed.key?.replays = forgets ? .successOnly : .original
        keyed.key?.window = .milliseconds(200)
        return keyed
      }
    }
    return [plain, silent, hedged, twoSteps] + keyed
  }

  /// With connections that are not made, at once or never, and connections that break.
  private static var connecting: [Scenario] {
    var plain = rough
    plain.network.connect = ConnectionFaults(fails: Probability(0.3), after: .milliseconds(15))
    plain.network.breaks = Probability(0.3)
    plain.client.retry.retriedStatuses = [.serverError, .badGateway]
    var reading = plain
    reading.client.readBack = .each
    reading.network.connect.after = .seconds(1)
    reading.client.retry.backoff = .none
    var throttled = plain
    throttled.client.circuitBreaker = CircuitBreaker()
    throttled.client.circuitBreaker?.failures = 2
    throttled.client.circuitBreaker?.of = 3
    throttled.client.circuitBreaker?.opensFor = .milliseconds(40)
    throttled.client.deadline = .milliseconds(300)
    var hedged = plain
    hedged.client.hedge = Hedge(after: .milliseconds(10), attempts: 3)
    hedged.client.retry.attempts = 5
    var crashing = plain
    crashing.client.crashes.chance = Probability(0.2)
    crashing.client.crashes.restartsAfter = .milliseconds(10)
    crashing.client.hasOutbox = true
    crashing.reservation = Reservation()
    crashing.key = IdempotencyKey()
    var cautious = plain
    cautious.client.retry.retriesTimeouts = false
    cautious.client.retry.retriedConnectionFailures = [.notConnected]
    cautious.client.retry.retriedStatuses = []
    return [plain, reading, throttled, hedged, crashing, cautious]
  }

  /// Compared afterwards, twice, by a job that does not see everything.
  private static var compared: [Scenario] {
    var losing = rough
    losing.server.failover = Server.Failover(loses: Probability(0.3), after: .milliseconds(60))
    var hasty = losing
    hasty.server.acknowledges = .beforeStore
    hasty.clientChosenID = ClientChosenID()
    hasty.clientChosenID?.edits = .milliseconds(90)
    var keyed = losing
    keyed.key = IdempotencyKey()
    keyed.key?.window = .milliseconds(200)
    var twoSteps = losing
    twoSteps.reservation = Reservation()
    twoSteps.reservation?.expires = .milliseconds(400)
    return [rough, losing, hasty, keyed, twoSteps].map { scenario in
      var compared = scenario
      compared.reconciliation = Reconciler()
      compared.reconciliation?.every = .milliseconds(150)
      compared.reconciliation?.passes = 2
      compared.reconciliation?.sees = Probability(0.7)
      return compared
    }
  }

  /// In two steps, with reservations that expire, are read back, protected by a key, or lost.
  private static var reserved: [Scenario] {
    var plain = rough
    plain.client.retry.attempts = 3
    plain.reservation = Reservation()
    plain.reservation?.expires = .milliseconds(400)
    var hasty = plain
    hasty.reservation?.expires = .milliseconds(60)
    hasty.client.hedge = Hedge(after: .milliseconds(50))
    var reading = plain
    reading.client.readBack = .each
    reading.server.failover = Server.Failover(loses: Probability(0.3), after: .milliseconds(60))
    reading.client.crashes.chance = Probability(0.1)
    reading.client.crashes.restartsAfter = .milliseconds(40)
    reading.client.hasOutbox = true
    let keyed = IdempotencyKey.Recording.allCases.map { recorded in
      var keyed = plain
      keyed.key = IdempotencyKey()
      keyed.key?.recorded = recorded
      keyed.key?.failsBetween = Probability(0.3)
      keyed.key?.inFlight = recorded == .afterData ? .race : .conflict
      keyed.key?.replays = recorded == .withData ? .original : .success
      keyed.key?.window = .milliseconds(200)
      keyed.client.deadline = .milliseconds(700)
      keyed.client.propagatesDeadline = true
      return keyed
    }
    return [plain, hasty, reading] + keyed
  }

  private static var chosen: [Scenario] {
    [false, true].flatMap { ifMatch in
      var scenario = rough
      scenario.clientChosenID = ClientChosenID()
      scenario.clientChosenID?.edits = .milliseconds(30)
      scenario.clientChosenID?.ifMatch = ifMatch
      var hasty = scenario
      hasty.server.acknowledges = .beforeStore
      var racing = scenario
      racing.key = IdempotencyKey()
      racing.key?.recorded = .beforeData
      racing.key?.inFlight = .race
      racing.key?.failsBetween = Probability(0.2)
      racing.server.service = .exponential(mean: .milliseconds(200))
      racing.client.crashes.chance = Probability(0.2)
      racing.client.crashes.restartsAfter = .milliseconds(40)
      racing.client.hasOutbox = ifMatch
      racing.server.refusal.chance = Probability(0.1)
      racing.client.retry.retriedStatuses = [.serverError, .unavailable]
      racing.server.failover = Server.Failover(
        loses: Probability(0.2), after: .milliseconds(60))
      return [scenario, hasty, racing]
    }
  }

  private static var keyed: [Scenario] {
    var scenarios: [Scenario] = []
    for recorded in IdempotencyKey.Recording.allCases {
      for inFlight in IdempotencyKey.InFlight.allCases {
        for replays in IdempotencyKey.Replay.allCases {
          var key = IdempotencyKey()
          key.recorded = recorded
          key.inFlight = inFlight
          key.replays = replays
          key.failsBetween = Probability(0.3)
          key.forgets = Probability(0.3)
          key.window = .milliseconds(300)
          var scenario = rough
          scenario.key = key
          scenario.server.service = .exponential(mean: .milliseconds(150))
          if replays == .original {
            scenario.server.acknowledges = inFlight == .race ? .beforeStore : .afterStore
            scenario.server.failure = inFlight == .wait ? .silent : .answered
          }
          scenarios.append(scenario)
        }
      }
    }
    return scenarios
  }

  private static var rough: Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.client.retry.attempts = 4
    scenario.client.retry.backoff = Backoff(
      .exponential(base: .milliseconds(50), factor: 2, cap: .seconds(1)), jitter: .full)
    let link = Link(loss: Probability(0.2), latency: .exponential(mean: .milliseconds(40)))
    scenario.network.request = link
    scenario.network.response = link
    scenario.server.service = .exponential(mean: .milliseconds(50))
    scenario.server.failsBeforeStore = Probability(0.15)
    scenario.server.failsAfterStore = Probability(0.15)
    return scenario
  }
}
