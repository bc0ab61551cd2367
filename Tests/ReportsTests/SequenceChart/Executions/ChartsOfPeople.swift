import EndToEnd
import Simulation
import Testing

@testable import Reports

/// People at the button, drawn.
@Suite struct ChartsOfPeople {
  private static func chart(_ scenario: Scenario, trial: UInt64 = 0) throws -> SequenceChart {
    let intention = Intention(scenario)
    let trace = try Tracer(intention, seed: 1).trace(trial: trial)
    return SequenceChart(trace, of: intention, title: "")
  }

  @Test func showTheSecondPressWithItsOwnAttempt() throws {
    var scenario = Scenario.steady(attempts: 1)
    scenario.client.timeout = .milliseconds(30)
    scenario.person = Person()
    scenario.person?.resubmits = .always
    scenario.person?.mostSubmissions = 2
    scenario.person?.after = .constant(.seconds(5))
    scenario.person?.contactsSupport = .never
    let text = try Self.chart(scenario).text()
    #expect(
      text == """
            time  person                 client   network       server
                  │                      ┊                      │
            0 ms  ● presses              │                      │
                  │                      ├─ attempt 1 ╮         │
           20 ms  │                      │            ╰────────►│
           25 ms  │                      │                      ■ stores copy 1
                  │                      │          ╭ 200 to 1 ─┤
           30 ms  │                      ● attempt 1 timed out  │
                  │                      ● gives up: timeout    │
                  ● no success: presses  ┊          ╎           │
                  │ again in 5 s         ┊          ╎           │
           45 ms  │                      ┊◄─────────╯           │
                  │                      ● 200 to 1 arrives,    │
                  │                      ┊ not heard            │
         5.03 s   ● presses again: press │                      │
                  │ 2                    │                      │
                  │                      ├─ attempt 2/1 ╮       │
         5.05 s   │                      │              ╰──────►│
        5.055 s   │                      │                      ■■ stores copy 2
                  │                      │        ╭ 200 to 2/1 ─┤
         5.06 s   │                      ● attempt 2/1 timed    │
                  │                      │ out    ╎             │
                  │                      ● gives up: timeout    │
                  ● no success: leaves   ┊        ╎             │
        5.075 s   │                      ┊◄───────╯             │
                  │                      ● 200 to 2/1 arrives,  │
                  │                      ┊ not heard            │
                  │                      ┊                      │
                  believes: unknown ? is: stored twice

        client    timeout: its last attempt got no answer, so it has no idea
                  it stopped after 2 attempts in 2 presses, at 5.06 s
        server    2 copies
        verdict   phantom: the data is stored, and the client thinks it may have lost it
                  duplicate: the effect is stored 2 times, because the person pressed
                  again
        evidence  client-log: only the client logged a failure
        names     attempt 2/1 is attempt 1 of press 2

        """)
  }

  /// Every way of retrying and protecting, with a person who does everything that people do.
  @Test func tellOfEachPressWhatItsOperationDid() throws {
    var presses = 0
    for (index, scenario) in DiverseScenarios.all.enumerated() {
      var scenario = scenario
      scenario.person = Person()
      scenario.person?.resubmits = Probability(0.6)
      scenario.person?.contactsSupport = Probability(0.2)
      scenario.person?.after = .exponential(mean: .milliseconds(100))
      scenario.person?.closesPage = .init(
        chance: Probability(0.2), after: .exponential(mean: .milliseconds(100)))
      scenario.person?.pressesTwice = .init(
        chance: Probability(0.2), after: .exponential(mean: .milliseconds(50)))
      if index.isMultiple(of: 2) { scenario.key?.scope = .intention }
      let chart = try Self.chart(scenario, trial: UInt64(index))
      let outcome = chart.verdict.outcome
      check(chart, outcome, mayNotConnect: scenario.network.connect.fails != .never)
      presses += Int(outcome.submissions)
      #expect(!chart.text().isEmpty && !chart.text(ascii: true).isEmpty)
      #expect(chart.mermaid().contains("actor person"))
    }
    #expect(presses > 200)
  }

  private func check(_ chart: SequenceChart, _ outcome: Outcome, mayNotConnect: Bool) {
    #expect(zip(chart.rows, chart.rows.dropFirst()).allSatisfy { $0.instant <= $1.instant })
    var attempts: UInt32 = 0
    var decisions: UInt32 = 0
    var pressed: UInt32 = 0
    var copies: UInt32 = 0
    var ends: [SequenceChart.ChartEvent] = []
    for row in chart.rows {
      switch row.event {
      case .presses(let number):
        pressed += 1
        #expect(number == pressed && row.participant == .person)
      case .sends(let message):
        if row.participant == .client, !message.content.request.isRead { attempts += 1 }
        #expect(message.content.request.press <= pressed)
      case .decides: decisions += 1
      case .isSatisfied, .asksSupport, .leaves:
        ends.append(row.event)
        #expect(row.instant.sinceStart == outcome.time)
      case .stores(let copy, _), .confirms(_, let copy):
        copies += 1
        #expect(copy == copies)
      case .losesWrite(let left): copies = left
      case .storesAgain: copies += 1
      case .voids(let count): copies -= count
      default: break
      }
    }
    // An attempt without a connection is not sent.
    #expect(attempts == outcome.attempts || mayNotConnect && attempts < outcome.attempts)
    #expect(pressed == outcome.submissions)
    #expect(decisions == pressed && copies == outcome.copies && ends.count == 1)
    #expect((ends == [.asksSupport]) == outcome.asksSupport)
  }
}
