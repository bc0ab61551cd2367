import EndToEnd
import Reports
import Simulation
import Testing

/// Charts of operations whose client is sure that nothing is stored.
@Suite struct ChartsOfRejections {
  /// A write of which a unique constraint refuses the second request, and the answer to the first is lost.
  private static func refused(_ change: (inout Scenario) -> Void = { _ in }) throws -> SequenceChart
  {
    var scenario = Scenario.steady()
    scenario.server.isUnique = true
    scenario.network.response.loss = .half
    change(&scenario)
    let trace = try StagedTrace.suffering([.responseLost(1)], in: scenario)
    return SequenceChart(trace, of: scenario, title: "Refused")
  }

  @Test func aFalseRejectionIsDrawnAndNamed() throws {
    let chart = try Self.refused()
    #expect(chart.rows.last?.event == .decides(.rejected))
    #expect(chart.verdict.outcome.isFalseRejection && chart.verdict.outcome.isDisagreement)
    #expect(chart.verdict.kinds == [.falseRejection])
    let text = chart.text()
    #expect(text.contains("● stops: rejected"))
    #expect(
      text.contains("client    rejected: it was refused, so it is sure that nothing is stored"))
    #expect(
      text.contains("verdict   falseRejection: the client is sure that the data is not stored"))
    #expect(chart.mermaid().contains("stops: rejected"))
    #expect(chart.svg().contains("falseRejection: "))
    #expect(chart.json().contains("\"belief\": \"rejected\""))
    #expect(chart.json().contains("\"class\": \"falseRejection\""))
  }

  @Test func theStoryTellsWhatTheAppCannotKnow() throws {
    let story = try Self.refused().story
    #expect(
      story.suffix(4) == [
        "The server saw that the data was there already, and stored nothing.",
        "The server answered that such a write was there already, though the write was stored.",
        "The app got the answer that such a write was there already, not knowing that the write "
          + "was stored.",
        "The app took the write for not stored and stopped, though it was.",
      ])
  }

  /// Nothing is stored and the client knows it: no anomaly, and nothing left to be named.
  @Test func aRightRejectionIsOfNoKind() throws {
    var scenario = Scenario.steady(attempts: 1)
    scenario.client.readBack = .last
    scenario.network.request.loss = .half
    let trace = try StagedTrace.suffering([.requestLost(1)], in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Absent")
    #expect(chart.rows.last?.event == .decides(.rejected))
    #expect(chart.verdict.kinds.isEmpty && !chart.verdict.outcome.isDisagreement)
    #expect(
      chart.text().contains(
        "client    rejected: it looked and found nothing, so it is sure that nothing is"))
    #expect(
      chart.text().contains(
        "verdict   no anomaly: the client is sure that nothing is stored, and is right"))
    #expect(chart.story.last == "The app took the write for not stored and stopped, and so it was.")
  }

  /// The job tells a client that takes its write for rejected as it tells one that does not know.
  @Test func aFalseRejectionIsRepairedByTellingTheClient() throws {
    let chart = try Self.refused { $0.reconciliation = Reconciler() }
    #expect(chart.rows.map(\.event).suffix(2) == [.decides(.rejected), .learns])
    let outcome = chart.verdict.outcome
    #expect(outcome.belief == .acknowledged && outcome.hasLearned && outcome.isClean)
    #expect(
      chart.verdict.client.first
        == "acknowledged: it took its write for rejected, and was told afterwards that its data is "
        + "stored")
  }

  @Test func aJobThatRepairsNoPhantomsLeavesFalseRejectionsToo() throws {
    let chart = try Self.refused {
      $0.reconciliation = Reconciler()
      $0.reconciliation?.repairsPhantoms = false
    }
    #expect(chart.rows.last?.event == .decides(.rejected))
    #expect(chart.verdict.outcome.isFalseRejection)
  }
}
