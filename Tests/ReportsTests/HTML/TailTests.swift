import EndToEnd
import Simulation
import Statistics
import Testing

@testable import Reports
@testable import Study

/// The chart of how many operations take longer than what.
@Suite struct TailTests {
  private static func result(
    _ name: String, _ times: [(milliseconds: Int64, count: Int)], runs: UInt64? = nil
  ) -> StrategyResult {
    var histogram = TimeHistogram()
    for (time, count) in times {
      histogram.add([Delay](repeating: .milliseconds(time), count: count))
    }
    let trials = histogram.count
    var result = StrategyResult(
      strategy: name,
      method: runs.map { .load(runs: $0, operations: trials, seed: 1) }
        ?? .sample(trials: trials, seed: 1), measurements: [])
    result.times = histogram
    return result
  }

  /// Of 10,000 operations 9,000 take 45 ms, 900 take 200 ms, and 100 take 2 s: the line falls at those
  /// times, to 10 %, 1 % and the end.
  @Test func aLineFallsWhereOperationsEnd() throws {
    let result = TailTests.result("s", [(45, 9_000), (200, 900), (2_000, 100)])
    let chart = try #require(TailChart([result]))
    let line = chart.corners(of: chart.tails[0])
    #expect(line.count == 7 && chart.decades == 3)
    let heights = line.map(\.y)
    for (height, decades) in zip(heights, [0.0, 0, 1, 1, 2, 2, 3]) {
      #expect(abs(height - decades * 20) < 1e-9)
    }
    let (first, second, third) = (line[1].x, line[3].x, line[5].x)
    #expect(line[2].x == first && line[4].x == second && line[6].x == third)
    let ratio = Elementary.logarithm(of: 200.0 / 45) / Elementary.logarithm(of: 10)
    #expect(abs((second - first) / (third - second) - ratio) < 0.01)
    #expect(line[0].x < first && third < 100)
  }

  /// Each attempt fails with p = 1 − 0.9², which takes 200 ms: with k of them longer than so much, p ^ k.
  @Test func retriesThatFollowEachOtherAreAGeometricLaw() throws {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.network.request.loss = Probability(0.1)
    scenario.network.response.loss = Probability(0.1)
    scenario.client.retry.attempts = 6
    let strategies = [Strategy(name: "blind", scenario: scenario)]
    var experiment = Experiment(strategies)
    experiment.trials = 200_000
    let count = try experiment.run()
    let model = Model(name: "m", title: "", strategies: strategies)
    let comparison = Comparison(model, count, of: experiment).timed(count)
    let tail = try #require(TimeTail.all(of: comparison.results).first)
    for failed in 1...5 {
      let share = (0..<failed).reduce(1) { share, _ in share * 0.19 }
      let found = tail.times.count(longerThan: .milliseconds(Int64(200 * failed - 100)))
      let deviation = (200_000 * share * (1 - share)).squareRoot()
      #expect(abs(Double(found) - 200_000 * share) < 5 * deviation, "\(failed)")
    }
  }

  @Test func strategiesOfTheSameTimesShareALine() throws {
    let results = [
      TailTests.result("one", [(45, 90), (200, 10)]), TailTests.result("two", [(45, 100)]),
      TailTests.result("three", [(45, 90), (200, 10)]),
    ]
    let tails = TimeTail.all(of: results)
    #expect(tails.map(\.strategies) == [["one", "three"], ["two"]])
    let source = try #require(TailChart(results)).figure.source
    #expect(source.contains(">one, three</figcaption>") && source.contains(">two</figcaption>"))
  }

  /// With the digits of a share that is counted anywhere else, and no interval where operations meet.
  @Test func sharesHaveTheirIntervals() {
    let times: [(Int64, Int)] = [(45, 90), (200, 10)]
    let counted = EstimateText(Share(count: 10, of: 100))
    let alone = TimeTail.all(of: [TailTests.result("s", times)])[0]
    #expect(alone.share(longerThan: .milliseconds(45)) == counted)
    #expect(alone.share(longerThan: .milliseconds(200)).value.hasPrefix("<"))
    let met = TimeTail.all(of: [TailTests.result("s", times, runs: 4)])[0]
    #expect(
      met.share(longerThan: .milliseconds(45)) == EstimateText(value: counted.value, interval: ""))
  }

  @Test func theDescriptionTellsTheShares() throws {
    let results = [TailTests.result("<s>", [(45, 9_000), (200, 1_000)])]
    let tails = TimeTail.all(of: results)
    let source = try #require(TailChart(results)).figure.source
    #expect(source.contains("<title>Share of the writes that take longer</title>"))
    let share = tails[0].share(longerThan: .milliseconds(100)).value
    #expect(source.contains("<desc>&lt;s&gt;, longer than "))
    #expect(source.contains("100 ms \(share)"))
  }

  /// Each chart has the lines of all strategies, and its own in another way.
  @Test func everyStrategyHasAChartOfOneScale() throws {
    let results = (0..<7).map {
      TailTests.result("\($0)", [(45, 900), (Int64(100 + 50 * $0), 100)])
    }
    let source = try #require(TailChart(results)).figure.source
    #expect(source.ranges(of: "<figure>").count == 7)
    #expect(source.ranges(of: "class=\"one\"").count == 7)
    #expect(source.ranges(of: "class=\"tail\"").count == 7 * 6)
  }

  @Test func operationsThatTakeNoTimeHaveNoChart() {
    #expect(TailChart([TailTests.result("s", [(0, 100)])]) == nil)
    #expect(TailChart([]) == nil)
  }

  @Test(arguments: [
    (1.0, 1.0), (45e6, 45e6), (45e6, 550e6), (3e3, 3e9), (0.5e9, 90e9), (1e9, 4e14), (1, 3e18),
  ])
  func aScaleOfTimesHasRoundTicksWithinItsEnds(low: Double, high: Double) {
    let scale = TimeScale(from: low, to: high)
    #expect(scale.low <= low && scale.high >= high)
    #expect(scale.ticks.count >= 2 && scale.ticks.count <= 24, "\(scale.ticks.map(TimeScale.text))")
    let places = scale.ticks.map { scale.place(Double($0.nanoseconds)) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
    #expect(places.allSatisfy { (0...1).contains($0) })
    #expect(Set(scale.ticks.map(TimeScale.text)).count == scale.ticks.count)
  }

  @Test func timesAreWrittenInTheirUnits() {
    let texts = [50_000, 20_000_000, 20_000_000_000, 120_000_000_000, 43_200_000_000_000]
      .map { TimeScale.text(.nanoseconds($0)) }
    #expect(texts == ["0.05 ms", "20 ms", "20 s", "2 min", "12 h"])
    #expect(TimeScale.text(.nanoseconds(5 * 86_400_000_000_000)) == "5 d")
  }
}
