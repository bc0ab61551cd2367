import EndToEnd
import Foundation
import ModelFiles
import Statistics
import Testing

@testable import Simulation
@testable import Study

/// What is counted in trials against what is added up exactly, for every model that both can do.
@Suite struct ExactModelTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("models")

  private static let models: [Model] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".json5") }.compactMap { file in
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(file)) else {
        return nil
      }
      return try? ModelFile.read(SourceText(name: file, bytes: Array(data)))
    }.filter { $0.strategies[0].scenario.clients == nil }
  }()

  private static let trials: UInt64 = 4_000
  /// A debug build follows no more than this in the time of a test.
  private static let states = 1_500

  /// Every latency with two values of its own, and every wait without its jitter: another model, which
  /// both can do, as long as nothing else in it is continuous.
  private static func withFewDelays(_ scenario: Scenario) -> Scenario {
    func few(_ latency: Latency) -> Latency {
      let values = latency.values(discretisation: 2) ?? []
      return Weighted(values.map { .init($0.delay, weight: $0.probability) })
        .map(Latency.empirical) ?? latency
    }
    func few(_ network: Network) -> Network {
      var network = network
      network.request.latency = few(network.request.latency)
      network.response.latency = few(network.response.latency)
      return network
    }
    var scenario = scenario
    scenario.network = few(scenario.network)
    scenario.server.service = few(scenario.server.service)
    scenario.client.retry.backoff.jitter = .none
    for index in scenario.gateways.indices {
      scenario.gateways[index].network = few(scenario.gateways[index].network)
      scenario.gateways[index].retry.backoff.jitter = .none
    }
    if var person = scenario.person {
      person.after = few(person.after)
      person.closesPage.after = few(person.closesPage.after)
      person.pressesTwice.after = few(person.pressesTwice.after)
      scenario.person = person
    }
    return scenario
  }

  /// The interval of 99.9 % that trials give a measure; `nil` where too little was seen for one that keeps
  /// what it promises.
  private static func interval(_ measurement: Study.MeasureEstimate, commonest: UInt64) -> Estimate?
  {
    if let count = measurement.count {
      return ClopperPearson.interval(count: count, of: trials, tail: 0.0005)
    }
    switch measurement.measure {
    case .attemptsMean, .copiesMean, .requestsMean, .timeMean: break
    default: return nil
    }
    // The mean of numbers that are nearly all the same is far from normally distributed.
    guard trials - commonest >= 400 else { return nil }
    let estimate = measurement.estimate
    let factor = Elementary.normalQuantile(0.0005) / Elementary.normalQuantile(0.025)
    return Estimate(
      value: estimate.value, low: estimate.value - factor * (estimate.value - estimate.low),
      high: estimate.value + factor * (estimate.high - estimate.value))
  }

  /// The most misses that so many intervals have in all but one of a million cases, if each misses once in
  /// a thousand: the tail of a binomial distribution.
  private static func mostMisses(of intervals: Int) -> Int {
    let chance = 0.001
    var term = Foundation.pow(1 - chance, Double(intervals))
    var below = term
    var misses = 0
    while 1 - below > 1e-6 {
      misses += 1
      term *= chance / (1 - chance) * Double(intervals - misses + 1) / Double(misses)
      below += term
    }
    return misses
  }

  /// 99.9 % of the intervals hold the exact value: of some 1,150, one is expected to miss by chance; fewer in
  /// truth, since intervals of Clopper and Pearson are wider than they need be.
  @Test func trialsCoverWhatIsExact() throws {
    var compared = 0
    var strategies = 0
    var models: Set<String> = []
    var misses: [String] = []
    var seed: UInt64 = 0
    for model in Self.models {
      for strategy in model.strategies {
        // Each with a seed of its own, so that misses do not come together.
        seed += 1
        let few = Strategy(name: strategy.name, scenario: Self.withFewDelays(strategy.scenario))
        var exact = ExactExperiment([few])
        exact.limits.states = Self.states
        guard let truth = try? exact.run(costs: model.costs)[0] else { continue }
        var experiment = Experiment([few])
        experiment.trials = Self.trials
        experiment.seed = seed
        experiment.eventLimit = model.eventLimit
        let tally = try experiment.run().tallies[0]
        let counted = StrategyResult(tally, of: few.name, seed: seed, costs: model.costs)
        let commonest = Measure.joints.compactMap { counted[$0]?.count }.max() ?? 0
        // The same operations may have several names; they are compared once.
        var seen: Set<[Double]> = []
        for measurement in counted.measurements {
          guard let value = truth[measurement.measure]?.estimate,
            let interval = Self.interval(measurement, commonest: commonest),
            seen.insert([measurement.estimate.value, value.value]).inserted
          else { continue }
          compared += 1
          // Rounding is no miss.
          let slack = 1e-9 * abs(value.value)
          if value.high < interval.low - slack || value.low > interval.high + slack {
            misses.append(
              "\(model.name), \(few.name), \(measurement.measure.name): "
                + "\(value.value) is not in \(interval.low) to \(interval.high)")
          }
        }
        strategies += 1
        models.insert(model.name)
      }
    }
    let most = Self.mostMisses(of: compared)
    #expect(
      misses.count <= most,
      "\(compared) compared, \(Double(compared) / 1_000) misses expected: \(misses)")
    #expect(compared > 1_000 && strategies > 70 && models.count > 15)
  }

  /// The essay's model as it is, without another model in its place.
  @Test func theEssayNeedsNoDiscretization() throws {
    let essay = try #require(Self.models.first { $0.name == "essay" })
    for strategy in essay.strategies where strategy.scenario.client.retry.backoff.jitter == .none {
      #expect(
        try OperationExplorer(Self.withFewDelays(strategy.scenario)).distribution().outcomes.count
          == OperationExplorer(strategy.scenario).distribution().outcomes.count)
    }
  }
}
