import Simulation
import Testing

@Suite struct LuckTests {
  /// 64 bits of one decision, whichever of its keys varies.
  static let varied: [(name: String, bits: @Sendable (UInt64) -> UInt64)] = [
    ("trial", { Luck(seed: 1, trial: $0).bits(at: Site(actor: 0, kind: 0, attempt: 1)) }),
    ("seed", { Luck(seed: $0, trial: 0).bits(at: Site(actor: 0, kind: 0, attempt: 1)) }),
    ("attempt", { Luck(seed: 1, trial: 5).bits(at: Site(actor: 0, kind: 0, attempt: UInt32($0))) }),
    ("hop", { Luck(seed: 1, trial: 5).bits(at: Site(actor: 0, kind: 0, hop: UInt16($0))) }),
    (
      "operation",
      { Luck(seed: 1, trial: 5).bits(at: Site(actor: 0, kind: 0, operation: UInt32($0))) }
    ),
  ]

  @Test(arguments: varied.indices)
  func everyBitIsSetInHalfOfAllCasesAndTellsNothingOfTheNext(index: Int) {
    let count = 16_384
    let words = (0..<UInt64(count)).map(LuckTests.varied[index].bits)
    // Six standard errors of a fair coin.
    let margin = 3 * Double(count).squareRoot()
    for bit in 0..<64 as Range<UInt64> {
      var ones = 0
      var equalNeighbours = 0
      for place in words.indices {
        ones += Int(words[place] >> bit & 1)
        let next = words[(place + 1) % count]
        equalNeighbours += Int((words[place] ^ next) >> bit & 1)
      }
      #expect(abs(Double(ones - count / 2)) < margin)
      #expect(abs(Double(equalNeighbours - count / 2)) < margin)
    }
    #expect(Set(words).count == count)
  }

  @Test func aDrawDoesNotDependOnOtherDraws() {
    let luck = Luck(seed: 3, trial: 4)
    let site = Site(actor: 2, kind: 3, attempt: 1)
    let alone = luck.bits(at: site)
    for attempt in 2..<100 as Range<UInt32> {
      _ = luck.bits(at: Site(actor: 2, kind: 3, attempt: attempt))
    }
    #expect(luck.bits(at: site) == alone)
  }

  @Test func aChanceOfZeroNeverHappensAndOneAlways() {
    for bits in [0, 1, 1 << 63, .max] as [UInt64] {
      #expect(!Probability.never.happens(bits: bits) && Probability.always.happens(bits: bits))
    }
    let half = Probability(0.5)!
    #expect(half.happens(bits: 1 << 63 - 1) && !half.happens(bits: 1 << 63))
    #expect(!Probability(0x1p-63)!.happens(bits: 2) && Probability(0x1p-63)!.happens(bits: 1))
  }

  @Test(arguments: [-0.001, 1.000001, Double.nan, .infinity, -.infinity])
  func whatIsNoProbabilityIsRefused(value: Double) {
    #expect(Probability(value) == nil)
  }
}
