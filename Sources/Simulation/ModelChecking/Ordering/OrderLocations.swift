/// A pending event of a node, in one word.
@usableFromInline
struct OrderedEvent: Hashable {
  /// The number of the event from bit 16 on, its rank in bits 1 to 15, and whether it is a timer in bit 0.
  @usableFromInline var word: UInt64

  /// An event by its number.
  @inlinable
  init(_ event: Int, isTimer: Bool) {
    word = UInt64(event) << 16 | (isTimer ? 1 : 0)
  }

  /// The number of the event.
  @inlinable
  var event: Int {
    get { Int(truncatingIfNeeded: word >> 16) }
    set { word = word & 0xffff | UInt64(newValue) << 16 }
  }
  /// A Boolean value that indicates whether it comes after the other events of its instant.
  @inlinable var isTimer: Bool { word & 1 == 1 }

  /// The place among the events that are certain to come at the same instant, counted from 1 in the order of their
  /// scheduling; 0 if there are none, or their order is left open.
  @inlinable
  var rank: Int {
    get { Int(truncatingIfNeeded: word >> 1) & 0x7fff }
    set { word = word & ~0xfffe | UInt64(truncatingIfNeeded: newValue & 0x7fff) << 1 }
  }
}

/// The states of a search, each with its pending events but without their times: kept once each and numbered from 0.
@usableFromInline
struct OrderLocations {
  @usableFromInline
  struct Entry {
    /// The number of the state.
    @usableFromInline let state: UInt32
    /// The number of pending events.
    @usableFromInline let count: UInt32
    /// The index of the first pending event.
    @usableFromInline let first: Int
    /// The node of this location that was found last; -1 for none.
    @usableFromInline var lastNode: Int32

    @inlinable
    init(state: UInt32, count: UInt32, first: Int) {
      self.state = state
      self.count = count
      self.first = first
      lastNode = -1
    }
  }

  @usableFromInline
  struct Contents {
    /// The position of each location.
    @usableFromInline var entries: [Entry] = []
    /// The pending events of all locations, one after the other.
    @usableFromInline var pending: [OrderedEvent] = []

    @inlinable
    init() {}

    /// Returns true if the location of a number is this state with these pending events.
    @inlinable
    func holds(_ state: UInt32, _ draft: [OrderedEvent], as number: Int) -> Bool {
      let entry = entries[number]
      if entry.state != state || Int(entry.count) != draft.count { return false }
      for index in draft.indices where pending[entry.first &+ index] != draft[index] {
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

  /// The location of a number.
  @inlinable
  subscript(number: UInt32) -> Entry {
    get { contents.entries[Int(number)] }
    set { contents.entries[Int(number)] = newValue }
  }

  /// The number of a location, new or known.
  @inlinable
  mutating func number(of state: Int, _ draft: [OrderedEvent]) -> UInt32 {
    let state = UInt32(state)
    var hash = PendingSets.mixed(UInt64(state))
    for pending in draft { hash = PendingSets.mixed(hash ^ pending.word) }
    let (number, isNew) = table.find(
      hash: UInt32(truncatingIfNeeded: hash >> 32), among: contents
    ) { $0.holds(state, draft, as: $1) }
    if isNew {
      contents.entries.append(
        Entry(state: state, count: UInt32(draft.count), first: contents.pending.count))
      contents.pending += draft
    }
    return UInt32(number)
  }

  /// Makes a list the pending events of a location.
  @inlinable
  func read(_ number: UInt32, into list: inout [OrderedEvent]) {
    let entry = self[number]
    list.removeAll(keepingCapacity: true)
    for index in entry.first..<entry.first &+ Int(entry.count) {
      list.append(contents.pending[index])
    }
  }
}
