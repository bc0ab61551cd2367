/// The events that come next: a sorted array while there are few, a heap when there are many.
///
/// A handful of pending events is what a single operation has, and for those nothing beats moving
/// the few that come later by one place. A heap bounds the cost of an instant at which a million
/// events meet: inserting and removing are logarithmic then.
@usableFromInline
struct SortedTier<Event> {
  /// In the sorted form the earliest is last; in the heap the children of `i` are `4i + 1 ... 4i + 4`.
  @usableFromInline var entries = Slab<QueuedEvent<Event>>()
  /// A Boolean value that indicates whether the array is a heap and no longer sorted.
  @usableFromInline var isHeap = false

  /// Above this many entries the sorted array becomes a heap.
  @inlinable static var sortedCapacity: Int { 32 }

  @inlinable init() {}

  @inlinable var count: Int { entries.count }
  /// A Boolean value that indicates whether there are no events.
  @inlinable var isEmpty: Bool { entries.isEmpty }

  @inlinable
  mutating func removeAll() {
    entries.removeAll()
    isHeap = false
  }

  /// Inserts an event, and turns the array into a heap when it has grown too long to be kept
  /// sorted.
  @inlinable
  mutating func insert(_ entry: QueuedEvent<Event>) {
    if isHeap {
      insertIntoHeap(entry)
    } else if entries.count == SortedTier.sortedCapacity {
      becomeHeap()
      insertIntoHeap(entry)
    } else {
      insertInOrder(entry)
    }
  }

  /// - Precondition: the events are sorted, and there is room for one more.
  @inlinable
  mutating func insertInOrder(_ entry: QueuedEvent<Event>) {
    var place = entries.count &- 1
    guard place >= 0, !entry.comes(before: entries[place]) else {
      entries.append(entry)
      return
    }
    entries.append(entries[place])
    while place > 0, !entry.comes(before: entries[place &- 1]) {
      entries[place] = entries[place &- 1]
      place &-= 1
    }
    entries[place] = entry
  }

  /// Takes the first event; `nil` if there is none.
  @inlinable
  mutating func popFirst() -> QueuedEvent<Event>? {
    if !isHeap { return entries.popLast() }
    return popFirstOfHeap()
  }

  /// Sorted the other way round, the array is a heap already.
  @inlinable @inline(never)
  mutating func becomeHeap() {
    for index in 0..<entries.count / 2 {
      let other = entries.count - 1 - index
      (entries[index], entries[other]) = (entries[other], entries[index])
    }
    isHeap = true
  }

  /// Inserts an event into the heap. Each node has four children, which halves the height and
  /// keeps them in one cache line (LaMarca, Ladner, *The Influence of Caches on the Performance
  /// of Heaps*, 1996).
  @inlinable @inline(never)
  mutating func insertIntoHeap(_ entry: QueuedEvent<Event>) {
    entries.append(entry)
    var place = entries.count - 1
    while place > 0 {
      let parent = (place - 1) / 4
      if !entry.comes(before: entries[parent]) { break }
      entries[place] = entries[parent]
      place = parent
    }
    entries[place] = entry
  }

  /// Takes the first event of the heap; an empty one becomes a sorted array again.
  @inlinable @inline(never)
  mutating func popFirstOfHeap() -> QueuedEvent<Event>? {
    guard let moved = entries.popLast() else {
      isHeap = false
      return nil
    }
    if entries.isEmpty {
      isHeap = false
      return moved
    }
    let first = entries[0]
    var place = 0
    while true {
      let firstChild = 4 * place + 1
      if firstChild >= entries.count { break }
      var least = firstChild
      for child in firstChild + 1..<max(firstChild + 1, min(firstChild + 4, entries.count))
      where entries[child].comes(before: entries[least]) {
        least = child
      }
      if !entries[least].comes(before: moved) { break }
      entries[place] = entries[least]
      place = least
    }
    entries[place] = moved
    return first
  }

  /// Removes the events that a condition holds for.
  ///
  /// - Precondition: the events are sorted, and stay so.
  @inlinable
  mutating func removeAll(where isUnwanted: (Event) -> Bool) {
    var kept = 0
    for index in 0..<entries.count where !isUnwanted(entries[index].event) {
      if kept < index { entries[kept] = entries[index] }
      kept &+= 1
    }
    entries.removeLast(entries.count &- kept)
  }

  /// Takes every event out and puts them at the end of an array.
  @inlinable
  mutating func drain(into drained: inout [QueuedEvent<Event>]) {
    drained += entries.all
    removeAll()
  }

  /// The same events in memory of their own.
  @inlinable
  func copy() -> SortedTier {
    var copy = self
    copy.entries = entries.copy()
    return copy
  }

  /// Gives the memory back.
  @inlinable
  mutating func free() { entries.free() }
}
