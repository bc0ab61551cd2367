import Simulation
import Testing

/// An agenda against a list that is searched from end to end.
@Suite struct AgendaTests {
  /// How far ahead the next event is scheduled.
  enum Spread: CaseIterable {
    case even, ties, allAtOnce, wild, bursts

    func delay(_ bits: UInt64) -> Int64 {
      switch self {
      case .even: Int64(bits % 1_000_000)
      case .ties: Int64(bits % 4) * 1_000
      case .allAtOnce: 0
      // From nanoseconds to years.
      case .wild: Int64(bits >> 8) >> Int64(bits % 54)
      case .bursts: bits % 100 == 0 ? 1_000_000_000 : Int64(bits % 10)
      }
    }
  }

  private func random(_ step: Int, _ salt: UInt64) -> UInt64 {
    Luck(seed: salt, trial: UInt64(step)).bits(at: Site(actor: 0, kind: 0))
  }

  @Test(arguments: Spread.allCases, [1, 5, 40, 700])
  func eventsComeInTheOrderOfTheirInstantsAndThenOfTheirScheduling(
    spread: Spread, pending: Int
  ) {
    var agenda = Agenda<Int>()
    var reference: [(time: Int64, event: Int)] = []
    var now: Int64 = 0
    var scheduled = 0
    func schedule() {
      let delay = spread.delay(random(scheduled, 1))
      let instant = Instant.start + .nanoseconds(now) + .nanoseconds(delay)
      agenda.insert(scheduled, at: instant)
      reference.append((instant.nanoseconds, scheduled))
      scheduled += 1
    }
    for round in 0..<3 {
      for _ in 0..<pending { schedule() }
      for step in 0..<800 {
        if random(step, 2) % 8 != 0 || agenda.count == 0 { schedule() }
        #expect(agenda.count == reference.count)
        // The list is in the order of scheduling: the first of the earliest is next.
        var next = 0
        for index in reference.indices where reference[index].time < reference[next].time {
          next = index
        }
        let expected = reference.remove(at: next)
        let found = agenda.popFirst()
        #expect(found?.event == expected.event && found?.instant.nanoseconds == expected.time)
        now = expected.time
      }
      if round == 1 {
        // A new start in the same memory.
        agenda.removeAll()
        reference.removeAll()
        now = 0
      }
    }
    while let found = agenda.popFirst() {
      let index = reference.firstIndex { $0.event == found.event }
      #expect(index != nil && found.instant.nanoseconds >= now)
      now = found.instant.nanoseconds
      if let index { reference.remove(at: index) }
    }
    #expect(reference.isEmpty)
  }

  @Test(arguments: Spread.allCases)
  func manyEventsAreSorted(spread: Spread) {
    var agenda = Agenda<Int>()
    var reference: [(time: Int64, event: Int)] = []
    for event in 0..<20_000 {
      let time = spread.delay(random(event, 3))
      agenda.insert(event, at: .start + .nanoseconds(time))
      reference.append((time, event))
    }
    reference.sort { ($0.time, $0.event) < ($1.time, $1.event) }
    var wrong = 0
    for expected in reference where agenda.popFirst()?.event != expected.event { wrong += 1 }
    #expect(wrong == 0 && agenda.count == 0)
  }
}
