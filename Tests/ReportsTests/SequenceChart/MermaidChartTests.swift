import EndToEnd
import Simulation
import Testing

@testable import Reports

@Suite struct MermaidChartTests {
  /// Text has no `;`, `#` or `<` but those of entity codes and line breaks, so each line is one
  /// statement.
  @Test func everyStatementIsOneOfMermaid() throws {
    let who = "(?:client|gateway[1-8]?|server)"
    let text = "(?:[^;#<>%{}\"\\\\]|#[0-9]+;|<br/>)+"
    let statements = [
      "sequenceDiagram",
      "  title \(text)",
      "  participant \(who)", "  participant gateway([1-8]) as gateway \\1",
      "  \(who)(?:->>|-x)\(who): \(text)",
      "  Note over \(who)(?:,\(who))?: \(text)",
    ]
    let statement = try Regex(statements.map { "(?:\($0))" }.joined(separator: "|"))
    for scenario in DiverseScenarios.all {
      let tracer = Tracer(scenario, seed: 11)
      for trial in 0..<2 as Range<UInt64> {
        let chart = SequenceChart(
          try tracer.trace(trial: trial), of: scenario, title: "a;b#c\n%%{init}%%<br/>style:#")
        let lines = chart.mermaid().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "sequenceDiagram" && lines.last == "")
        for line in lines.dropLast() {
          #expect(try statement.wholeMatch(in: String(line)) != nil, "\(line)")
        }
      }
    }
  }

  /// The execution of the chart of a lost answer: see `ChartsOfRetries`.
  @Test func mermaidTellsTheSameAsTheText() throws {
    var scenario = Scenario.steady()
    scenario.network.response.loss = .half
    let trace = try StagedTrace.suffering([.responseLost(1)], in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Trial 17 of blind (seed 1)")
    #expect(
      chart.mermaid() == """
        sequenceDiagram
          title Trial 17 of blind (seed 1)
          participant client
          participant server
          client->>server: 0 ms: attempt 1
          Note over server: 20 ms: attempt 1 arrives
          Note over server: 25 ms: stores copy 1
          server-xclient: 25 ms: 200 to attempt 1, lost
          Note over client: 200 ms: attempt 1 timed out<br/>waits 50 ms before attempt 2
          client->>server: 250 ms: attempt 2
          Note over server: 270 ms: attempt 2 arrives
          Note over server: 275 ms: stores copy 2
          server->>client: 275 ms: 200 to attempt 2
          Note over client: 295 ms: 200 to attempt 2 arrives<br/>stops: acknowledged
          Note over client: acknowledged: it saw a success<br/>it stopped after 2 attempts, at 295 ms
          Note over server: 2 copies
          Note over client,server: duplicate: the effect is stored 2 times<br/>evidence: none: no log shows that<br/>anything went wrong

        """)
  }

  @Test(arguments: ["", " ", "\t"])
  func aTitleWithoutTextIsLeftOut(title: String) throws {
    let trace = try Tracer(Scenario.steady(), seed: 1).trace(trial: 0)
    let lines = SequenceChart(trace, of: .steady(), title: title).mermaid().split(separator: "\n")
    #expect(lines[1] == "  participant client")
  }
}
