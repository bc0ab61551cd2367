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
  @Test(arguments: [0, 10, 17, 30])
  func isNoWiderThanTheTerminal(doubled times: Int) throws {
    let comparison = try ComparedTables.comparison(doubled: times, seed: .max)
    let brief = comparison.table()
    let text = comparison.table(on: Screen(details: [.intervals]))
    #expect(ComparedTables.widest(brief) <= 80, "\(brief)")
    #expect(ComparedTables.widest(text) <= 80, "\(text)")
    // No digit is lost: both ends of each interval stand there, and each value.
    for measure in comparison.screenMeasures {
      let column = ScreenColumn(measure, of: comparison)
      for shown in column.cells where !column.isOptional {
        let ends = shown.interval.split(separator: "–").map(String.init)
        #expect(brief.contains(shown.value), "\(shown)")
        #expect(ends.allSatisfy(text.contains) && text.contains(shown.value), "\(shown)")
      }
    }
  }

  @Test func wideTablesShowIntervals() throws {
    let comparison = try ComparedTables.comparison(doubled: 5)
    func row(_ screen: Screen) -> String {
      let lines = comparison.table(on: screen).split(separator: "\n")
      return lines.first { $0.hasPrefix("none ") }.map(String.init) ?? ""
    }
    let range = /[0-9]–[0-9]/
    #expect(!row(.standard).isEmpty && !row(.standard).contains(range))
    #expect(!row(Screen(width: 109)).contains(range))
    #expect(row(Screen(width: 120)).contains(range))
    #expect(ComparedTables.widest(comparison.table(on: Screen(width: 120))) <= 120)
    #expect(comparison.table(on: Screen(details: [.intervals])).contains("–"))
  }

  @Test func aColumnHasOneNumberOfDecimals() throws {
    for times in [0, 6, 14, 25] {
      let comparison = try ComparedTables.comparison(doubled: times)
      for measure in comparison.screenMeasures {
        let values = ScreenColumn(measure, of: comparison).cells.map(\.value)
        let decimals = values.filter { $0.first?.isNumber == true && !$0.contains("e") }.map {
          $0.contains(".") ? $0.split(separator: ".")[1].filter(\.isNumber).count : 0
        }
        #expect(Set(decimals).count <= 1, "\(values)")
      }
    }
  }

  /// A name that is a letter longer does not stand alone on its line: a column gives way.
  @Test func aColumnGivesWayBeforeAName() throws {
    var comparison = try ComparedTables.comparison(doubled: 5)
    let long = "a-name-of-twenty-letters"
    let first = comparison.results[0]
    let renamed = StrategyResult(
      strategy: long, method: first.method, measurements: first.measurements)
    comparison = Comparison(comparison.model, results: [renamed] + comparison.results.dropFirst())
    let text = comparison.table(on: Screen(width: 76))
    #expect(text.contains(/a-name-of-twenty-letters +[0-9<]/), "\(text)")
    #expect(!text.contains("tries/") && comparison.table().contains("tries/"))
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

  /// A wide character takes two columns, in cells as in wrapped text.
  @Test func wideCharactersKeepTheColumns() {
    var table = TextTable(heading: ["name", "one"])
    table.rows = [["日本", "1"], ["ab", "22"]]
    #expect(
      table.text(width: 40) == """
        name  one
        ─────────
        日本    1
        ab     22

        """)
    #expect(WrappedText.lines("日本 日本 日本", width: 9) == ["日本 日本", "日本"])
  }

  @Test func plainTablesAreASCII() {
    var table = TextTable(heading: ["name", "one\nof two"], isASCII: true)
    table.rows = [["日", "≤ 1–2"]]
    #expect(
      table.text(width: 40) == """
                     one
        name      of two
        ----------------
        \\u{65e5}  <= 1-2

        """)
  }
}
