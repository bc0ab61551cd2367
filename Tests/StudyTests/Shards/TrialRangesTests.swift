import Study
import Testing

/// Ranges of trials, and equal parts of them.
@Suite struct TrialRangesTests {
  @Test(arguments: [(1, 1), (10, 3), (7, 7), (1_000_003, 64), (999_999_999_999_999, 1_000_000)])
  func partsAreEqualAndLeaveNothingOut(trials: UInt64, count: UInt64) throws {
    var next: UInt64 = 0
    var sizes: Set<UInt64> = []
    for index in stride(from: 1, through: count, by: max(1, Int(count / 200))) {
      let range = try #require(ShardNumber(index, of: count)).range(of: trials)
      if index > 1 {
        #expect(
          try #require(ShardNumber(index - 1, of: count)).range(of: trials).upperBound
            == range.lowerBound)
      } else {
        #expect(range.lowerBound == 0)
      }
      sizes.insert(range.upperBound - range.lowerBound)
      next = range.upperBound
    }
    #expect(try #require(ShardNumber(count, of: count)).range(of: trials).upperBound == trials)
    #expect(next <= trials && sizes.count <= 2)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    #expect(ShardNumber(0, of: count) == nil && ShardNumber(count + 1, of: count) == nil)
  }

  @Test func rangesAreUnitedAndWhatIsMissingIsKnown() throws {
    let all = try #require(TrialRanges([6..<8, 0..<2, 2..<4]))
    #expect(all.ranges == [0..<4, 6..<8] && all.count == 6)
    #expect(all.missing(in: 0..<10) == [4..<6, 8..<10])
    #expect(all.missing(in: 1..<8) == [4..<6])
    #expect(TrialRanges([0..<2, 1..<3]) == nil && TrialRanges([3..<3]) == nil)
    #expect(all.overlap(with: TrialRanges(3..<7)) == 3..<4)
    #expect(all.overlap(with: TrialRanges(4..<6)) == nil)
    #expect(all.united(with: TrialRanges(4..<6))?.ranges == [0..<8])
    #expect(all.united(with: TrialRanges(5..<7)) == nil)
    #expect(TrialRanges(4..<4).ranges.isEmpty)
  }
}
