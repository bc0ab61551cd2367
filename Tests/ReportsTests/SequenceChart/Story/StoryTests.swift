import EndToEnd
import Simulation
import Testing

@testable import Reports

@Suite struct StoryTests {
  /// The story tells every event, in words that need no explanation.
  @Test func everyRowHasASentenceWithoutJargon() throws {
    let jargon = try Regex(
      "attempt|hedg|backoff|back-off|time(d )?-?out|idempot|\\bkeys?\\b|cop(y|ies)|\\back|phantom|"
        + "deadline|\\bretr(y|ies)|breaker|circuit|failover|fails over|outbox|reconcil|transaction|"
        + "request|response|status|queue|replay|budget|[1-5][0-9][0-9](?! ms| s|[.0-9])|%|nil"
    ).ignoresCase()
    var told: Set<String> = []
    for scenario in DiverseScenarios.all {
      let tracer = Tracer(scenario, seed: 23)
      for trial in 0..<24 as Range<UInt64> {
        let trace = try tracer.trace(trial: trial)
        let chart = SequenceChart(trace, of: scenario, title: "")
        let story = chart.story
        #expect(story.count == chart.rows.count)
        told.formUnion(story)
      }
    }
    for presses in [1, 2] as [UInt8] {
      let intention = Intention(Self.withPerson(presses))
      let tracer = Tracer(intention, seed: 5)
      for trial in 0..<200 as Range<UInt64> {
        let chart = SequenceChart(try tracer.trace(trial: trial), of: intention, title: "")
        #expect(chart.story.count == chart.rows.count)
        told.formUnion(chart.story)
      }
    }
    #expect(told.count > 200)
    for sentence in told {
      // What a wait takes has any digits.
      let words = sentence.replacing(try Regex("[0-9.]+ m?s\\b"), with: "a while")
      #expect(words.firstMatch(of: jargon) == nil, "\(sentence)")
      #expect(sentence.hasSuffix(".") && !sentence.hasSuffix("..") && !sentence.contains("  "))
      #expect(sentence.first?.isUppercase == true, "\(sentence)")
    }
  }

  @Test func hiddenFactsAreTold() throws {
    var scenario = Scenario.steady()
    scenario.network.response.loss = .half
    let trace = try StagedTrace.suffering([.responseLost(1)], in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "")
    #expect(
      chart.story == [
        "The customer's app sent the write for the first time.",
        "The write reached the server.",
        "The server stored the write.",
        "The server answered that all was done, but the answer got lost on the way back.",
        "After 200 ms without an answer the app gave up on this try, not knowing that the write "
          + "was stored.",
        "The app decided to wait 50 ms before trying again.",
        "The app sent the write again, though it was already stored.",
        "The same write reached the server once more.",
        "The server stored the write a second time.",
        "The server answered that all was done.",
        "The app got the answer that all was done.",
        "The app took the write for stored and stopped, not knowing that the write was stored "
          + "twice.",
      ])
  }

  /// The story does not take data for stored that was only acknowledged.
  @Test func theStoryTellsWhereAnAnswerContradictsTheServer() throws {
    var scenario = Scenario.steady(attempts: 1)
    scenario.server.acknowledges = .beforeStore
    scenario.server.failsBeforeStore = .always
    let trace = try Tracer(scenario, seed: 1).trace(trial: 0)
    #expect(
      SequenceChart(trace, of: scenario, title: "").story.suffix(4) == [
        "The server answered that all was done, though so far nothing was stored.",
        "The server failed before it stored anything, though it had answered that all was done, "
          + "without a word.",
        "The app got the answer that all was done.",
        "The app took the write for stored and stopped, though so far nothing was.",
      ])
  }

  @Test func sentencesAreNumberedAndWrapped() throws {
    let trace = try Tracer(Scenario.steady(attempts: 1), seed: 1).trace(trial: 0)
    #expect(
      SequenceChart(trace, of: .steady(), title: "").storyText(width: 60) == """
        In plain words
         1. The customer's app sent the write for the first time.
         2. The write reached the server.
         3. The server stored the write.
         4. The server answered that all was done.
         5. The app got the answer that all was done.
         6. The app took the write for stored and stopped, and so it
            was.

        """)
  }

  private static func withPerson(_ presses: UInt8) -> Scenario {
    var scenario = Scenario.steady(attempts: presses == 1 ? 1 : 2)
    scenario.network.request.loss = Probability(0.3)
    scenario.network.response.loss = Probability(0.3)
    scenario.server.failsAfterStore = Probability(0.3)
    var person = Person()
    person.resubmits = .half
    person.after = .constant(.seconds(2))
    person.contactsSupport = Probability(0.3)
    person.closesPage = .init(chance: Probability(0.3), after: .constant(.milliseconds(30)))
    person.pressesTwice = .init(chance: Probability(0.3), after: .constant(.milliseconds(10)))
    scenario.person = person
    return scenario
  }
}
