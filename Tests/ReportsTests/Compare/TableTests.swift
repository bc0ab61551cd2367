import EndToEnd
import Simulation
import Statistics
import Testing
import Text

@testable import Reports
@testable import Study

/// The table of a comparison has room on a terminal of 80 columns.
@Suite struct ComparedTables {
  /// Twenty thousand trials counted again and again, to stand for many more.
  private static func comparison(doubled times: Int, seed: UInt64 = 1) throws -> Comparison {
    var once = Scenario()
    once.client.timeout = .milliseconds(200)
    once.network.request.loss = Probability(0.01)
    once.network.response.loss = Probability(0.01)
    once.server.failsBeforeStore = Probability(0.005)
    once.server.failsAfterStore = Probability(0.005)
    var blind = once
    blind.client.retry.attempts = 4
    var careless = blind
    careless.server.acknowledges = .beforeStore
    let strategies = [
      Strategy(name: "none", scenario: once), Strategy(name: "only-timeout", scenario: blind),
      Strategy(name: "ack-first", scenario: careless),
    ]
    var experiment = Experiment(strategies)
    experiment.trials = 20_000
    let tallies = try experiment.run().tallies.map { tally in
      var tally = tally
      // The table has none, and they are long to merge.
      tally.times = TimeHistogram()
      tally.times.add(.zero)
      return (0..<times).reduce(into: tally) { tally, _ in tally.merge(tally) }
    }
    let costs = Costs(classes: [.duplicate: 60, .phantom: 8, .lost: 40], attempt: 0.001)
    let model = Model(name: "m", title: "A write", strategies: strategies, costs: costs)
    return Comparison(
      model,
      results: zip(strategies, tallies).map {
        StrategyResult($1, of: $0.name, seed: seed, costs: costs)
      })
  }

  private static func widest(_ text: String) -> Int {
    text.split(separator: "\n").map(\.count).max() ?? 0
  }

  /// From 20,000 trials to 2 × 10¹³, with the longest seed.
  @Test(arguments: [0, 6, 10, 14, 17, 20, 25, 30])
  func isNoWiderThanTheTerminal(doubled times: Int) throws {
    let comparison = try ComparedTables.comparison(doubled: times, seed: .max)
    let text = comparison.table()
    #expect(ComparedTables.widest(text) <= 80, "\(text)")
    // No digit is lost: both ends of each interval stand there, and each value.
    for result in comparison.results {
      for column in comparison.comparedColumns {
        let shown = column.text(of: result)
        let ends = shown.interval.split(separator: "–").map(String.init)
        #expect(ends.allSatisfy(text.contains) && text.contains(shown.value), "\(shown)")
      }
    }
  }

  @Test func longIntervalsStandOnTwoLines() throws {
    let few = try ComparedTables.comparison(doubled: 5).table()
    let many = try ComparedTables.comparison(doubled: 20).table()
    #expect(!few.contains(/–\s/) && many.contains(/–\s/))
  }

  /// Columns that do not fit stand in a table below.
  @Test func tooManyColumnsStandBelow() {
    var table = TextTable(heading: ["name", "one", "two", "three"])
    table.rows = [["first", "1111111111", "2222222222", "3333333333"]]
    #expect(
      table.text(width: 30) == """
        name          one         two
        ─────────────────────────────
        first  1111111111  2222222222

        name        three
        ─────────────────
        first  3333333333

        """)
    #expect(!table.fits(width: 30) && table.fits(width: 40))
  }
}
