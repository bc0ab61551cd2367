/// The tallies of pieces of work, added up in the order of the pieces whoever was done first.
struct OrderedSums: Sendable {
  private(set) var tallies: [WeightedTally]
  private var next: UInt64 = 0
  /// What came before its turn.
  private var waiting: [UInt64: [WeightedTally]] = [:]

  init(_ empty: [WeightedTally]) {
    tallies = empty
  }

  mutating func add(_ others: [WeightedTally], of piece: UInt64) {
    waiting[piece] = others
    while let ready = waiting.removeValue(forKey: next) {
      for index in tallies.indices { tallies[index].merge(ready[index]) }
      next += 1
    }
  }
}
