import Testing

@testable import Simulation

/// What an exploration keeps its states in.
@Suite struct InternTableTests {
  /// All have one hash, so that only `==` tells them apart.
  private struct Colliding: Hashable {
    let value: Int
    func hash(into hasher: inout Hasher) {}
  }

  @Test func equalValuesHaveOneNumberInTheOrderInWhichTheyCame() {
    var generator = SeededGenerator(seed: 3)
    var table = InternTable<Int>()
    var numbers: [Int: Int] = [:]
    for _ in 0..<20_000 {
      let value = Int.random(in: 0..<5_000, using: &generator)
      let (number, isNew) = table.number(of: value)
      #expect(isNew == (numbers[value] == nil))
      #expect(number == numbers[value, default: numbers.count])
      numbers[value] = number
    }
    #expect(table.count == numbers.count)
    for (value, number) in numbers { #expect(table[number] == value) }
  }

  @Test func valuesOfOneHashAreToldApart() {
    var table = InternTable<Colliding>()
    for round in 0..<2 {
      for value in 0..<300 {
        let (number, isNew) = table.number(of: Colliding(value: value))
        #expect(number == value && isNew == (round == 0))
      }
    }
  }

  /// A draft that is known is given back: what it held is released once, neither never nor twice.
  @Test func draftsAreKeptOnlyIfTheyAreNew() {
    final class Token {}
    weak var token: Token?
    do {
      let held = Token()
      token = held
      var table = InternTable<ObjectIdentifierOf<Token>>()
      for _ in 0..<3 {
        table.makeDraft().initialize(to: ObjectIdentifierOf(object: held))
        #expect(table.keepDraft(hash: 7) == 0)
      }
      table.makeDraft().initialize(to: ObjectIdentifierOf(object: held))
      table.dropDraft()
      #expect(table.count == 1)
      // What is still a draft when all ends is released too.
      table.makeDraft().initialize(to: ObjectIdentifierOf(object: Token()))
    }
    #expect(token == nil)
  }

  private struct ObjectIdentifierOf<Object: AnyObject>: Hashable {
    let object: Object
    static func == (one: Self, other: Self) -> Bool { one.object === other.object }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(object)) }
  }

  @Test func pendingSetsDifferInTimesEventsAndMilestones() {
    var pendingSets = PendingSets()
    let one = PendingSets.Pending(time: 1, event: 0)
    let other = PendingSets.Pending(time: 1, event: 1)
    let later = PendingSets.Pending(time: 2, event: 0)
    let drafts = [[], [one], [other], [later], [one, other], [other, one], [one, one]]
    for round in 0..<2 {
      for reached in 0..<2 as Range<UInt8> {
        for (index, draft) in drafts.enumerated() {
          let number = pendingSets.number(of: draft, reached: reached)
          #expect(number == UInt32(index + Int(reached) * drafts.count), "round \(round)")
          #expect(pendingSets.count(of: number) == draft.count)
          #expect(pendingSets.reached(in: number) == reached)
        }
      }
    }
  }

  /// Against the heap, with ranks that never rise above the last one removed.
  @Test(arguments: [1, 2, 5] as [UInt64])
  func theQueueGivesTheMostProbableFirst(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var queue = ProbabilityQueue()
    var heap = PriorityQueue(.likeliest)
    var last = 1.0
    for node in 0..<5_000 as Range<Int32> {
      // Often just as probable, so that ties are many.
      let factors = [1, 1, 0.5, 0.25, 0.99, 1e-9, Double.random(in: 0.001...1, using: &generator)]
      let probability = last * factors[Int.random(in: 0..<7, using: &generator)]
      if probability == 0 { continue }
      queue.insert(node ^ 1, probability: probability)
      let cost = PathCost(faults: 0, events: 0, probability: probability)
      heap.insert(.init(cost: cost, node: Int(node ^ 1)))
      if !Bool.random(using: &generator) { continue }
      let (next, expected) = (queue.removeFirst(), heap.removeFirst())
      #expect(next?.probability == expected?.cost.probability)
      #expect(next.map { Int($0.node) } == expected?.node)
      guard let next, next.probability > 1e-280 else { break }
      last = next.probability
    }
    while let expected = heap.removeFirst() {
      #expect(queue.removeFirst().map { Int($0.node) } == expected.node)
    }
    #expect(queue.removeFirst()?.node == nil)
  }
}
