import EndToEnd
import Statistics
import Testing

@testable import Reports
@testable import Simulation
@testable import Study

/// The answer of a page, and the numbers below it.
@Suite struct HeadlineTests {
  private static func comparison(
    _ strategies: [Strategy], never: [OutcomeClass] = [], trials: UInt64 = 20_000
  ) throws -> Comparison {
    var experiment = Experiment(strategies)
    experiment.trials = trials
    let model = Model(name: "m", title: "", strategies: strategies, never: never)
    return Comparison(model, try experiment.run(), of: experiment).judged(mostFaults: 3)
  }

  private static func answer(_ comparison: Comparison) -> String {
    Headline(comparison: comparison, ranking: Ranking(comparison)).text
  }

  /// With q = a = b = 0 and r = 2 % one in 50 is a phantom, and with blind retries a duplicate.
  private static func essay() -> [Strategy] {
    var once = Scenario()
    once.client.timeout = .milliseconds(200)
    once.network.response.loss = Probability(0.02)
    var blind = once
    blind.client.retry.attempts = 6
    var key = blind
    key.key = IdempotencyKey()
    return [
      Strategy(name: "none", scenario: once), Strategy(name: "blind", scenario: blind),
      Strategy(name: "key", scenario: key),
    ]
  }

  @Test func theOnlySafeStrategyIsNamed() throws {
    let comparison = try Self.comparison(Self.essay(), trials: 200_000)
    #expect(
      Self.answer(comparison) == "Only with key. The other one that retries stores data twice.")
    let ranking = Ranking(comparison)
    #expect(ranking.rows.map(\.name) == ["key", "none", "blind"])
    let tiles = Tiles(comparison: comparison, ranking: ranking).all
    #expect(
      tiles[0].text
        == "1 in 50 writes leave client and server in disagreement without retries (none)"
    )
    #expect(tiles[1].text.hasPrefix("1 in 50 writes are stored twice under blind"))
    #expect(
      tiles[2].text
        == "never under key is anything stored twice or lost: proved for any number of faults")
  }

  @Test func withoutASafeStrategyTheAnswerIsNo() throws {
    let comparison = try Self.comparison([Self.essay()[1]], trials: 2_000)
    #expect(Self.answer(comparison) == "No: the strategy that retries stores data twice.")
    #expect(Ranking(comparison).recommended == nil)
  }

  /// A promise of the model counts before a proof of safety.
  @Test func aStrategyThatBreaksNeverIsNotRecommended() throws {
    var strategies = Self.essay()
    strategies.remove(at: 1)
    let comparison = try Self.comparison(strategies, never: [.phantom])
    // Six lost responses leave a phantom under the key, too.
    let status = StrategyStatus(comparison.results[1], in: comparison.model)
    #expect(status.kind == .breaksPromise && status.broken == [.phantom] && status.harms.isEmpty)
    #expect(Ranking(comparison).recommended == nil)
    #expect(
      Self.answer(comparison) == "No: the strategy that retries can leave stored data in doubt.")
  }

  /// It is safe to retry, and no good advice: neither the answer nor the next best names it.
  @Test func aStrategyThatCallsStoredDataRejectedIsNotRecommended() {
    let strategies = ["refuses", "waits"].map {
      Strategy(name: $0, scenario: Self.essay()[2].scenario)
    }
    let results = strategies.map { strategy in
      let rejected = strategy.name == "refuses" ? 0.083 : 0
      var result = StrategyResult(
        strategy: strategy.name, method: .exact(states: 1, residual: 0, isApproximate: false),
        measurements: [
          MeasureEstimate(.share(.falseRejection), .exactly(rejected)),
          MeasureEstimate(.share(.disagree), .exactly(rejected)),
          MeasureEstimate(.share(.unsure), .exactly(0.001)),
        ])
      result.verdict = StrategyVerdict(
        strategy: strategy, discretisation: nil,
        judgements: OutcomeClass.anomalies.map {
          $0 == .falseRejection && rejected > 0 ? .observed(trial: 0) : .impossible
        }, problem: nil,
        gain: .fewerUnknown)
      return result
    }
    let comparison = Comparison(
      Model(name: "m", title: "", strategies: strategies), results: results)
    let ranking = Ranking(comparison)
    #expect(ranking.recommended?.name == "waits" && ranking.runnerUp == nil)
    #expect(
      Self.answer(comparison) == "With waits. Stored data is called rejected with refuses.")
  }

  @Test func aHarmThatWasSeenIsPossible() throws {
    let strategies = [Self.essay()[1]]
    var experiment = Experiment(strategies)
    experiment.trials = 10_000
    let model = Model(name: "m", title: "", strategies: strategies)
    let result = Comparison(model, try experiment.run(), of: experiment).results[0]
    let status = StrategyStatus(result, in: model)
    #expect(status.kind == .unsafeSeen && status.grade == .bad)
    #expect(status.reason == "stored twice \(result.oneIn(.duplicate))")
  }

  /// Random counts and random proofs: no name stands as good that anything speaks against, no tile says
  /// "never" without a proof, and no effect "ends" what is left.
  @Test func theAnswerNeverContradictsItsNumbers() throws {
    var generator = SeededGenerator(seed: 7)
    let base = Self.essay()
    let names = ["a", "b", "c", "d"]
    var good = 0
    var nevers = 0
    let paths = try Self.paths(base[1])
    for _ in 0..<400 {
      let strategies = names.map { name in
        Strategy(name: name, scenario: base[Int.random(in: 0..<3, using: &generator)].scenario)
      }
      let results = strategies.map { Self.random($0, paths, &generator) }
      let never = [OutcomeClass.lost, .phantom, .falseRejection].filter { _ in
        Bool.random(using: &generator)
      }
      let comparison = Comparison(
        Model(name: "m", title: "", strategies: strategies, never: never), results: results)
      let ranking = Ranking(comparison)
      let headline = Headline(comparison: comparison, ranking: ranking)
      let tiles = Tiles(comparison: comparison, ranking: ranking).all
      for case .good(let names) in headline.answer + tiles.flatMap(\.phrases) {
        let named = names.split(separator: ", ").map(String.init)
        for result in results where named.contains(result.strategy) {
          good += 1
          for harm in Set(SafetyText.harms + never) {
            let isPossible = result.verdict?[harm].isPossible ?? false
            #expect(result.value(harm) == 0 && !isPossible, "\(headline.text): \(harm)")
          }
        }
      }
      if headline.text.hasPrefix("Only with") {
        let safe = results.filter { StrategyStatus($0, in: comparison.model).kind == .safe }
        #expect(Set(safe.map(\.strategy)).count >= 1)
        #expect(safe.allSatisfy { $0.verdict?[.duplicate] == .impossible })
      }
      for tile in tiles where tile.text.hasPrefix("never under") {
        let named = tile.phrases.compactMap { if case .good(let name) = $0 { name } else { nil } }
        let row = ranking.rows.first { named == [$0.name] }
        nevers += 1
        for harm in SafetyText.harms {
          #expect(row?.result.verdict?[harm] == .impossible, "\(tile.text): \(harm)")
        }
      }
      for tile in tiles where tile.text.contains("ends the disagreement") {
        let name = tile.phrases.compactMap { if case .strong(let name) = $0 { name } else { nil } }[
          0]
        let row = ranking.rows.first { "under \($0.name)" == name }
        #expect(row?.result.value(.disagree) == 0)
      }
    }
    #expect(good > 100 && nevers > 100)
  }

  /// An execution to a duplicate, and the same as if an approximation had found it.
  private static func paths(_ strategy: Strategy) throws -> [RecordedPath<Outcome>] {
    let verdict = try #require(try comparison([strategy]).results[0].verdict)
    guard case .possible(let path) = verdict[.duplicate] else {
      Issue.record("blind retries make duplicates")
      return []
    }
    var approximate = path
    approximate.isApproximate = true
    return [path, approximate]
  }

  /// A proof for up to one fault is none for any number, whether or not retrying gains something.
  @Test func noTileSaysNeverOfALimitedProof() throws {
    let strategy = Self.essay()[1]
    var result = StrategyResult(
      strategy: strategy.name, method: .sample(trials: 1_000, seed: 1),
      measurements: [.duplicate, .lost, .stale, .disagree].map {
        MeasureEstimate(.share($0), Share(count: 0, of: 1_000).estimate, count: 0)
      })
    result.verdict = StrategyVerdict(
      strategy: strategy, discretisation: nil,
      judgements: OutcomeClass.anomalies.map {
        $0 == .duplicate ? .impossibleUpTo(faults: 1) : .impossible
      }, problem: nil, gain: .nothing)
    let comparison = Comparison(
      Model(name: "m", title: "", strategies: [strategy]), results: [result])
    let ranking = Ranking(comparison)
    #expect(Self.answer(comparison) == "Up to 1 fault does no harm with blind.")
    let tiles = Tiles(comparison: comparison, ranking: ranking).all.map(\.text)
    #expect(
      tiles.contains(
        "none is stored twice or lost under blind by up to 1 fault: proved; of more nothing is known"
      ), "\(tiles)")
  }

  /// Of strategies that acknowledge as much, the one with the fewest requests comes first; one that stores
  /// twice is not praised for having fewer.
  @Test func withManyClientsFewRequestsAreNoExcuse() {
    let strategies = ["twice", "many", "few"].map {
      Strategy(name: $0, scenario: Self.essay()[1].scenario)
    }
    let requests = [1.0, 9, 3]
    let results = zip(strategies, requests).map { strategy, requests in
      let twice: UInt64 = strategy.name == "twice" ? 5 : 0
      var result = StrategyResult(
        strategy: strategy.name, method: .sample(trials: 1_000, seed: 1),
        measurements: [
          MeasureEstimate(
            .share(.duplicate), Share(count: twice, of: 1_000).estimate, count: twice),
          MeasureEstimate(.requestsMean, .exactly(requests)),
          MeasureEstimate(.goodput, .exactly(2)),
        ])
      result.series = LoadSeries(bins: [], binWidth: .seconds(1), runs: 1, workers: 1)
      return result
    }
    let comparison = Comparison(
      Model(name: "m", title: "", strategies: strategies), results: results)
    let ranking = Ranking(comparison)
    #expect(ranking.rows.map(\.name) == ["few", "many", "twice"])
    #expect(ranking.recommended?.name == "few" && ranking.runnerUp?.name == "many")
    let headline = Headline(comparison: comparison, ranking: ranking)
    #expect(headline.text.hasPrefix("Every strategy keeps up in the end: twice with 1"))
    #expect(!headline.answer.contains(.good("twice")))
  }

  /// A result whose parts agree with each other, and are random otherwise.
  private static func random(
    _ strategy: Strategy, _ paths: [RecordedPath<Outcome>], _ generator: inout SeededGenerator
  ) -> StrategyResult {
    let trials: UInt64 = 1_000
    var judgements: [StrategyVerdict.Judgement] = []
    var measurements: [MeasureEstimate] = []
    func share(_ outcome: OutcomeClass, _ count: UInt64) -> MeasureEstimate {
      let share = Share(count: count, of: trials)
      return MeasureEstimate(.share(outcome), share.estimate, count: count)
    }
    var disagree: UInt64 = 0
    for anomaly in OutcomeClass.anomalies {
      let kind = Int.random(in: 0..<12, using: &generator)
      let count: UInt64 = kind == 0 ? .random(in: 1...300, using: &generator) : 0
      let judgement: StrategyVerdict.Judgement =
        switch kind {
        case 0: .observed(trial: 3)
        case 1: .impossibleUpTo(faults: 2)
        case 2: .undecided
        case 3: .possible(paths[Int.random(in: 0..<paths.count, using: &generator)])
        default: .impossible
        }
      judgements.append(judgement)
      measurements.append(share(anomaly, count))
      if [.lost, .phantom, .falseRejection].contains(anomaly) { disagree += count }
    }
    measurements.append(share(.disagree, min(disagree, trials)))
    measurements.append(share(.unsure, 10))
    var result = StrategyResult(
      strategy: strategy.name, method: .sample(trials: trials, seed: 1), measurements: measurements)
    result.verdict = StrategyVerdict(
      strategy: strategy, discretisation: nil, judgements: judgements, problem: nil,
      gain: Bool.random(using: &generator) ? .fewerUnknown : .nothing)
    return result
  }

  @Test(arguments: [
    (0.5, nil as String?), (0.1, "10"), (0.014_6, "68"), (0.000_151, "6,600"),
    (1e-9, "1,000,000,000"),
  ])
  func casesHaveTwoDigits(share: Double, cases: String?) {
    let measurement = MeasureEstimate(.share(.disagree), .exactly(share))
    let result = StrategyResult(
      strategy: "s", method: .exact(states: 1, residual: 0, isApproximate: false),
      measurements: [measurement])
    #expect(OneIn(measurement: measurement, result: result).cases == cases)
  }
}

/// A small generator with a seed (SplitMix64; Steele, Lea and Flood, OOPSLA 2014).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
