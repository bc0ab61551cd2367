import EndToEnd
import ModelFiles
import Statistics
import Study
import Testing

@testable import Reports

@Suite struct SweepReportTests {
  private static func sweep(
    _ costs: [[Double]], margin: Double, parameters: [String] = ["costs.duplicate"],
    names: [String] = ["blind", "key"], isExact: Bool = false
  ) -> Sweep {
    let strategies = names.map { Strategy(name: $0, scenario: Scenario()) }
    let model = Model(name: "m", title: "A title", strategies: strategies, costs: Costs())
    let points = costs.enumerated().map { index, costs in
      let results = zip(names, costs).map { name, cost in
        StrategyResult(
          strategy: name,
          method: isExact
            ? .exact(states: 1, residual: 0, isApproximate: false) : .sample(trials: 10, seed: 1),
          measurements: [
            MeasureEstimate(
              .costMean, Estimate(value: cost, low: cost - margin, high: cost + margin))
          ])
      }
      let values = parameters.indices.map { _ in
        SweepValue(text: "\(index) s", number: Double(index * 1_000))
      }
      return Sweep.Point(values: values, comparison: Comparison(model, results: results))
    }
    return Sweep(parameters: parameters, points: points, order: .cost)
  }

  private static let crossing: [[Double]] = [[1, 2], [1.5, 2], [2, 2], [3, 2], [4, 2]]

  @Test func theTableHasARowForEachPointAndSaysWhereTheBestChanges() {
    #expect(
      Self.sweep(Self.crossing, margin: 0, isExact: true).report(as: .table) == """
        A title
        cost by costs.duplicate

        duplicate  blind  key
        ─────────────────────
        0 s            1    2
        1 s          1.5    2
        2 s            2    2
        3 s            3    2
        4 s            4    2

        Exact probabilities (10 states explored).
        Cheapest: blind up to 1 s; equal (blind, key) at 2 s; key from 3 s on.

        """)
  }

  @Test func anUndecidedComparisonIsReported() {
    let text = Self.sweep(Self.crossing, margin: 0.3).report(as: .table)
    #expect(
      text.hasSuffix(
        """
        All points use the same random faults.
        Not distinguishable: the intervals of 95%, in the other formats, overlap.
        Cheapest: blind at 0 s; not distinguishable (blind, key) from 1 s to 2 s; key
        from 3 s on.

        """), "\(text)")
    let sure = Self.sweep([[1, 2], [1, 2]], margin: 0).report(as: .table)
    #expect(sure.hasSuffix("All points use the same random faults.\nCheapest: blind throughout.\n"))
  }

  @Test func manyStrategiesStandInSeveralBlocks() {
    let names = (1...12).map { "strategy-\($0)" }
    let text = Self.sweep([names.map { _ in 1.0 }], margin: 0, names: names).report(as: .table)
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("duplicate ") }.count == 3)
    for name in names { #expect(text.contains(name)) }
  }

  @Test func parametersAreTheFirstColumns() {
    let two = Self.sweep(Self.crossing, margin: 0, parameters: ["p", "q.r"])
    for format in [ReportFormat.csv, .csvLong] {
      let lines = two.report(as: format).split(separator: "\n")
      #expect(lines[0].hasPrefix("p,q.r,model,strategy,method,"))
      #expect(lines.count == 11)
      #expect(lines[1].hasPrefix("0.0,0.0,m,blind,sample,"))
      #expect(lines[10].hasPrefix("4000.0,4000.0,m,key,sample,"))
    }
    let single = two.points[0].comparison.report(as: .csv).split(separator: "\n")
    #expect(two.report(as: .csv).hasPrefix("p,q.r,\(single[0])\n0.0,0.0,\(single[1])\n"))
  }

  @Test func jsonAndMarkdownNameTheBest() {
    let sweep = Self.sweep(Self.crossing, margin: 0)
    let json = sweep.report(as: .json)
    #expect(json.contains("\"values\": { \"costs.duplicate\": 3000.0 }"))
    #expect(json.contains("\"order\": \"cost\""))
    let markdown = sweep.report(as: .markdown)
    #expect(
      markdown.contains("| 4 s       |   4.0 | 2.0 |")
        || markdown.contains("| 4 s       |     4 |   2 |"), "\(markdown)")
    #expect(markdown.hasSuffix("; key from 3 s on.\n"))
  }
}
