import Simulation
import Testing

@Suite struct KeyedRandomTests {
  @Test(arguments: Neighborhood.allCases)
  func everyBitIsSetInHalfOfTheDraws(along walk: Neighborhood) {
    let draws = walk.walk(10_000)
    for position in 0..<64 {
      var count = 0
      for bits in draws { count += Int(bits >> UInt64(position) & 1) }
      #expect(Plausibility.count(count, of: draws.count, chance: 0.5), "bit \(position)")
    }
  }

  @Test(arguments: Neighborhood.allCases)
  func everyByteIsUniform(along walk: Neighborhood) {
    let draws = walk.walk(25_600)
    for position in stride(from: UInt64(0), to: 64, by: 8) {
      var counts = [Int](repeating: 0, count: 256)
      for bits in draws { counts[Int(bits >> position & 0xff)] += 1 }
      #expect(Plausibility.areEven(counts), "byte \(position / 8)")
    }
  }

  /// A lattice shows in pairs what it hides in single draws.
  @Test(arguments: Neighborhood.allCases, [60, 30, 0] as [UInt64])
  func pairsOfNeighborsFillTheSquare(along walk: Neighborhood, shift: UInt64) {
    let draws = walk.walk(25_600)
    var counts = [Int](repeating: 0, count: 256)
    for (one, next) in zip(draws, draws.dropFirst()) {
      let (high, low) = (one >> shift & 15, next >> shift & 15)
      counts[Int(high << 4 | low)] += 1
    }
    #expect(Plausibility.areEven(counts))
  }

  @Test(arguments: Neighborhood.allCases)
  func neighborsAgreeInHalfOfTheirBitsHoweverTheyAreTurned(along walk: Neighborhood) {
    let draws = walk.walk(3_000)
    for turn in 0..<64 as Range<UInt64> {
      var agreeing = 0
      for (one, next) in zip(draws, draws.dropFirst()) {
        let turned = next << turn | next >> ((64 - turn) & 63)
        agreeing += (one ^ ~turned).nonzeroBitCount
      }
      #expect(Plausibility.count(agreeing, of: 64 * (draws.count - 1), chance: 0.5), "by \(turn)")
    }
  }

  @Test(arguments: Neighborhood.allCases)
  func everyBitOfTheKeyChangesHalfOfTheDraw(along walk: Neighborhood) {
    let width = 64 - walk.size.leadingZeroBitCount - (walk.size == .max ? 0 : 1)
    for position in 0..<UInt64(width) {
      var changed = [Int](repeating: 0, count: 64)
      for round in 0..<300 as Range<UInt64> {
        let number = round % walk.size
        var difference =
          walk.bits(number, round: round) ^ walk.bits(number ^ 1 << position, round: round)
        while difference != 0 {
          changed[difference.trailingZeroBitCount] += 1
          difference &= difference - 1
        }
      }
      for (bit, count) in changed.enumerated() {
        #expect(Plausibility.count(count, of: 300, chance: 0.5), "\(position) changes \(bit)")
      }
    }
  }

  @Test func aDrawDependsOnItsKeyAloneAndNotOnTheDrawsBeforeIt() {
    let random = KeyedRandom(seed: 5, trial: 7)
    var choicePoints = (0..<1_000).map {
      ChoicePoint(actor: UInt8($0 % 5), kind: UInt8($0 % 11), attempt: $0)
    }
    let first = Dictionary(uniqueKeysWithValues: choicePoints.map { ($0, random.bits(at: $0)) })
    var generator = SeededGenerator(seed: 4)
    choicePoints.shuffle(using: &generator)
    let again = KeyedRandom(seed: 5, trial: 7)
    for choicePoint in choicePoints.dropLast(500) {
      #expect(again.bits(at: choicePoint) == first[choicePoint])
    }
  }

  @Test func noTwoDecisionsShareTheirDraw() {
    var draws: Set<UInt64> = []
    var count = 0
    for seed in 0..<3 as Range<UInt64> {
      for trial in 0..<20 as Range<UInt64> {
        let random = KeyedRandom(seed: seed, trial: trial)
        for attempt in 0..<5 as Range<UInt32> {
          for kind in 0..<5 as Range<UInt8> {
            for operation in 0..<5 as Range<UInt32> {
              let choicePoint = ChoicePoint(
                actor: kind % 2, kind: kind, attempt: attempt, hop: UInt16(kind),
                operation: operation)
              draws.insert(random.bits(at: choicePoint))
              count += 1
            }
          }
        }
      }
    }
    #expect(draws.count == count)
  }

  /// A seed and a trial that were only added or exclusive-or-ed would be the same in either order.
  @Test func theSeedAndTheTrialAreNotInterchangeable() {
    let choicePoint = ChoicePoint(actor: 0, kind: 0)
    for number in 1...200 as ClosedRange<UInt64> {
      let one = KeyedRandom(seed: number, trial: number + 1).bits(at: choicePoint)
      let other = KeyedRandom(seed: number + 1, trial: number).bits(at: choicePoint)
      #expect(one != other)
    }
  }
}
