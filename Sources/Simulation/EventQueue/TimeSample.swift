/// Where in time some events lie, as a few of them tell: what the width of buckets is chosen by.
@usableFromInline
struct TimeSample {
  /// When the first of all comes.
  @usableFromInline let earliest: Int64
  /// Half of them come before it, more or less.
  @usableFromInline let median: Int64

  /// - Precondition: there are events.
  @inlinable
  init<Event>(_ entries: [QueuedEvent<Event>]) {
    let size = min(entries.count, 256)
    var sample: [Int64] = []
    for index in 0..<size { sample.append(entries[index * entries.count / size].time) }
    sample.sort()
    var earliest = sample[0]
    for entry in entries { earliest = min(earliest, entry.time) }
    self.earliest = earliest
    median = sample[size / 2]
  }

  /// The binary logarithm of a bucket's width, so that the nearer half of the events, which says how dense
  /// they are where it matters, fills so many buckets or up to twice as many.
  @inlinable
  func shift(ofBuckets count: Int) -> Int64 {
    let width = (median - earliest) / Int64(max(count, 1))
    return Int64(63 - max(width, 1).leadingZeroBitCount)
  }
}
