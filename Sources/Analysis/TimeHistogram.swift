import Simulation

/// How often each length of time came, to one part in a thousand, in bounded memory.
///
/// Lengths fall into buckets whose width is 1/1024 of the power of two below them; shorter ones than
/// 1,024 ns have a bucket each. A bucket also knows the mean of what fell into it, so that a length that came
/// again and again is reported as it was. (The idea is that of Tene's HdrHistogram.)
public struct TimeHistogram: Hashable, Sendable {
  private var buckets: [Bucket] = []
  /// The exact sum of all lengths in nanoseconds.
  private(set) var sum: UInt128 = 0
  /// The sum of the squares of all lengths in microseconds, rounded down.
  private(set) var sumOfSquaredMicroseconds: UInt128 = 0
  /// How many lengths were counted.
  public private(set) var count: UInt64 = 0

  private struct Bucket: Hashable {
    var count: UInt64 = 0
    /// How far above the bucket's lower end its lengths lie in all, in steps of 2⁻²⁰ widths or 1 ns.
    var excess: UInt64 = 0
  }

  public init() {}

  /// Counts one length.
  mutating func add(_ delay: Delay) {
    let place = Place(delay)
    if place.index >= buckets.count {
      let more = place.index + 1 - buckets.count
      buckets.append(contentsOf: repeatElement(Bucket(), count: more))
    }
    buckets[place.index].count &+= 1
    buckets[place.index].excess &+= UInt64(delay.nanoseconds &- place.lower) &>> place.stepBits
    let microseconds = UInt128(delay.nanoseconds / 1_000)
    sum &+= UInt128(delay.nanoseconds)
    sumOfSquaredMicroseconds &+= microseconds &* microseconds
    count &+= 1
  }

  /// Adds what another histogram counted.
  mutating func merge(_ other: TimeHistogram) {
    if other.buckets.count > buckets.count {
      let more = other.buckets.count - buckets.count
      buckets.append(contentsOf: repeatElement(Bucket(), count: more))
    }
    for index in other.buckets.indices {
      buckets[index].count += other.buckets[index].count
      buckets[index].excess += other.buckets[index].excess
    }
    sum += other.sum
    sumOfSquaredMicroseconds += other.sumOfSquaredMicroseconds
    count += other.count
  }

  /// The length at a place in the sorted order of all, in nanoseconds.
  ///
  /// - Parameter rank: in `1 ... count`.
  /// - Returns: the mean of the bucket in which it lies: within 1/1024 of the true length.
  public func nanoseconds(atRank rank: UInt64) -> Double {
    precondition(rank >= 1 && rank <= count, "a rank lies among the lengths counted")
    var seen: UInt64 = 0
    for (index, bucket) in buckets.enumerated() where bucket.count > 0 {
      seen += bucket.count
      if seen >= rank {
        let place = Place(index: index)
        let step = Double(UInt64(1) << place.stepBits)
        return Double(place.lower) + Double(bucket.excess) * step / Double(bucket.count)
      }
    }
    preconditionFailure("the buckets hold every length counted")
  }

  /// Where a length falls.
  private struct Place {
    let index: Int
    /// The shortest length of the bucket in nanoseconds.
    let lower: Int64
    /// The bucket is 2 ^ widthBits nanoseconds wide; its excess is counted in steps of 2 ^ stepBits.
    let widthBits: Int

    var stepBits: Int { max(widthBits - 20, 0) }

    init(_ delay: Delay) {
      let length = delay.nanoseconds
      widthBits = max(54 - (length | 1).leadingZeroBitCount - 1, 0)
      lower = length >> widthBits << widthBits
      index = widthBits << 10 + Int(length >> widthBits)
    }

    init(index: Int) {
      // In every octave but the first only the upper half of 2,048 places is used.
      let octave = index >> 10
      widthBits = octave <= 1 ? 0 : octave - 1
      lower = Int64(index - widthBits << 10) << widthBits
      self.index = index
    }
  }
}
