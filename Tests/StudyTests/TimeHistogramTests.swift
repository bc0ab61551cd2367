import Simulation
import Statistics
import Testing

@testable import Study

@Suite struct TimeHistogramTests {
  @Test func everyPlaceIsWhereItsIndexSays() {
    let end = TimeHistogram.Place(.longest).index
    // The longest delay needs some fifty thousand buckets: the memory is bounded.
    #expect(end < 60_000)
    var next: Int64 = 0
    for index in 0...end {
      let place = TimeHistogram.Place(index: index)
      // Each begins where the one before ends.
      #expect(place.lower == next)
      #expect(TimeHistogram.Place(.nanoseconds(place.lower)).index == index)
      let last = min(place.lower + (1 << place.widthBits) - 1, Delay.longest.nanoseconds)
      #expect(TimeHistogram.Place(.nanoseconds(last)).index == index)
      #expect(place.widthBits == 0 || (1 << place.widthBits) * 1_024 <= place.lower)
      next = place.lower + (1 << place.widthBits)
    }
  }

  @Test func ranksMeansAndMergingAgreeWithAList() {
    var whole = TimeHistogram()
    var parts = [TimeHistogram(), TimeHistogram()]
    var lengths: [Int64] = []
    for trial in 0..<2_000 as Range<UInt64> {
      let bits = KeyedRandom(seed: 1, trial: trial).bits(at: ChoicePoint(actor: 0, kind: 0))
      // From nanoseconds to months, and one length again and again.
      let length = trial % 4 == 0 ? 200_000_000 : Int64(bits >> 10) >> Int64(bits % 50)
      lengths.append(length)
      whole.add(.nanoseconds(length))
      parts[Int(trial % 2)].add(.nanoseconds(length))
    }
    lengths.sort()
    for rank in 1...2_000 {
      let found = whole.nanoseconds(atRank: UInt64(rank))
      let length = Double(lengths[rank - 1])
      #expect(abs(found - length) <= length / 1_024)
      if lengths[rank - 1] == 200_000_000 { #expect(abs(found - length) <= 70_000) }
    }
    for bound in [0, 1, 2_047, 200_000_000, lengths[777], lengths[1_999]] {
      // Those that are longer by less than one part in 1,024 may be counted or not.
      let least = lengths.count { $0 > bound + bound / 1_024 }
      let most = lengths.count { $0 > bound }
      let found = Int(whole.count(longerThan: .nanoseconds(bound)))
      #expect(least <= found && found <= most, "\(bound)")
    }
    let steps = whole.steps
    #expect(steps.reduce(0) { $0 + $1.count } == 2_000)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.nanoseconds < $1.nanoseconds })
    let sum = lengths.reduce(0) { $0 + UInt128($1) }
    #expect(whole.sum == sum && whole.count == 2_000)
    #expect(whole.sumOfSquares == lengths.reduce(0) { $0 + UInt128($1) * UInt128($1) })
    parts[0].merge(parts[1])
    #expect(parts[0] == whole)
  }

  @Test func aLengthThatComesAgainAndAgainIsReportedAsItIs() {
    var histogram = TimeHistogram()
    for _ in 0..<1_000 { histogram.add(.milliseconds(45)) }
    #expect(histogram.nanoseconds(atRank: 1) == 45e6)
    #expect(histogram.nanoseconds(atRank: 1_000) == 45e6)
    #expect(histogram.count(longerThan: .milliseconds(45)) == 0)
    #expect(histogram.count(longerThan: .milliseconds(44)) == 1_000)
    #expect(histogram.steps.map(\.nanoseconds) == [45e6])
  }

  @Test func manyAtOnceCountAsOneByOne() {
    let short = (0..<100).map { Delay.nanoseconds(Int64($0) * 700_000_000_000) }
    let bound = Delay.nanoseconds(1 << 46)
    for lengths in [[], short, [bound, .nanoseconds(1)], Array(repeating: .longest, count: 40)] {
      var (one, many) = (TimeHistogram(), TimeHistogram())
      for length in lengths { one.add(length) }
      many.add(lengths)
      #expect(one == many)
    }
  }

  @Test func squaresThatGrowTooLargeAreSaidToBe() {
    var histogram = TimeHistogram()
    for _ in 0..<40 { histogram.add(.longest) }
    #expect(histogram.sumOfSquares == .max)
    #expect(histogram.meanMilliseconds.high == .infinity)
  }
}
