import EndToEnd
import Foundation
import Simulation
import Statistics
import Testing

@testable import Study

/// Two strategies on the same trials.
@Suite struct PairTests {
  private static let strategies = [
    EssayWrite.strategy("none", attempts: 1), EssayWrite.strategy("blind", attempts: 4),
    random("random"),
  ]

  /// One whose usual way takes another time than that of the others.
  private static func random(_ name: String) -> Strategy {
    var scenario = EssayWrite.strategy(name, attempts: 3).scenario
    scenario.server.service = .exponential(mean: .milliseconds(30))
    scenario.client.retry.backoff.growth = .fixed(.milliseconds(50))
    return Strategy(name: name, scenario: scenario)
  }

  private static func experiment(_ baseline: Int, trials: UInt64 = 40_000) -> Experiment {
    var experiment = Experiment(strategies)
    experiment.trials = trials
    experiment.baseline = baseline
    return experiment
  }

  /// The second way: every trial by itself, outcome beside outcome.
  @Test func pairsAreWhatTrialsSayOneByOne() throws {
    let count = try Self.experiment(2, trials: 5_000).run()
    var samplers = Self.strategies.map { OperationSampler($0.scenario, seed: 1) }
    for other in 0..<2 {
      var pair = PairTally()
      var (attempts, time) = (0, 0)
      var both: [UInt64] = [0, 0, 0, 0]
      for trial: UInt64 in 0..<5_000 {
        let one = try samplers[2].outcome(ofTrial: trial)
        let another = try samplers[other].outcome(ofTrial: trial)
        pair.add(one, another)
        attempts += Int(another.attempts) - Int(one.attempts)
        time += Int(another.time.nanoseconds - one.time.nanoseconds)
        both[(one.isDuplicate ? 1 : 0) + (another.isDuplicate ? 2 : 0)] += 1
      }
      #expect(count.pairs[other] == pair)
      #expect(pair.trials == 5_000)
      #expect(pair.attempts.sum == Int128(attempts) && pair.times.sum == Int128(time))
      let counts = PairedCounts(both: both[3], onlyBaseline: both[1], onlyOther: both[2])
      #expect(pair.counts { $0.belongs(to: .duplicate) } == counts)
    }
  }

  @Test func aBaselineChangesNothingElse() throws {
    var alone = Self.experiment(0)
    alone.baseline = nil
    let plain = try alone.run()
    #expect(plain.pairs.isEmpty)
    for baseline in 0..<3 {
      var paired = Self.experiment(baseline)
      let one = try paired.run()
      #expect(one.tallies == plain.tallies)
      paired.jobs = 3
      #expect(try paired.run() == one)
    }
  }

  @Test func aDifferenceIsThatOfTheValues() throws {
    let experiment = Self.experiment(0)
    let costs = Costs(classes: [.phantom: 8, .duplicate: 60], attempt: 0.5)
    let model = Model(name: "m", title: "", strategies: Self.strategies, costs: costs)
    let comparison = Comparison(model, try experiment.run(), of: experiment)
    #expect(comparison.baseline == "none")
    #expect(comparison.results[0].differences?.all.isEmpty == true)
    for result in comparison.results.dropFirst() {
      let differences = try #require(result.differences)
      for measure in Measure.differing {
        guard let one = comparison.results[0][measure]?.estimate.value,
          let another = result[measure]?.estimate.value
        else {
          #expect(differences[measure] == nil)
          continue
        }
        let estimate = try #require(differences[measure]).estimate
        #expect(abs(estimate.value - (another - one)) <= 1e-9 * max(abs(another), abs(one), 1))
        #expect(estimate.low <= estimate.value && estimate.value <= estimate.high)
      }
      // 9 classes, 2 of 3 times as quantiles, 4 means, the cost; of two strategies.
      #expect(differences.all.count == 16 && differences.family == 32)
    }
  }

  /// Without a retry, all that is not acknowledged at once; the exact difference lies in each interval.
  @Test func exactDifferencesLieInTheIntervals() throws {
    let experiment = Self.experiment(0, trials: 100_000)
    let model = Model(name: "m", title: "", strategies: Self.strategies)
    let sampled = Comparison(model, try experiment.run(), of: experiment)
    var exactly = ExactExperiment(Array(Self.strategies.prefix(2)))
    exactly.jobs = 1
    let exact = Comparison(model, results: try exactly.run(costs: nil))
      .differingExactly(from: "none")
    let known = try #require(exact.results[1].differences)
    #expect(known.family == 0)
    for difference in known.all {
      let estimate = try #require(sampled.results[1].differences?[difference.measure]?.estimate)
      #expect(
        estimate.low <= difference.estimate.value && difference.estimate.value <= estimate.high,
        "\(difference.measure)")
    }
  }

  @Test func valuesThatDifferByRoundingAreEqual() throws {
    let model = Model(name: "m", title: "", strategies: [])
    func result(_ name: String, _ value: Double) -> StrategyResult {
      StrategyResult(
        strategy: name, method: .exact(states: 1, residual: 0, isApproximate: false),
        measurements: [MeasureEstimate(.share(.unsure), .exactly(value))])
    }
    let comparison = Comparison(model, results: [result("a", 0.1 + 0.2), result("b", 0.3)])
      .differingExactly(from: "a")
    #expect(comparison.results[1].differences?[.share(.unsure)]?.estimate == .exactly(0))
  }
}
