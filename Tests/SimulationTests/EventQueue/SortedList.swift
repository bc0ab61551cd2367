import Simulation

/// The obvious queue, as a reference: a list in order, in which every event is put in its place.
struct SortedList {
  struct Entry: Equatable {
    let instant: Instant
    let event: Int
  }

  /// The first is last, where removing costs nothing.
  private var entries: [Entry] = []

  var count: Int { entries.count }

  /// After all events of the same instant.
  mutating func insert(_ event: Int, at instant: Instant) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].instant > instant { low = middle + 1 } else { high = middle }
    }
    entries.insert(Entry(instant: instant, event: event), at: low)
  }

  mutating func popFirst() -> Entry? {
    entries.popLast()
  }

  mutating func removeAll(where isUnwanted: (Int) -> Bool = { _ in true }) {
    entries.removeAll { isUnwanted($0.event) }
  }
}
