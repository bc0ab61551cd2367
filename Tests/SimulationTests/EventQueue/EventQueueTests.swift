import Testing

@testable import Simulation

/// An queue, and one that takes few events for a multitude, against a sorted list that is given the same
/// events.
@Suite struct EventQueueTests {
  /// The two side by side.
  private struct Pair {
    var queue = EventQueue<Int>()
    var divided = EventQueue<Int>(ladderThreshold: 60)
    var list = SortedList()
    var now = Instant.start
    var scheduled = 0
    var generator: SeededGenerator
    /// Events that did not come in their turn.
    var wrong = 0

    mutating func schedule(_ spread: Spread) {
      let instant = now + spread.delay(after: now, using: &generator)
      queue.insert(scheduled, at: instant)
      divided.insert(scheduled, at: instant)
      list.insert(scheduled, at: instant)
      scheduled += 1
    }

    mutating func advance() {
      let expected = list.popFirst()
      for found in [queue.popFirst(), divided.popFirst()] {
        if found.map({ SortedList.Entry(instant: $0.instant, event: $0.event) }) != expected {
          wrong += 1
        }
      }
      if queue.count != list.count || divided.count != list.count { wrong += 1 }
      if let expected { now = expected.instant }
    }

    mutating func drain() {
      while list.count > 0 { advance() }
      // Nothing may be left over.
      advance()
    }

    mutating func restart() {
      queue.removeAll()
      divided.removeAll()
      list.removeAll()
      now = .start
    }
  }

  /// Timers come after all other events of their instant, also after those that are scheduled later, and among
  /// themselves in the order of their scheduling.
  @Test(arguments: [3, 40, 500, 5_000])
  func timersComeLastInTheirInstant(count: Int) {
    var queue = EventQueue<Int>()
    // Number n is due at instant n / 4; the odd ones are timers.
    for number in (0..<4 * count).reversed() {
      let instant = Instant.start + .nanoseconds(Int64(number / 4))
      if number % 2 == 1 {
        queue.insertTimer(number, at: instant)
      } else {
        queue.insert(number, at: instant)
      }
    }
    var order: [Int] = []
    while let next = queue.popFirst() { order.append(next.event) }
    let expected: [Int] = (0..<count).flatMap { (instant: Int) -> [Int] in
      let first = 4 * instant
      return [first + 2, first, first + 3, first + 1]
    }
    #expect(order == expected)
  }

  @Test(arguments: Spread.allCases, [1, 5, 33, 97, 200, 2_000, 20_000])
  func eventsComeInTheOrderOfTheirInstantsAndThenOfTheirScheduling(
    spread: Spread, count: Int
  ) {
    var pair = Pair(generator: SeededGenerator(seed: 1))
    for _ in 0..<count { pair.schedule(spread) }
    pair.drain()
    #expect(pair.wrong == 0)
  }

  /// The hold model: every event that is handled schedules one more.
  @Test(arguments: Spread.allCases, [1, 4, 40, 150, 3_000])
  func theOrderHoldsWhileAsManyComeAsGo(spread: Spread, pending: Int) {
    var pair = Pair(generator: SeededGenerator(seed: 2))
    for _ in 0..<pending { pair.schedule(spread) }
    for _ in 0..<2 * pending + 1_000 {
      pair.advance()
      pair.schedule(spread)
    }
    pair.drain()
    #expect(pair.wrong == 0)
  }

  @Test(arguments: Spread.allCases)
  func theOrderHoldsWhileCrowdsGatherAndLeave(spread: Spread) {
    var pair = Pair(generator: SeededGenerator(seed: 3))
    for wave in 0..<12 {
      // More come than go, then more go than come.
      let share: UInt64 = wave % 2 == 0 ? 70 : 25
      for _ in 0..<600 {
        if pair.generator.next() % 100 < share { pair.schedule(spread) } else { pair.advance() }
      }
    }
    pair.drain()
    #expect(pair.wrong == 0)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func theOrderHoldsWhateverFollowsWhat(seed: UInt64) {
    var pair = Pair(generator: SeededGenerator(seed: seed))
    for _ in 0..<30 {
      let spread = Spread.allCases[Int(pair.generator.next() % 8)]
      let burst = Int(pair.generator.next() % 200)
      for _ in 0..<burst { pair.schedule(spread) }
      for _ in 0..<Int(pair.generator.next() % 220) { pair.advance() }
    }
    pair.drain()
    #expect(pair.wrong == 0)
  }

  @Test(arguments: Spread.allCases, [3, 500])
  func anEmptiedQueueStartsAnew(spread: Spread, count: Int) {
    var pair = Pair(generator: SeededGenerator(seed: 5))
    for round in 0..<6 {
      for _ in 0..<count { pair.schedule(spread) }
      // From untouched to almost all gone.
      for _ in 0..<count * round / 6 { pair.advance() }
      pair.restart()
      #expect(pair.queue.count == 0 && pair.queue.popFirst() == nil)
      #expect(pair.divided.count == 0 && pair.divided.popFirst() == nil)
    }
    for _ in 0..<count { pair.schedule(.even) }
    pair.drain()
    #expect(pair.wrong == 0)
  }

  @Test(arguments: Spread.allCases, [5, 60, 400, 5_000])
  func canceledEventsAreGoneAndTheOthersKeepTheirOrder(spread: Spread, count: Int) {
    var pair = Pair(generator: SeededGenerator(seed: 7))
    for divisor in [2, 3, 7, 1] {
      for _ in 0..<count { pair.schedule(spread) }
      for _ in 0..<count / 3 { pair.advance() }
      pair.queue.removeAll { $0 % divisor == 0 }
      pair.divided.removeAll { $0 % divisor == 0 }
      pair.list.removeAll { $0 % divisor == 0 }
      #expect(pair.queue.count == pair.list.count && pair.divided.count == pair.list.count)
      for _ in 0..<count / 10 { pair.schedule(spread) }
    }
    pair.drain()
    #expect(pair.wrong == 0)
  }

  /// The buckets that were chosen for one scale are wrong for the next.
  @Test func aChangeOfScaleIsFollowed() {
    var pair = Pair(generator: SeededGenerator(seed: 6))
    for spread in [Spread.even, .nearAndFar, .everyScale, .ties, .exponential, .end] {
      for _ in 0..<1_500 { pair.schedule(spread) }
      for _ in 0..<1_000 { pair.advance() }
    }
    pair.drain()
    #expect(pair.wrong == 0)
  }

  @Test func nothingComesOutOfAnEmptyQueue() {
    var queue = EventQueue<Int>()
    #expect(queue.popFirst() == nil && queue.count == 0)
    queue.insert(1, at: .end)
    #expect(queue.popFirst()?.instant == .end)
    #expect(queue.popFirst() == nil && queue.count == 0)
  }

  @Test func aCopyOfAQueueIsIndependent() {
    var original = EventQueue<Int>()
    for event in 0..<300 { original.insert(event, at: .start + .seconds(Int64(event))) }
    var copy = original
    for event in 0..<300 { #expect(copy.popFirst()?.event == event) }
    #expect(original.count == 300 && copy.count == 0)
    #expect(original.popFirst()?.event == 0)
  }

  /// Events that are objects, in each form that an queue has, in copies too.
  @Test(arguments: [3, 60, 200, 2_000])
  func aReleasedQueueFreesItsEvents(events: Int) {
    weak var last: Thing?
    var places: [Place] = []
    do {
      let thing = Thing()
      last = thing
      var queue = EventQueue<Thing>(ladderThreshold: 500)
      for number in 0..<events {
        let event = Thing()
        places.append(Place(thing: event))
        queue.insert(number == 0 ? thing : event, at: .start + .seconds(Int64(number % 700)))
      }
      var copy = queue
      for _ in 0..<events / 2 { _ = copy.popFirst() }
      copy.removeAll { $0 === thing }
      var other = queue
      other.removeAll()
      other.insert(thing, at: .start)
      #expect(queue.count == events && other.popFirst()?.event === thing)
      while let next = queue.popFirst() { #expect(next.event.isThere) }
    }
    #expect(last == nil)
    #expect(places.allSatisfy { $0.thing == nil })
  }
}

/// An event that has a life of its own.
private final class Thing {
  let isThere = true
}

private struct Place {
  weak var thing: Thing?
}
