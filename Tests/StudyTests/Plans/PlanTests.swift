import EndToEnd
import Simulation
import Statistics
import Study
import Testing

/// Plans give what the experiments give that they stand for.
@Suite struct PlanTests {
  private static func model(clients: Clients? = nil) -> Model {
    var once = Scenario()
    once.client.timeout = .milliseconds(200)
    once.network.request.loss = Probability(0.1)
    once.network.response.loss = Probability(0.1)
    once.clients = clients
    if clients != nil {
      once.server.capacity = Capacity()
      once.server.service = .constant(.milliseconds(1))
    }
    var twice = once
    twice.client.retry.attempts = 2
    return Model(
      name: "some", title: "Some",
      strategies: [
        Strategy(name: "once", scenario: once), Strategy(name: "twice", scenario: twice),
      ],
      never: [.duplicate])
  }

  private static let fleet: Clients = {
    var clients = Clients(count: 10, arrivals: .poisson(Rate(perSecond: 50)))
    clients.lasts = .seconds(2)
    return clients
  }()

  @Test func aPlanSamplesAsAnExperimentDoes() throws {
    let model = Self.model()
    var plan = ComparisonPlan(model)
    plan.trials = 5_000
    plan.seed = 3
    plan.baseline = 0
    var experiment = Experiment(model.strategies)
    experiment.trials = 5_000
    experiment.seed = 3
    experiment.baseline = 0
    let result = try plan.run()
    #expect(result.comparison == Comparison(model, try experiment.run(), of: experiment))
    #expect(result.isComplete && result.done == 5_000)
    #expect(result.comparison.results.allSatisfy { $0.times == nil })
    plan.keepsTimes = true
    #expect(try plan.run().comparison.results.allSatisfy { $0.times != nil })
  }

  @Test(arguments: [1, 2_500, 4_999] as [UInt64])
  func partsTogetherAreTheWhole(cut: UInt64) throws {
    var plan = ComparisonPlan(Self.model())
    plan.trials = 5_000
    let total = try plan.total()
    let first = try plan.count(0..<cut)
    let counts = first.merged(with: try plan.count(cut..<total))
    #expect(first.amount == cut && counts.amount == total)
    #expect(try plan.comparison(of: counts) == plan.run().comparison)
  }

  @Test func anExactPlanIsExact() throws {
    let result = try ComparisonPlan(Self.model(), method: .exact).run()
    let duplicate = try #require(result.comparison.results[1][.share(.duplicate)]?.estimate)
    // The first write is stored and its answer lost; the second arrives.
    #expect(abs(duplicate.value - 0.9 * 0.1 * 0.9) < 1e-12)
    #expect(duplicate.low == duplicate.high && result.isComplete)
  }

  @Test func aRarePlanAgreesWithAnExactOne() throws {
    var plan = ComparisonPlan(Self.model(), method: .rare)
    plan.trials = 8_192
    let rare = try plan.run().comparison.results[1]
    let estimate = try #require(rare[.share(.duplicate)]?.estimate)
    #expect(rare.method.name == "rare" && abs(estimate.value - 0.081) < 0.01)
  }

  @Test func manyClientsAreRunAsAWhole() throws {
    let model = Self.model(clients: Self.fleet)
    var plan = ComparisonPlan(model)
    #expect(plan.method == .load)
    #expect(ComparisonPlan(model, method: .rare).method == .rareLoad)
    plan.runs = 2
    let result = try plan.run()
    #expect(result.done == 2 && result.comparison.results[0].method.runs == 2)
    #expect(throws: StudyError.needsSingleOperations(.exact)) {
      try ComparisonPlan(model, method: .exact).run()
    }
  }

  @Test func aPilotChoosesTheTrials() throws {
    var plan = ComparisonPlan(Self.model())
    let goal = PrecisionGoal(.relative(0.1), of: [.share(.duplicate)])
    plan.precision = goal
    plan.trials = 100_000
    let result = try plan.run()
    #expect(result.done < 100_000 && result.done == result.planned)
    // Without a retry there is no duplicate, however many trials there are.
    let shortfalls = goal.shortfalls(of: result.comparison.results)
    #expect(shortfalls.map(\.strategy) == ["once"] && shortfalls[0].isUnseen)
  }

  @Test func anInterruptionBeforeTheFirstTrialIsAnError() {
    let interruption = Interruption()
    interruption.raise()
    #expect(throws: StudyError.interrupted) {
      try ComparisonPlan(Self.model()).run(until: interruption)
    }
  }

  @Test func aLimitNamesItsStrategy() throws {
    var model = Self.model()
    model.eventLimit = 1
    let error = #expect(throws: StudyError.self) { try ComparisonPlan(model).run() }
    #expect(error == .limit(.events(trial: 0, limit: 1), strategy: "once"))
    #expect(error?.isLimit == true)
    var exact = ComparisonPlan(Self.model(), method: .exact)
    exact.explorationLimits.states = 2
    #expect(throws: StudyError.exploration(.states(limit: 2), strategy: "once")) {
      try exact.run()
    }
  }

  @Test func aSweepComparesAtEachPoint() throws {
    let points = ([1, 2] as [UInt32]).map { attempts in
      var scenario = Self.model().strategies[0].scenario
      scenario.client.retry.attempts = attempts
      let model = Model(
        name: "some", title: "Some", strategies: [Strategy(name: "one", scenario: scenario)])
      return SweepPlan.Point(
        values: [SweepValue(text: "\(attempts)", number: Double(attempts))],
        plan: ComparisonPlan(model, method: .exact))
    }
    let order = try #require(ComparisonOrder(rawValue: "duplicate"))
    let result = try SweepPlan(parameters: ["attempts"], points: points, order: order).run()
    let shares = result.sweep.points.map {
      $0.comparison.results[0][.share(.duplicate)]?.estimate.value ?? -1
    }
    #expect(result.isComplete && shares.count == 2)
    #expect(shares[0] == 0 && abs(shares[1] - 0.081) < 1e-12)
    // Nothing of it has a price.
    let costs = SweepPlan(parameters: ["attempts"], points: points, order: .cost)
    #expect(throws: StudyError.unknownOrder(.cost)) { try costs.run() }
  }

  @Test func aCheckTriesEveryStrategyAndClass() {
    let checks = CheckPlan(Self.model()).run()
    #expect(checks.map(\.strategy.name) == ["once", "twice"])
    #expect(checks.map(\.holds) == [true, false])
    var plan = CheckPlan(Self.model())
    plan.mostFaults = 0
    #expect(plan.run().status == .holds)
  }
}
