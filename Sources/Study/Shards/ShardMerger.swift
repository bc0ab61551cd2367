/// A merger of shards, in any order.
package struct ShardMerger {
  private var files: [(name: String, done: TrialRanges)] = []
  /// All shards so far as one; `nil` before the first.
  package private(set) var merged: Shard?

  /// Creates a merger with no shard.
  package init() {}

  /// Adds a shard.
  ///
  /// - Parameter name: its name in messages.
  /// - Throws: if it is of another experiment, or has trials that another one has too.
  package mutating func add(_ shard: Shard, named name: String) throws(ShardError) {
    if let merged, let difference = shard.subject.difference(from: merged.subject) {
      throw ShardError("it does not belong to '\(files[0].name)': \(difference)")
    }
    for file in files {
      if let overlap = file.done.overlap(with: shard.done) {
        throw ShardError(
          "\(ShardMerger.text([overlap], of: shard.subject)) are in '\(file.name)' too: "
            + "leave one of the two out")
      }
    }
    files.append((name, shard.done))
    merged = merged?.merged(with: shard) ?? shard
  }

  /// The missing trials, in words; `nil` if there are none.
  package var missing: String? {
    guard let merged else { return "everything is missing" }
    let ranges = merged.done.missing(in: 0..<merged.subject.total)
    if ranges.isEmpty { return nil }
    var text = ShardMerger.text(ranges, of: merged.subject) + " are missing"
    let numbers = numbers(of: ranges, total: merged.subject.total)
    if !numbers.isEmpty {
      let shown = numbers.prefix(8).map(\.description).joined(separator: ", ")
      text += ": --shard \(shown)" + (numbers.count > 8 ? " and \(numbers.count - 8) more" : "")
    }
    return text
  }

  /// Returns the missing shards, if the others are of one size.
  private func numbers(of ranges: [Range<UInt64>], total: UInt64) -> [ShardNumber] {
    let sizes = files.map(\.done.count)
    guard let size = sizes.min(), let most = sizes.max(), size > 0, most - size <= 1 else {
      return []
    }
    // Shards differ by one trial at most: one of three possible counts, if any.
    let guess = total / size
    // Each shard is compared with each range: of very many nothing is said.
    let mostCompared = min(1_000_000, 10_000_000 / UInt64(max(ranges.count, 1)))
    for count in [guess, guess + 1, guess - 1] where count >= 1 && count <= mostCompared {
      let numbers = (1...count).compactMap { ShardNumber($0, of: count) }
      let missing = numbers.filter { number in
        ranges.contains { $0.overlaps(number.range(of: total)) }
      }
      if TrialRanges(missing.map { $0.range(of: total) })?.ranges == ranges { return missing }
    }
    return []
  }

  /// The missing ranges in words, of which the first four are named.
  private static func text(_ ranges: [Range<UInt64>], of subject: Shard.Subject) -> String {
    let shown = ranges.prefix(4).map { "\($0.lowerBound) to \($0.upperBound - 1)" }
    return (subject.countsRuns ? "runs " : "trials ") + shown.joined(separator: ", ")
      + (ranges.count > 4 ? " and \(ranges.count - 4) more ranges" : "")
  }
}
