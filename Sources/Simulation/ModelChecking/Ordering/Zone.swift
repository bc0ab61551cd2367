/// The possible times of the pending events, relative to each other: for every two of them the longest time from the one
/// to the other.
///
/// It is a difference bound matrix (Dill, *Timing Assumptions and Verification of Finite-State Concurrent Systems*,
/// 1989), always closed: every bound is the tightest that follows from all bounds. Times are whole nanoseconds, so "earlier
/// than" is "at least one nanosecond earlier", and a matrix without a negative cycle has a solution. There is no clock
/// for the present: nothing depends on the time since the last event.
@usableFromInline
struct Zone: Hashable, Sendable {
  /// The longest time from clock `column` to clock `row`, in nanoseconds, at `row * size + column`.
  @usableFromInline var bounds: [Int64] = []
  /// The number of clocks.
  @usableFromInline var size = 0

  /// The value from which a bound bounds nothing: a delay of 100 years outlasts all others.
  @inlinable static var unbounded: Int64 { Delay.longest.nanoseconds }

  /// The zone of no events.
  @inlinable
  init() {}

  /// The longest time from clock `other` to clock `one`, in nanoseconds.
  @inlinable
  subscript(one: Int, other: Int) -> Int64 {
    get { bounds[one &* size &+ other] }
    set { bounds[one &* size &+ other] = newValue }
  }

  /// The sum of two bounds; unbounded if either is.
  @inlinable @inline(__always)
  static func sum(_ one: Int64, _ other: Int64) -> Int64 {
    one >= unbounded || other >= unbounded ? unbounded : min(one &+ other, unbounded)
  }

  /// Makes this the zone of one clock.
  @inlinable
  mutating func reset() {
    bounds.removeAll(keepingCapacity: true)
    bounds.append(0)
    size = 1
  }

  /// Makes this the zone of some clocks of another one, and of a number of clocks to be appended.
  ///
  /// - Parameter more: the number of clocks for which there is to be room.
  @inlinable
  mutating func copy(_ other: Zone, roomFor more: Int) {
    let width = other.size &+ more
    bounds.removeAll(keepingCapacity: true)
    for row in 0..<other.size {
      for column in 0..<other.size { bounds.append(other.bounds[row &* other.size &+ column]) }
      for _ in 0..<more { bounds.append(0) }
    }
    for _ in 0..<more &* width { bounds.append(0) }
    size = width
  }

  /// Sets the bounds of a clock that comes at least `low` and at most `high` after another one.
  ///
  /// - Parameter clock: the index of the clock; the clocks before it have their bounds.
  @inlinable
  mutating func place(_ clock: Int, after origin: Int, atLeast low: Delay, atMost high: Delay) {
    for other in 0..<clock {
      self[other, clock] = Zone.sum(self[other, origin], -low.nanoseconds)
      self[clock, other] = Zone.sum(high.nanoseconds, self[origin, other])
    }
    self[clock, clock] = 0
  }

  /// Makes this the zone of some of the clocks of another one, in the given order.
  @inlinable
  mutating func select(_ clocks: [Int], of other: Zone) {
    bounds.removeAll(keepingCapacity: true)
    for row in clocks {
      for column in clocks { bounds.append(other.bounds[row &* other.size &+ column]) }
    }
    size = clocks.count
  }

  /// Adds the condition that a clock comes before all others.
  ///
  /// - Parameter slacks: for each other clock the longest time from it to this one: 0 if this one comes first at the same
  ///   instant, -1 if the other one does, more if this one need not wait for the other one.
  /// - Returns: false if that is impossible; the bounds are void then.
  @inlinable
  mutating func require(_ clock: Int, first slacks: [Int64]) -> Bool {
    // The tightest bound from the clock to each other one, with one of the new bounds or without.
    var tightest = [Int64]()
    tightest.reserveCapacity(size)
    for column in 0..<size { tightest.append(self[clock, column]) }
    for other in 0..<size where other != clock {
      let bound = slacks[other]
      for column in 0..<size {
        let path = Zone.sum(bound, self[other, column])
        if path < tightest[column] { tightest[column] = path }
      }
    }
    if tightest[clock] < 0 { return false }
    for row in 0..<size {
      let toClock = self[row, clock]
      if toClock >= Zone.unbounded { continue }
      for column in 0..<size {
        let path = Zone.sum(toClock, tightest[column])
        if path < self[row, column] { self[row, column] = path }
      }
    }
    return true
  }

  /// Returns true if two clocks always show the same instant.
  @inlinable
  func areTied(_ one: Int, _ other: Int) -> Bool {
    self[one, other] == 0 && self[other, one] == 0
  }
}

/// The zones of the nodes of a search, kept once each and numbered from 0.
@usableFromInline
struct ZoneTable {
  @usableFromInline
  struct Contents {
    /// The first bound of each zone.
    @usableFromInline var firsts: [Int] = []
    /// The size of each zone.
    @usableFromInline var sizes: [UInt16] = []
    /// The bounds of all zones, one after the other.
    @usableFromInline var bounds: [Int64] = []

    @inlinable
    init() {}

    /// Returns true if the zone of a number is this one.
    @inlinable
    func holds(_ zone: Zone, as number: Int) -> Bool {
      if Int(sizes[number]) != zone.size { return false }
      let first = firsts[number]
      for index in 0..<zone.bounds.count where bounds[first &+ index] != zone.bounds[index] {
        return false
      }
      return true
    }
  }

  /// The relation of a known zone to another one.
  @usableFromInline
  enum Relation { case equal, includes, isIncluded, neither }

  @usableFromInline var contents = Contents()
  /// The index by which they are found.
  @usableFromInline var table = HashIndex()

  @inlinable
  init() {}

  /// The number of a zone, new or known.
  @inlinable
  mutating func number(of zone: Zone) -> UInt32 {
    precondition(zone.size <= UInt16.max, "a node has at most 65,535 pending events")
    var hash = UInt64(zone.size)
    for bound in zone.bounds { hash = PendingSets.mixed(hash ^ UInt64(bitPattern: bound)) }
    let (number, isNew) = table.find(
      hash: UInt32(truncatingIfNeeded: hash >> 32), among: contents
    ) { $0.holds(zone, as: $1) }
    if isNew {
      contents.firsts.append(contents.bounds.count)
      contents.sizes.append(UInt16(zone.size))
      contents.bounds += zone.bounds
    }
    return UInt32(number)
  }

  /// Makes a zone the one with a number.
  @inlinable
  func read(_ number: UInt32, into zone: inout Zone) {
    let first = contents.firsts[Int(number)]
    let size = Int(contents.sizes[Int(number)])
    zone.size = size
    zone.bounds.removeAll(keepingCapacity: true)
    for index in first..<first &+ size &* size { zone.bounds.append(contents.bounds[index]) }
  }

  /// Returns the relation of the zone with a number to another one of as many clocks.
  @inlinable
  func relation(of number: UInt32, to zone: Zone) -> Relation {
    let first = contents.firsts[Int(number)]
    var isLarger = false
    var isSmaller = false
    for index in 0..<zone.bounds.count {
      let (own, other) = (contents.bounds[first &+ index], zone.bounds[index])
      if own > other { isLarger = true }
      if own < other { isSmaller = true }
      if isLarger && isSmaller { return .neither }
    }
    if isLarger { return .includes }
    return isSmaller ? .isIncluded : .equal
  }
}
