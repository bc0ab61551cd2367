import Diagrams
import EndToEnd
import Simulation
import Testing
import Text

@testable import Reports

@Suite struct TextChartTests {
  @Test(arguments: [60, 80])
  func linesAreNeverWiderThanAllowed(width: Int) throws {
    let endless = String(repeating: "x", count: 130)
    var charts = 0
    for scenario in DiverseScenarios.all {
      let tracer = Tracer(scenario, seed: 3)
      for trial in 0..<3 as Range<UInt64> {
        let title = "Trial \(trial) of a strategy whose name is longer than a line: \(endless)"
        let chart = SequenceChart(try tracer.trace(trial: trial), of: scenario, title: title)
        let widest = chart.text(width: width).split(separator: "\n").map(\.count).max()
        // Five lifelines need 14 characters each, beside the times.
        let times = chart.rows.map { DelayText.text($0.instant).count + 1 }.max() ?? 0
        let crowded = scenario.gateways.count > 1 ? max(times, 7) + 2 + 5 * 14 : 0
        #expect(try #require(widest) <= max(width, crowded))
        charts += 1
      }
    }
    #expect(charts >= 125)
  }

  @Test(arguments: [Int.min, 0, 59, 60])
  func aNarrowWidthIsTakenForTheLeast(width: Int) throws {
    let chart = try plainChart(title: "Narrow")
    #expect(chart.text(width: width) == chart.text(width: 60))
  }

  @Test(arguments: [120, 121, Int.max])
  func aGreatWidthIsTakenForTheGreatest(width: Int) throws {
    let chart = try plainChart(title: "Wide")
    #expect(chart.text(width: width) == chart.text(width: 120))
  }

  @Test func linesCanBeInASCIIAlone() throws {
    for scenario in DiverseScenarios.all {
      let trace = try Tracer(scenario, seed: 5).trace(trial: 2)
      let chart = SequenceChart(trace, of: scenario, title: "é ✗")
      #expect(chart.text(ascii: true).utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
    }
  }

  /// The same lines as with other characters, drawn with these.
  @Test func linesInASCIIHaveTheSameShape() throws {
    let chart = try plainChart(title: "Plain")
    #expect(
      chart.text(width: 60, ascii: true) == """
        Plain

           time  client       network          server
                 |                             |
           0 ms  +- attempt 1 --\\              |
          20 ms  |              \\------------->|
          25 ms  |                             # stores copy 1
                 |   lost x- 200 to attempt 1 -+
         200 ms  * attempt 1 timed out         |
                 * gives up: timeout           |
                 :                             |
                 believes: unknown ? is: stored once

        client    timeout: its last attempt got no answer, so it has
                  no idea
                  it stopped after 1 attempt, at 200 ms
        server    1 copy
        verdict   phantom: the data is stored, and the client thinks
                  it may have lost it
        evidence  client-log: only the client logged a failure

        """)
  }

  /// At 60 columns "attempt 1.2" fits between a gateway and its neighbours, and "500 to read 2.2"
  /// does not: names are short in the whole chart, and that label stands above its arrow.
  @Test func aLongLabelStandsAboveItsArrow() throws {
    var scenario = Scenario.steady()
    scenario.client.timeout = .seconds(1)
    scenario.client.readBack = .each
    scenario.server.read = .constant(.milliseconds(5))
    scenario.client.retry.retriedStatuses = [.serverError]
    scenario.server.failsBeforeStore = .always
    scenario.gateway = .steady()
    scenario.gateway?.network = Network()
    let trace = try Tracer(scenario, seed: 1).trace(trial: 0)
    let text = SequenceChart(trace, of: scenario, title: "").text(width: 60)
    #expect(
      text.contains(
        """
         125 ms  │                │                ● fails to read
                 │                │  500 to read 2 │
                 │                │       ╭────────┤
                 │                │◄──────╯        │
                 │                ├─ read 2.2 ╮    │
                 │                │           ╰───►│

        """))
    #expect(
      text.hasSuffix(
        """
        names     attempt 1.2 is the gateway's try 2 of attempt 1
                  read 2 is the read before attempt 2

        """))
  }

  @Test(arguments: ["", "  "])
  func withoutATitleTheParticipantsComeFirst(title: String) throws {
    #expect(try plainChart(title: title).text().hasPrefix("   time  client"))
  }

  @Test func aTitleDoesNotActOnTheTerminal() throws {
    let chart = try plainChart(title: "a\u{1B}[31m\u{202E}b\nc")
    #expect(chart.text().hasPrefix("a\\u{1b}[31m\\u{202e}b\\u{a}c\n\n"))
  }

  private func plainChart(title: String) throws -> SequenceChart {
    var scenario = Scenario.steady(attempts: 1)
    scenario.network.response.loss = .always
    return SequenceChart(
      try Tracer(scenario, seed: 1).trace(trial: 0), of: scenario, title: title)
  }
}
