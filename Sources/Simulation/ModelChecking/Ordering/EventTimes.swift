/// The times of the events of a path, as early as their order allows.
///
/// The bounds form a system of difference constraints. It has a solution exactly if its graph has
/// no negative cycle, and the shortest paths are one (Bellman, *On a Routing Problem*, 1958).
@usableFromInline
struct EventTimes {
  /// The bound that `one` comes at most `most` nanoseconds after `other`; negative for "before it".
  private struct Bound {
    /// The later event of the bound.
    let one: Int
    /// The earlier event of the bound.
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
  /// For each event whether it is a timer; event 0 is the start.
  private(set) var areTimers = [false]
  /// The event that is handled now.
  private var present = 0
  /// The delays that handlers have drawn, in their order.
  private var drawn: [Drawn] = []
  /// For each draw the index of an earlier one that it may not exceed; -1 for none.
  private var limits: [Int] = []
  /// A Boolean value that indicates whether events of the same instant may come in any order.
  private let isAnyOrder: Bool
  /// The events in their order, each with those that were pending when it came.
  private var firings: [(event: Int, pending: [Int])] = []
  /// The events at which the path may repeat: the present one, and those that are pending.
  private var marks: [(present: Int, pending: [Int])] = []

  /// The times of a path before its first event.
  @usableFromInline
  init(isAnyOrder: Bool) {
    self.isAnyOrder = isAnyOrder
  }

  /// Notes the events that are pending at the present moment.
  mutating func mark(_ pending: [Int]) {
    marks.append((present, pending))
  }

  /// Notes that one of the pending events comes before the others.
  ///
  /// Events are numbered in the order of their scheduling, in which those of one instant come, timers last.
  @usableFromInline
  mutating func comes(_ event: Int, among pending: [Int]) {
    for other in pending where other != event {
      let isFirst =
        areTimers[event] == areTimers[other] ? isAnyOrder || event < other : areTimers[other]
      bounds.append(Bound(one: event, other: other, most: isFirst ? 0 : -1))
    }
    present = event
    firings.append((event, pending))
  }

  /// Notes that one of the pending events comes next, each of which it may follow by at most a time.
  @usableFromInline
  mutating func comes(_ event: Int, among pending: [Int], within slacks: [Int64]) {
    for (other, slack) in zip(pending, slacks) where other != event {
      bounds.append(Bound(one: event, other: other, most: slack))
    }
    present = event
    firings.append((event, pending))
  }

  /// Adds the events that a handler has scheduled, with the draws of their delays.
  ///
  /// - Returns: the numbers of the events.
  @usableFromInline
  mutating func schedule<Event>(_ world: OrderingWorld<Event>) -> [Int] {
    var events: [Int] = []
    let firstDraw = drawn.count
    for draw in world.draws {
      drawn.append(.nothing(draw.low))
      limits.append(draw.bound < 0 ? -1 : firstDraw + draw.bound)
    }
    for scheduled in world.scheduled {
      let event = areTimers.count
      if scheduled.high < .longest {
        bounds.append(Bound(one: event, other: present, most: scheduled.high.nanoseconds))
      }
      bounds.append(Bound(one: present, other: event, most: -scheduled.low.nanoseconds))
      if let draw = scheduled.draw { drawn[firstDraw + draw] = .between(present, event) }
      events.append(event)
      areTimers.append(scheduled.isTimer)
    }
    return events
  }

  /// The times of the events of a path.
  struct Solution {
    /// The time of each event, in nanoseconds.
    let times: [Int128]
    /// The delays that were drawn, in their order.
    let delays: [Delay]
    /// For each event its place, from 0, among those that were pending at the same instant, in the order in which they
    /// were scheduled; `nil` if that order is fixed.
    let ranks: [Int]?
    /// Two marks with the same times of their pending events; `nil` if there are none.
    let repeatingRounds: Range<Int>?
  }

  /// The earliest times that cause this order of events; `nil` if none do.
  var solution: Solution? {
    guard let times = earliest else { return nil }
    var delays = drawn.map { drawn in
      switch drawn {
      case .between(let one, let other):
        Delay.nanoseconds(Int64(min(times[other] - times[one], Int128(Delay.longest.nanoseconds))))
      case .nothing(let delay): delay
      }
    }
    for (draw, limit) in limits.enumerated().reversed() where limit >= 0 {
      // Not zero: a range of one value draws nothing.
      delays[limit] = max(delays[limit], delays[draw], .nanoseconds(1))
    }
    let ranks = firings.map { firing in
      firing.pending.count { $0 < firing.event && times[$0] == times[firing.event] }
    }
    // Else the first one comes first, and timers come last.
    return Solution(
      times: times, delays: delays, ranks: isAnyOrder ? ranks : nil,
      repeatingRounds: repeatingRounds(times))
  }

  /// The least solution of the difference bounds, found by relaxation (Bellman–Ford).
  ///
  /// A path may take longer than the 292 years that fit in 64 bits, each delay of it up to 100.
  private var earliest: [Int128]? {
    var times = [Int128](repeating: 0, count: areTimers.count)
    var isRelaxed = false
    for _ in 0...areTimers.count where !isRelaxed {
      isRelaxed = true
      for bound in bounds where times[bound.one] - Int128(bound.most) > times[bound.other] {
        times[bound.other] = times[bound.one] - Int128(bound.most)
        isRelaxed = false
      }
    }
    return isRelaxed && times[0] == 0 ? times : nil
  }

  /// The rounds between two visits of a cycle at which all pending events are as far away as
  /// before; `nil` if no two visits agree.
  private func repeatingRounds(_ times: [Int128]) -> Range<Int>? {
    let rounds = marks.map { mark in mark.pending.map { times[$0] - times[mark.present] } }
    for (later, round) in rounds.enumerated() {
      if let earlier = rounds[..<later].firstIndex(of: round) { return earlier..<later }
    }
    return nil
  }
}
