import EndToEnd
import Simulation
import Testing

/// What must hold for any fleet, whatever its numbers.
@Suite struct FleetTests {
  /// Fleets that differ in who waits for whom.
  static let fleets: [(name: String, scenario: Scenario)] = {
    var plain = Scenario()
    plain.client.timeout = .milliseconds(150)
    plain.client.retry.attempts = 3
    plain.client.retry.backoff = Backoff(.fixed(.milliseconds(50)), jitter: .full)
    plain.network.request = Link(
      loss: Probability(0.02), latency: .exponential(mean: .milliseconds(5)))
    plain.network.response = plain.network.request
    plain.server.service = .exponential(mean: .milliseconds(10))
    plain.server.failsBeforeStore = Probability(0.01)
    plain.server.failsAfterStore = Probability(0.01)
    var capacity = Capacity()
    capacity.workers = 2
    capacity.queue = 30
    plain.server.capacity = capacity
    plain.clients = Clients(
      count: 20,
      arrivals: .profile([
        .init(from: .zero, rate: Rate(perSecond: 150)),
        .init(from: .seconds(1), rate: Rate(perSecond: 400)),
        .init(from: .seconds(2), rate: Rate(perSecond: 0)),
      ]))
    plain.clients?.lasts = .seconds(20)

    var lifo = plain
    lifo.server.capacity?.discipline = .lifo
    var cancelling = plain
    cancelling.server.capacity?.hearsCancellation = true
    var keyed = plain
    keyed.key = IdempotencyKey()
    keyed.key?.window = .seconds(60)
    var gateway = cancelling
    gateway.gateway = Gateway()
    gateway.gateway?.retry.attempts = 2
    gateway.gateway?.timeout = .milliseconds(60)
    var deadline = plain
    deadline.client.deadline = .milliseconds(200)
    deadline.client.propagatesDeadline = true
    var throttled = plain
    throttled.client.budget = RetryBudget()
    throttled.client.budget?.perSecond = 1
    throttled.client.circuitBreaker = CircuitBreaker()
    throttled.client.circuitBreaker?.opensFor = .milliseconds(300)
    var hedged = lifo
    hedged.client.hedge = Hedge(after: .milliseconds(40))
    hedged.server.capacity?.hearsCancellation = true
    var people = throttled
    people.person = Person()
    people.person?.resubmits = Probability(0.7)
    people.person?.after = .exponential(mean: .milliseconds(300))
    people.person?.pressesTwice = .init(
      chance: Probability(0.1), after: .exponential(mean: .milliseconds(20)))
    people.person?.closesPage = .init(
      chance: Probability(0.05), after: .exponential(mean: .milliseconds(100)))
    var peopleOnOneKey = people
    peopleOnOneKey.client = cancelling.client
    peopleOnOneKey.server = cancelling.server
    peopleOnOneKey.client.deadline = .milliseconds(200)
    peopleOnOneKey.client.propagatesDeadline = true
    peopleOnOneKey.key = IdempotencyKey()
    peopleOnOneKey.key?.scope = .intention
    peopleOnOneKey.key?.window = .seconds(1)
    var stopping = hedged
    stopping.server.outages = [
      PlannedOutage(from: .milliseconds(1_200), lasts: .milliseconds(200)),
      PlannedOutage(from: .milliseconds(1_600), lasts: .seconds(1), answers: .status(.unavailable)),
    ]
    stopping.key = IdempotencyKey()
    stopping.key?.window = .milliseconds(100)
    var stoppingAtDeadline = deadline
    stoppingAtDeadline.server.outages = stopping.server.outages
    var stoppingGateway = gateway
    stoppingGateway.server.outages = stopping.server.outages
    var forgetful = plain
    forgetful.client.budget = RetryBudget()
    forgetful.client.budget?.tokens = .init(1)
    forgetful.client.budget?.successEarns = .init(0.2)
    forgetful.client.budget?.refunds = .also
    forgetful.client.budget?.window = .milliseconds(700)
    var hurried = hedged
    hurried.client.hedge = Hedge(after: .milliseconds(40), attempts: 3, hurries: true)
    hurried.client.budget = RetryBudget()
    hurried.client.budget?.retryCosts = .none
    hurried.client.budget?.failureCosts = .init(1)
    hurried.client.budget?.retriesAbove = .init(5)
    var connecting = plain
    connecting.network.connect = ConnectionFaults(
      fails: Probability(0.1), after: .milliseconds(20))
    connecting.network.breaks = Probability(0.1)
    return [
      ("plain", plain), ("lifo", lifo), ("cancelling", cancelling), ("keyed", keyed),
      ("gateway", gateway), ("deadline", deadline), ("throttled", throttled), ("hedged", hedged),
      ("stopping", stopping), ("stopping, deadline", stoppingAtDeadline),
      ("stopping, gateway", stoppingGateway),
      ("forgetful", forgetful), ("hurried", hurried),
      ("connecting", connecting), ("people", people), ("people on one key", peopleOnOneKey),
    ]
  }()

  @Test(arguments: fleets.indices)
  func everyOperationEndsOnce(index: Int) throws {
    var sampler = FleetSampler(Self.fleets[index].scenario, seed: 3)
    var ended: UInt64 = 0
    var acknowledged: UInt64 = 0
    let record = try sampler.run(trial: 0) { outcomes in
      ended += UInt64(outcomes.count)
      acknowledged += UInt64(outcomes.count { $0.belief == .acknowledged })
    }
    #expect(record.total.begun > 400)
    #expect(ended == record.total.begun)
    #expect(acknowledged == record.total.acknowledged)
    #expect(acknowledged + record.total.unacknowledged == ended)
  }

  /// L = λ W (Little, 1961), without an error where the queue is empty at both ends.
  @Test(arguments: fleets.indices)
  func littlesLawHoldsExactly(index: Int) throws {
    let (name, scenario) = Self.fleets[index]
    var sampler = FleetSampler(scenario, seed: 4)
    let record = try sampler.run(trial: 0) { _ in }
    let total = record.total
    #expect(total.queueArea > 0)
    switch name {
    case "cancelling", "gateway", "deadline", "hedged", "hurried", "people on one key":
      #expect(total.dropped > 0)
    case _ where name.hasPrefix("stopping"):
      #expect(total.dropped > 0 && total.lost > 0)
    default:
      #expect(total.dropped == 0)
    }
    #expect(total.queueArea == total.waited + total.droppedWaited)
    #expect(total.started + total.dropped + total.turnedAway == total.requests)
    #expect(total.started == total.served + total.lost)
  }

  @Test(arguments: fleets.indices)
  func theBinsAddUpToTheTotals(index: Int) throws {
    var scenario = Self.fleets[index].scenario
    // As it closes the queue is not empty: what is still going on belongs to neither.
    scenario.clients?.lasts = .milliseconds(1_999)
    var sampler = FleetSampler(scenario, seed: 5)
    let record = try sampler.run(trial: 0) { _ in }
    var sum = LoadRecord.Totals()
    for bin in record.bins { sum.merge(bin) }
    #expect(sum == record.total)
    #expect(record.measured == .milliseconds(1_999))
  }

  /// With room for all, an operation among many ends as one of its kind by itself.
  @Test(arguments: ["plain", "people on one key", "connecting"])
  func withoutLimitsItIsAsIfEachWereAlone(name: String) throws {
    var scenario = try #require(Self.fleets.first { $0.name == name }?.scenario)
    scenario.server.capacity = nil
    var sampler = FleetSampler(scenario, seed: 1)
    var counts = [0, 0, 0, 0]
    var total = 0.0
    for run in 0..<10 {
      _ = try sampler.run(trial: UInt64(run)) { outcomes in
        total += Double(outcomes.count)
        for outcome in outcomes {
          if outcome.isDuplicate { counts[0] += 1 }
          if outcome.isDisagreement { counts[1] += 1 }
          if outcome.attempts > 1 { counts[2] += 1 }
          if outcome.submissions > 1 { counts[3] += 1 }
        }
      }
    }
    var alone = scenario
    alone.clients = nil
    var operations = OperationSampler(alone, seed: 2)
    var expected = [0, 0, 0, 0]
    let trials = 10_000
    for trial in 0..<UInt64(trials) {
      let outcome = try operations.outcome(ofTrial: trial)
      if outcome.isDuplicate { expected[0] += 1 }
      if outcome.isDisagreement { expected[1] += 1 }
      if outcome.attempts > 1 { expected[2] += 1 }
      if outcome.submissions > 1 { expected[3] += 1 }
    }
    for (count, other) in zip(counts, expected) {
      let share = Double(count) / total
      let reference = Double(other) / Double(trials)
      let error = (reference * (1 / total + 1 / Double(trials))).squareRoot()
      #expect(abs(share - reference) < 5 * error + 1e-4)
    }
  }

  @Test func aRunIsTheSameEachTime() throws {
    let scenario = Self.fleets[0].scenario
    var first = FleetSampler(scenario, seed: 9)
    var second = FleetSampler(scenario, seed: 9)
    _ = try second.run(trial: 3) { _ in }
    var outcomes: [Outcome] = []
    let record = try first.run(trial: 7) { outcomes += $0 }
    var again: [Outcome] = []
    #expect(try second.run(trial: 7) { again += $0 } == record)
    #expect(again == outcomes)
    #expect(try second.run(trial: 8) { _ in } != record)
  }

  /// n operations cause at most n (1 + ratio) requests and those that full buckets pay for.
  @Test func aBudgetBoundsTheAmplification() throws {
    var scenario = try #require(Self.fleets.first { $0.name == "plain" }?.scenario)
    scenario.client.retry.attempts = 10
    scenario.client.retry.backoff = .none
    scenario.network.request.loss = .always
    scenario.client.budget = RetryBudget()
    scenario.client.budget?.ratio = .init(0.2)
    scenario.client.budget?.tokens = .init(5)
    var sampler = FleetSampler(scenario, seed: 1)
    var sent: UInt64 = 0
    let record = try sampler.run(trial: 0) { outcomes in
      for outcome in outcomes { sent += UInt64(outcome.attempts) }
    }
    let begun = Double(record.total.begun)
    #expect(Double(sent) <= begun * 1.2 + 5 * 20)
    // Each client comes to its bound, save for what is left of a token.
    #expect(Double(sent) >= begun * 1.2 + 5 * 20 - 20)
    scenario.client.budget = nil
    var without = FleetSampler(scenario, seed: 1)
    var all: UInt64 = 0
    _ = try without.run(trial: 0) { for outcome in $0 { all += UInt64(outcome.attempts) } }
    #expect(all == record.total.begun * 10)
  }

  /// A budget that costs and gives in every way, and the least that a retry costs with the failure before it.
  private static let budgets: [(budget: RetryBudget, least: Double)] = {
    var prices = RetryBudget()
    prices.retryCosts = .init(2)
    prices.timeoutCosts = .init(3)
    prices.successEarns = .init(0.3)
    var also = prices
    also.refunds = .also
    var instead = prices
    instead.refunds = .instead
    instead.perSecond = 1
    var throttle = RetryBudget()
    throttle.ratio = .none
    throttle.successEarns = .init(0.1)
    throttle.retryCosts = .none
    throttle.failureCosts = .init(1)
    throttle.retriesAbove = .init(5)
    var both = throttle
    both.retryCosts = .init(0.5)
    both.retriesAbove = nil
    both.refunds = .instead
    return [(prices, 2), (also, 2), (instead, 2), (throttle, 1), (both, 1.5)]
  }()

  @Test(arguments: budgets.indices, [0.2, 0.6, 1])
  func theBoundHoldsHoweverABudgetGivesAndTakes(index: Int, loss: Double) throws {
    let (budget, least) = Self.budgets[index]
    var scenario = Self.fleets[0].scenario
    scenario.client.retry.attempts = 10
    scenario.client.retry.backoff = .none
    scenario.network.request.loss = Probability(loss)!
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.client.budget = budget
    var sampler = FleetSampler(scenario, seed: 2)
    var sent = 0.0
    let record = try sampler.run(trial: 0) { outcomes in
      for outcome in outcomes { sent += Double(outcome.attempts) }
    }
    let begun = Double(record.total.begun)
    // Nothing begins after 20 s, and ten attempts take 1.5 s at most.
    let time = Double(budget.perSecond) * 22 * 20
    let earned = begun * budget.ratio.value + begun * budget.successEarns.value + time
    let free = budget.refunds == .never ? 0 : begun
    #expect(sent <= begun + free + (budget.tokens.value * 20 + earned) / least)
    // Else the bound has not been tried.
    if loss == 1 { #expect(sent > begun * 1.02) }
  }

  /// In all windows together: the tokens of each, and all that was earned twice.
  @Test func aWindowBoundsTheAmplification() throws {
    var scenario = Self.fleets[0].scenario
    scenario.client.retry.attempts = 10
    scenario.client.retry.backoff = .none
    scenario.network.request.loss = .always
    scenario.client.budget = RetryBudget()
    scenario.client.budget?.tokens = .init(2)
    scenario.client.budget?.ratio = .init(0.2)
    scenario.client.budget?.window = .seconds(1)
    var sampler = FleetSampler(scenario, seed: 1)
    var sent = 0.0
    let record = try sampler.run(trial: 0) { outcomes in
      for outcome in outcomes { sent += Double(outcome.attempts) }
    }
    let begun = Double(record.total.begun)
    // Operations begin for 2 s, and attempts for 1.5 s more: four windows of 20 clients.
    #expect(sent <= begun * 1.4 + 4 * 2 * 20)
    // More than from a bucket that never forgets what was taken out of it.
    #expect(sent > begun * 1.2 + 2 * 20)
  }

  @Test func aClosedLoopHasOneOperationOfAClientAtATime() throws {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(1_000)
    scenario.server.service = .exponential(mean: .milliseconds(10))
    var capacity = Capacity()
    capacity.workers = 1
    scenario.server.capacity = capacity
    scenario.clients = Clients(
      count: 5, arrivals: .closed(thinkTime: .exponential(mean: .milliseconds(40))))
    scenario.clients?.warmsUp = .seconds(2)
    scenario.clients?.lasts = .seconds(22)
    // The machine repairman: P(n) ∝ 5! / (5 − n)! · (1/4)^n, and the worker idles in state 0.
    var weights = [1.0]
    for busy in 1...5 { weights.append(weights[busy - 1] * Double(6 - busy) / 4) }
    let throughput = 100 * (1 - weights[0] / weights.reduce(0, +))
    let rates = try QueueingTests.runs(of: scenario).map { Double($0.served) / 20 }
    QueueingTests.expect(rates, around: throughput)
  }

  /// What is cancelled must be what was sent, or the server looks for it in vain.
  @Test func aConfirmIsCancelledLikeAWrite() throws {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(50)
    scenario.reservation = Reservation()
    scenario.network.response.loss = Probability(0.5)
    scenario.server.capacity = Capacity()
    scenario.server.capacity?.hearsCancellation = true
    var cancelled: Set<Request.Kind> = []
    for trial in 0..<20 as Range<UInt64> {
      var sent: [Request] = []
      for step in try Tracer(scenario, seed: 1).trace(trial: trial).steps {
        switch step.event {
        case .requestReachesServer(let request): sent.append(request)
        case .cancellationReachesServer(let request):
          #expect(sent.contains(request))
          cancelled.insert(request.kind)
        default: break
        }
      }
    }
    #expect(cancelled == [.write, .confirm])
  }

  @Test func timeThatDoesNotMoveOnIsALimit() throws {
    var scenario = Scenario()
    scenario.clients = Clients(count: 1, arrivals: .closed(thinkTime: .none))
    scenario.client.timeout = .nanoseconds(1)
    var limits = FleetSampler.Limits()
    limits.eventsOfAnInstant = 10_000
    limits.inFlight = 100_000
    var sampler = FleetSampler(scenario, seed: 1, limits: limits)
    #expect(throws: SimulationError.instant(trial: 0, limit: 10_016)) {
      try sampler.run(trial: 0) { _ in }
    }
  }

  @Test func aQueueThatGrowsWithoutEndIsALimit() throws {
    var scenario = QueueingTests.queue(utilization: 5, workers: 1, service: .constant(.seconds(1)))
    scenario.clients?.lasts = .seconds(1_000)
    var limits = FleetSampler.Limits()
    limits.inFlight = 1_000
    var sampler = FleetSampler(scenario, seed: 1, limits: limits)
    #expect(throws: SimulationError.inFlight(trial: 0, limit: 1_000)) {
      try sampler.run(trial: 0) { _ in }
    }
  }
}
