/// When each event of a course comes, as early as its order allows.
struct EventTimes {
  /// That one event comes no more than so long after another: less than nothing for "before it".
  private struct Bound {
    let one: Int
    let other: Int
    let most: Int64
  }

  /// Where a delay comes from that a handler has drawn.
  private enum Drawn {
    /// It is how long after another an event comes.
    case between(Int, Int)
    /// Nothing was scheduled after it.
    case nothing(Delay)
  }

  private var bounds: [Bound] = []
  /// How many events there are, numbered from 0, which is the start.
  private var count = 1
  /// The event that comes now.
  private var present = 0
  private var drawn: [Drawn] = []

  /// Notes that one of the pending events comes before the others, and takes it out.
  ///
  /// - Parameter pending: their numbers in the order in which they were scheduled.
  mutating func comes(_ index: Int, among pending: inout [Int]) {
    let event = pending[index]
    for (place, other) in pending.enumerated() where other != event {
      bounds.append(Bound(one: event, other: other, most: place < index ? -1 : 0))
    }
    pending.remove(at: index)
    present = event
  }

  /// Adds what a handler has scheduled, with the draws that decided it.
  ///
  /// - Returns: the numbers of the events.
  mutating func schedule<Event>(_ world: OrderingWorld<Event>) -> [Int] {
    var events: [Int] = []
    var drawn = world.shortest.map(Drawn.nothing)
    for scheduled in world.scheduled {
      if scheduled.high < .longest {
        bounds.append(Bound(one: count, other: present, most: scheduled.high.nanoseconds))
      }
      bounds.append(Bound(one: present, other: count, most: -scheduled.low.nanoseconds))
      if let draw = scheduled.draw { drawn[draw] = .between(present, count) }
      events.append(count)
      count += 1
    }
    self.drawn += drawn
    return events
  }

  /// The delays that were drawn, in their order: the shortest with which the events come in this order.
  ///
  /// The least solution of difference bounds, by relaxing them until none is left (Bellman, Ford).
  var delays: [Delay] {
    var times = [Int64](repeating: 0, count: count)
    var isRelaxed = false
    for _ in 0...count where !isRelaxed {
      isRelaxed = true
      for bound in bounds where times[bound.one] - bound.most > times[bound.other] {
        times[bound.other] = times[bound.one] - bound.most
        isRelaxed = false
      }
    }
    precondition(isRelaxed && times[0] == 0, "an order that was found has times")
    return drawn.map { drawn in
      switch drawn {
      case .between(let one, let other): .nanoseconds(times[other] - times[one])
      case .nothing(let delay): delay
      }
    }
  }
}
