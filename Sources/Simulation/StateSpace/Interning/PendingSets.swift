/// Sets of pending events with the milestones that were reached before, each kept once and numbered from 0 in the order
/// of discovery.
///
/// There are far fewer of them than states.
@usableFromInline
struct PendingSets {
  /// An event to come.
  @usableFromInline
  struct Pending: Hashable {
    /// Twice the time from the present moment, in nanoseconds, plus 1 for a timer: it orders the events.
    @usableFromInline let rank: Int64
    /// The event's number.
    @usableFromInline let event: UInt32

    /// An event after a time, in nanoseconds.
    @inlinable
    init(time: Int64, event: UInt32, isTimer: Bool = false) {
      self.init(rank: PendingSets.rank(time, isTimer: isTimer), event: event)
    }

    @inlinable
    init(rank: Int64, event: UInt32) {
      self.rank = rank
      self.event = event
    }

    /// The time from the present moment, in nanoseconds.
    @inlinable var time: Int64 { rank >> 1 }
    /// A Boolean value that indicates whether it comes after the other events of its instant.
    @inlinable var isTimer: Bool { rank & 1 == 1 }
  }

  /// Twice a time from the present moment, in nanoseconds, plus 1 for a timer: it orders events.
  @inlinable
  static func rank(_ time: Int64, isTimer: Bool) -> Int64 {
    // The longest delay is 100 years, a third of what fits.
    time << 1 | (isTimer ? 1 : 0)
  }

  /// The position of one pending set in the contents.
  @usableFromInline
  struct Entry {
    /// The index of the first event.
    @usableFromInline let first: UInt32
    @usableFromInline let count: UInt32
    /// The milestones that were reached, a bit each.
    @usableFromInline let reached: UInt8

    @inlinable
    init(first: UInt32, count: UInt32, reached: UInt8) {
      self.first = first
      self.count = count
      self.reached = reached
    }
  }

  /// The pending sets, without their index.
  @usableFromInline
  struct Contents {
    /// The position of each set.
    @usableFromInline var entries: [Entry] = []
    /// The events of all pending sets, one after the other.
    @usableFromInline var pending: [Pending] = []

    @inlinable
    init() {}

    /// Returns true if the set of a number has these events and milestones.
    @inlinable
    func holds(_ draft: [Pending], reached: UInt8, as number: Int) -> Bool {
      let entry = entries[number]
      if entry.reached != reached || Int(entry.count) != draft.count { return false }
      for index in draft.indices where pending[Int(entry.first) + index] != draft[index] {
        return false
      }
      return true
    }
  }

  @usableFromInline var contents = Contents()
  /// The index by which they are found.
  @usableFromInline var table = HashIndex()

  @inlinable
  init() {}

  /// Returns the number of a pending set, new or known.
  ///
  /// - Parameters:
  ///   - draft: the pending events, in the order in which they will happen.
  ///   - reached: the milestones, one bit each.
  @inlinable
  mutating func number(of draft: [Pending], reached: UInt8) -> UInt32 {
    var hash = UInt64(reached)
    for pending in draft {
      hash = PendingSets.mixed(hash ^ UInt64(bitPattern: pending.rank))
      hash = PendingSets.mixed(hash ^ UInt64(pending.event))
    }
    let (number, isNew) = table.find(
      hash: UInt32(truncatingIfNeeded: hash >> 32), among: contents
    ) { $0.holds(draft, reached: reached, as: $1) }
    if isNew {
      contents.entries.append(
        Entry(
          first: UInt32(contents.pending.count), count: UInt32(draft.count), reached: reached))
      contents.pending += draft
    }
    return UInt32(number)
  }

  /// The memory of all sets, in bytes, about: a list that grows is there twice for a while.
  @inlinable
  var bytes: Int {
    2 * contents.pending.count * MemoryLayout<Pending>.stride
      + contents.entries.count * (MemoryLayout<Entry>.stride + 16)
  }

  /// A word whose upper bits depend on all bits of another.
  @inlinable
  static func mixed(_ word: UInt64) -> UInt64 {
    // The finalizer of MurmurHash3 (Austin Appleby), its first half.
    let word = (word ^ word >> 33) &* 0xff51_afd7_ed55_8ccd
    return word ^ word >> 33
  }

  /// The number of events in a pending set.
  @inlinable
  func count(of number: UInt32) -> Int { Int(contents.entries[Int(number)].count) }

  /// An event of a set, in the order of time.
  @inlinable
  func pending(_ index: Int, of number: UInt32) -> Pending {
    contents.pending[Int(contents.entries[Int(number)].first) + index]
  }

  /// The milestones that were reached, one bit each.
  @inlinable
  func reached(in number: UInt32) -> UInt8 { contents.entries[Int(number)].reached }
}
