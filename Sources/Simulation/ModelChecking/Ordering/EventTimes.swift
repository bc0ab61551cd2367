/// The times of the events of a path, as early as their order allows.
struct EventTimes {
  /// The bound that `one` comes at most `most` nanoseconds after `other`; negative for "before it".
  private struct Bound {
    let one: Int
    let other: Int
    let most: Int64
  }

  /// The meaning of a delay that a handler has drawn.
  private enum Drawn {
    /// The time from one event to another.
    case between(Int, Int)
    /// Nothing was scheduled after it.
    case nothing(Delay)
  }

  private var bounds: [Bound] = []
  /// The number of events; event 0 is the start.
  private var count = 1
  /// The event that is handled now.
  private var present = 0
  private var drawn: [Drawn] = []

  /// Notes that one of the pending events comes before the others, and removes it.
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

  /// Adds the events that a handler has scheduled, with the draws of their delays.
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

  /// The delays that were drawn, in their order: the shortest that cause this order of events.
  ///
  /// They are the least solution of the difference bounds, found by relaxation (Bellman–Ford).
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
    precondition(isRelaxed && times[0] == 0, "an order that a search found has a solution")
    return drawn.map { drawn in
      switch drawn {
      case .between(let one, let other): .nanoseconds(times[other] - times[one])
      case .nothing(let delay): delay
      }
    }
  }
}
