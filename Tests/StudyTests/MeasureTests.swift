import EndToEnd
import Testing

@testable import Study

/// The table of measures.
@Suite struct MeasureTests {
  @Test func everyRowHasANameOfItsOwnAndSaysWhatItCounts() {
    #expect(Set(Measure.all.map(\.name)).count == Measure.all.count)
    #expect(Measure.all.allSatisfy { $0.meaning.hasSuffix(".") && !$0.unit.isEmpty })
    #expect(Measure.all.allSatisfy { Measure.named($0.name) == $0 })
    #expect(Measure.named("hedges") == nil)
  }

  @Test func measuresAreFoundByTheThingsTheyCount() {
    #expect(Measure.share(.duplicate).name == "duplicate")
    #expect(Measure.joint(.acknowledged, copies: 3).name == "acknowledged_3plus")
    #expect(Measure.evidence(.serverLog).name == "evidence_server")
    #expect(Measure.attempts(0).name == "attempts_0")
    #expect(Measure.attempts(Tally.attemptsShown + 1).name == "attempts_17plus")
    #expect(Measure.joints.count == Belief.allCases.count * 4)
  }

  /// Files are read by the positions of their columns: later measures move none of the earlier ones.
  @Test func theColumnsOfTheFirstVersionStandFirst() {
    let first = Measure.columns(.first).map(\.name)
    #expect(
      first.starts(with: [
        "disagree", "lost", "phantom", "duplicate", "late", "stale", "unsure", "clean",
        "acknowledged_0", "acknowledged_1", "acknowledged_2", "acknowledged_3plus",
        "error_0", "error_1", "error_2", "error_3plus",
        "timeout_0", "timeout_1", "timeout_2", "timeout_3plus", "evidence_server",
      ]))
    #expect(
      first.suffix(6) == [
        "attempts_mean", "copies_mean", "time_mean_ms", "time_p50_ms", "time_p99_ms", "cost_mean",
      ])
    #expect(Measure.columns(.first).filter(\.hasIntervalColumns).count == 8)
    #expect(Measure.columns(.second).first == .requestsMean)
    #expect(
      Measure.columns(.last) == [
        .duplicateByRetry, .duplicateByResubmission, .submissionsMean, .support,
        .joint(.rejected, copies: 0), .joint(.rejected, copies: 1), .joint(.rejected, copies: 2),
        .joint(.rejected, copies: 3), .share(.falseRejection),
      ])
    #expect(Measure.share(.falseRejection).hasIntervalColumns)
  }

  /// The rows of `csv-long` and the members of the JSON follow the same rule.
  @Test func laterMeasuresStandBehindAllOthers() {
    #expect(
      Measure.all.suffix(6).map(\.name) == [
        "support", "rejected_0", "rejected_1", "rejected_2", "rejected_3plus", "falseRejection",
      ])
    #expect(
      OutcomeClass.inColumnOrder.map(\.rawValue) == [
        "disagree", "lost", "phantom", "duplicate", "late", "stale", "unsure", "clean",
        "falseRejection",
      ])
    #expect(Set(OutcomeClass.inColumnOrder) == Set(OutcomeClass.allCases))
    #expect(Set(OutcomeClass.anomaliesInColumnOrder) == Set(OutcomeClass.anomalies))
    #expect(OutcomeClass.anomaliesInColumnOrder.last == .falseRejection)
  }

  @Test func ordersHaveTheWordsOfTheCommandLine() {
    #expect(
      ComparisonOrder.allCases.map(\.rawValue) == [
        "cost", "disagree", "lost", "phantom", "duplicate", "unsure", "late", "attempts", "time",
        "falseRejection",
      ])
    #expect(ComparisonOrder(rawValue: "falseRejection")?.measure == .share(.falseRejection))
    #expect(ComparisonOrder(rawValue: "cost") == .cost && ComparisonOrder(rawValue: "stale") == nil)
  }

  /// The index of a key is its place in a tally, and holds all of it.
  @Test func everyOutcomeKeyIsRestoredFromItsIndex() {
    #expect((0..<OutcomeKey.count).allSatisfy { OutcomeKey(index: $0).index == $0 })
    let keys = (0..<OutcomeKey.count).map { OutcomeKey(index: $0) }
    #expect(Set(keys).count == OutcomeKey.count)
    #expect(
      keys.allSatisfy {
        $0.belongs(to: .disagree)
          == ($0.belongs(to: .lost) || $0.belongs(to: .phantom) || $0.belongs(to: .falseRejection))
      })
    #expect(keys.count { $0.belief == .rejected } == OutcomeKey.count / 4)
    #expect(keys.allSatisfy { $0.belief == $0.facts.belief })
  }

  @Test func onlySharesOfKeysThatAreComparedArePaired() {
    let paired = Measure.all.filter(\.isPaired).map(\.name)
    #expect(
      paired == OutcomeClass.firstInColumns.map(\.rawValue) + [
        "duplicate_by_retry", "duplicate_by_resubmission", "support", "falseRejection",
      ])
  }
}
