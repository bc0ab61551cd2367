import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@Suite struct SweepTests {
  private static func value(_ text: String) -> SweepValue {
    SweepValue(text: text, number: Double(text))
  }

  /// Points at which three strategies cost so much, with intervals that reach so far to both sides.
  private static func sweep(
    _ costs: [[Double]], margin: Double, parameters: [String] = ["p"]
  ) -> Sweep {
    let names = ["a", "b", "c"]
    let strategies = names.map { Strategy(name: $0, scenario: Scenario()) }
    let model = Model(name: "m", title: "t", strategies: strategies, costs: Costs())
    let points = costs.enumerated().map { index, costs in
      let results = zip(names, costs).map { name, cost in
        StrategyResult(
          strategy: name, method: .sample(trials: 10, seed: 1),
          measurements: [
            MeasureEstimate(
              .costMean, Estimate(value: cost, low: cost - margin, high: cost + margin))
          ])
      }
      let values = parameters.indices.map { parameter in
        value("\(parameter == parameters.count - 1 ? index % 3 : index / 3)")
      }
      return Sweep.Point(values: values, comparison: Comparison(model, results: results))
    }
    return Sweep(parameters: parameters, points: points, order: .cost)
  }

  private static let crossing: [[Double]] = [
    [1, 5, 9], [2, 4, 9], [3, 3.4, 9], [4, 2, 9], [5, 1, 9], [6, 0, 9],
  ]

  @Test func theBestChangesWhereIntervalsPartAgain() {
    let known = Self.sweep(Self.crossing, margin: 0)
    #expect(
      known.stretches == [[.init(points: 0...2, best: ["a"]), .init(points: 3...5, best: ["b"])]])
    #expect(!known.isExact)
    let counted = Self.sweep(Self.crossing, margin: 0.5)
    #expect(
      counted.stretches == [
        [
          .init(points: 0...1, best: ["a"]), .init(points: 2...2, best: ["a", "b"]),
          .init(points: 3...5, best: ["b"]),
        ]
      ])
  }

  @Test func eachValueOfTheFirstOfTwoParametersHasALineOfItsOwn() {
    let both = Self.sweep(Self.crossing, margin: 0, parameters: ["p", "q"])
    #expect(
      both.stretches == [
        [.init(points: 0...2, best: ["a"])], [.init(points: 3...5, best: ["b"])],
      ])
  }

  @Test func equallyGoodStrategiesAreNamedInTheModelsOrder() {
    let equal = Self.sweep([[2, 1, 1], [1, 1, 1]], margin: 0)
    #expect(equal.stretches[0].map(\.best) == [["b", "c"], ["a", "b", "c"]])
  }
}
