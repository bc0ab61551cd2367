import Simulation

/// A histogram of lengths of time, with a resolution of one part in a thousand, in bounded memory.
///
/// Lengths fall into buckets whose width is 1/1024 of the power of two below them; those shorter than
/// 2,048 ns have a bucket each. A bucket also knows the mean of its lengths, so that a length that occurs often is
/// reported exactly. (The idea is that of Tene's HdrHistogram.)
public struct TimeHistogram: Hashable, Sendable {
  private(set) var buckets: [Bucket] = []
  /// The exact sum of all lengths in nanoseconds.
  private(set) var sum: UInt128 = 0
  /// The exact sum of the squares of all lengths; `UInt128.max` once it has become larger.
  private(set) var sumOfSquares: UInt128 = 0
  /// The number of lengths.
  public private(set) var count: UInt64 = 0

  /// A range of times and the number of them that fell into it.
  struct Bucket: Hashable {
    /// The number of times in the range.
    var count: UInt64 = 0
    /// The sum of the distances of its lengths from the bucket's lower end, in the place's steps.
    var excess: UInt64 = 0

    /// Counts a length at a distance above the lower end.
    mutating func add(_ excess: UInt64) {
      count &+= 1
      self.excess &+= excess
    }

    /// Returns the mean of its lengths in nanoseconds.
    func mean(at place: Place) -> Double {
      let step = Double(UInt64(1) << place.stepBits)
      return Double(place.lower) + Double(excess) * step / Double(count)
    }
  }

  /// Creates a value with the default of every property.
  public init() {}

  /// A bound on the number of places for all lengths.
  static let mostBuckets = 54 << 10

  /// - Parameter found: the buckets that are not empty, with their places.
  init(
    buckets found: [(index: Int, bucket: Bucket)], count: UInt64, sum: UInt128,
    sumOfSquares: UInt128
  ) {
    grow(to: (found.map(\.index).max() ?? -1) + 1)
    for (index, bucket) in found { buckets[index] = bucket }
    self.count = count
    self.sum = sum
    self.sumOfSquares = sumOfSquares
  }

  /// Counts one length.
  mutating func add(_ delay: Delay) {
    let place = Place(delay)
    if place.index >= buckets.count { grow(to: place.index + 1) }
    buckets[place.index].add(place.excess(of: delay))
    sum &+= UInt128(UInt64(delay.nanoseconds))
    addSquare(of: delay)
    count &+= 1
  }

  /// Counts some lengths: the same as one by one, and faster.
  mutating func add(_ delays: [Delay]) {
    guard let longest = delays.max() else { return }
    let highest = Place(longest).index
    if highest >= buckets.count { grow(to: highest + 1) }
    var total: UInt128 = 0
    buckets.withUnsafeMutableBufferPointer { buckets in
      for delay in delays {
        let place = Place(delay)
        buckets[place.index].add(place.excess(of: delay))
        total &+= UInt128(UInt64(delay.nanoseconds))
      }
    }
    sum &+= total
    // The squares of lengths below 2 ^ 46 ns, 19 hours, do not add up to 2 ^ 128 in any array.
    if longest.nanoseconds >> 46 == 0 {
      var squares: UInt128 = 0
      for delay in delays {
        let length = UInt64(delay.nanoseconds)
        let square = length.multipliedFullWidth(by: length)
        squares &+= UInt128(square.high) << 64 | UInt128(square.low)
      }
      addSquares(squares)
    } else {
      for delay in delays { addSquare(of: delay) }
    }
    count &+= UInt64(delays.count)
  }

  /// Adds a square in 128 bits: a square of nanoseconds does not fit into 64.
  private mutating func addSquare(of delay: Delay) {
    let length = UInt64(delay.nanoseconds)
    let square = length.multipliedFullWidth(by: length)
    addSquares(UInt128(square.high) << 64 | UInt128(square.low))
  }

  /// Adds squares, up to the largest number of 128 bits. More than that is beyond every model,
  /// and is not to wrap around.
  private mutating func addSquares(_ squares: UInt128) {
    let (total, overflow) = sumOfSquares.addingReportingOverflow(squares)
    sumOfSquares = overflow ? .max : total
  }

  private mutating func grow(to count: Int) {
    buckets += [Bucket](repeating: Bucket(), count: count - buckets.count)
  }

  /// Adds what another histogram counted.
  mutating func merge(_ other: TimeHistogram) {
    if other.buckets.count > buckets.count { grow(to: other.buckets.count) }
    for index in other.buckets.indices where other.buckets[index].count > 0 {
      buckets[index].count += other.buckets[index].count
      buckets[index].excess &+= other.buckets[index].excess
    }
    sum &+= other.sum
    addSquares(other.sumOfSquares)
    count += other.count
  }

  /// The length at a place in the sorted order of all, in nanoseconds.
  ///
  /// - Parameter rank: in `1 ... count`.
  /// - Returns: the mean of the bucket in which it lies: within 1/1024 of the true length.
  public func nanoseconds(atRank rank: UInt64) -> Double {
    precondition(rank >= 1 && rank <= count, "a rank lies among the lengths counted")
    var seen: UInt64 = 0
    for index in buckets.indices {
      seen += buckets[index].count
      if seen >= rank { return buckets[index].mean(at: Place(index: index)) }
    }
    preconditionFailure("the buckets hold every length counted")
  }

  /// The bucket of a length.
  struct Place {
    let index: Int
    /// The shortest length of the bucket in nanoseconds.
    let lower: Int64
    /// The bucket is 2 ^ widthBits nanoseconds wide.
    let widthBits: Int

    /// Its excess is counted in steps of 2 ^ stepBits nanoseconds, so that no sum of it overflows.
    var stepBits: Int { max(widthBits - 20, 0) }

    /// Returns the distance of a length from the bucket's lower end, in steps.
    func excess(of delay: Delay) -> UInt64 {
      UInt64(delay.nanoseconds &- lower) &>> stepBits
    }

    /// Finds the place of a time by the first 11 bits of its length and the number of bits that follow.
    init(_ delay: Delay) {
      let length = delay.nanoseconds
      // The number of bits to drop so that 11 are left: 1,024 to 2,047 of the bucket's widths.
      widthBits = max(53 - (length | 1).leadingZeroBitCount, 0)
      let widths = length >> widthBits
      lower = widths << widthBits
      index = (widthBits << 10) + Int(widths)
    }

    /// Finds the place with a number, as files of shards have it.
    init(index: Int) {
      // With each bit of width come 1,024 places, after the first 2,048.
      widthBits = max((index >> 10) - 1, 0)
      lower = Int64(index - (widthBits << 10)) << widthBits
      self.index = index
    }
  }
}

/// The spread of the lengths.
extension TimeHistogram {
  /// Returns the number of lengths that are longer than a bound.
  ///
  /// Exact for the end of the bucket of the bound, which is longer by at most 1/1024. So lengths that equal the bound,
  /// as a timer makes them, are never longer than it.
  public func count(longerThan bound: Delay) -> UInt64 {
    let rest = buckets.dropFirst(Place(bound).index + 1)
    return rest.reduce(0) { $0 + $1.count }
  }

  /// The mean length of each bucket that is not empty, and its count, in ascending order.
  public var steps: [(nanoseconds: Double, count: UInt64)] {
    buckets.indices.compactMap { index in
      let bucket = buckets[index]
      if bucket.count == 0 { return nil }
      return (bucket.mean(at: Place(index: index)), bucket.count)
    }
  }
}
