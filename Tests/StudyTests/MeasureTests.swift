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

  @Test func rowsAreFoundByWhatTheyCount() {
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
    #expect(first.starts(with: OutcomeClass.allCases.prefix(8).map(\.rawValue)))
    #expect(
      first.suffix(6) == [
        "attempts_mean", "copies_mean", "time_mean_ms", "time_p50_ms", "time_p99_ms", "cost_mean",
      ])
    #expect(Measure.columns(.first).filter(\.hasIntervalColumns).count == 8)
    #expect(Measure.columns(.second).first == .requestsMean)
    #expect(
      Measure.columns(.last) == [
        .duplicateByRetry, .duplicateByResubmission, .submissionsMean, .support,
      ])
  }

  @Test func ordersHaveTheWordsOfTheCommandLine() {
    #expect(
      ComparisonOrder.allCases.map(\.rawValue) == [
        "cost", "disagree", "lost", "phantom", "duplicate", "unsure", "late", "attempts", "time",
      ])
    #expect(ComparisonOrder(rawValue: "cost") == .cost && ComparisonOrder(rawValue: "stale") == nil)
  }

  /// The index of a key is its place in a tally, and holds all of it.
  @Test func aKeyIsItsIndex() {
    #expect((0..<OutcomeKey.count).allSatisfy { OutcomeKey(index: $0).index == $0 })
    let keys = (0..<OutcomeKey.count).map { OutcomeKey(index: $0) }
    #expect(Set(keys).count == OutcomeKey.count)
    #expect(
      keys.allSatisfy {
        $0.belongs(to: .disagree) == ($0.belongs(to: .lost) || $0.belongs(to: .phantom))
      })
  }

  @Test func onlySharesOfKeysThatAreComparedArePaired() {
    let paired = Measure.all.filter(\.isPaired).map(\.name)
    #expect(
      paired == OutcomeClass.allCases.map(\.rawValue) + [
        "duplicate_by_retry", "duplicate_by_resubmission", "support",
      ])
  }
}
