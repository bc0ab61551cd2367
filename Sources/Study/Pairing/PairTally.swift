import EndToEnd
import Simulation

/// The counts over the same trials of two strategies, a baseline and another. They are integers only, so tallies merge
/// exactly and in any order.
///
/// Draws are keyed by choice point, so both strategies have the same random faults in a trial, and any difference is
/// caused by the strategies.
public struct PairTally: Hashable, Sendable {
  /// The number of trials for each pair of cells of the two outcomes.
  private(set) var cells: [Place: Cell] = [:]
  /// Of each difference, the other's less the baseline's.
  private(set) var times = DifferenceMoments()
  /// The sums for each ``OutcomeCount``, in the order of its cases.
  private var counts = [DifferenceMoments](
    repeating: DifferenceMoments(), count: OutcomeCount.all.count)

  /// Creates a value with the default of every property.
  public init() {}

  /// - Parameter counts: one for each ``OutcomeCount``, in the order of its cases.
  init(cells: [Place: Cell], times: DifferenceMoments, counts: [DifferenceMoments]) {
    precondition(counts.count == OutcomeCount.all.count, "every number has its sums")
    self.cells = cells
    self.times = times
    self.counts = counts
  }

  /// The sums of the differences of a number of the outcomes.
  subscript(number: OutcomeCount) -> DifferenceMoments { counts[number.rawValue] }

  /// The cell of the baseline's outcome and that of the other's.
  struct Place: Hashable, Comparable {
    let baseline: Int
    let other: Int

    /// Orders places by the baseline's key, then by the other's, so that a file is always the same.
    static func < (one: Place, another: Place) -> Bool {
      (one.baseline, one.other) < (another.baseline, another.other)
    }
  }

  /// The trials with one pair of outcomes.
  struct Cell: Hashable, Sendable {
    /// The number of trials with this pair.
    var count: UInt64 = 0
    /// The differences of the attempts: a cost is a price of the key plus a price for each attempt.
    var attempts = DifferenceMoments()
  }

  /// Counts the same trial of both.
  mutating func add(_ baseline: Outcome, _ other: Outcome) {
    addAllButTime(baseline, other, count: 1)
    times.add(other.time.nanoseconds - baseline.time.nanoseconds)
  }

  /// Counts the same trials of both.
  mutating func add(_ baseline: OutcomeBlock, _ other: OutcomeBlock) {
    var walk = Walk(baseline)
    var otherWalk = Walk(other)
    // What both do as usual differs in nothing but time.
    var usual: UInt64 = 0
    for place in 0..<walk.count {
      let (one, time) = walk.next(place)
      let (another, otherTime) = otherWalk.next(place)
      if one == nil, another == nil {
        usual += 1
      } else if let one = one ?? baseline.usual, let another = another ?? other.usual {
        addAllButTime(one, another, count: 1)
      }
      times.add(otherTime.nanoseconds - time.nanoseconds)
    }
    if usual > 0, let one = baseline.usual, let another = other.usual {
      addAllButTime(one, another, count: usual)
    }
  }

  /// The trials of a block one after another.
  private struct Walk {
    let block: OutcomeBlock
    private var usual = 0
    private var other = 0

    init(_ block: OutcomeBlock) { self.block = block }

    var count: Int { block.dominantTimes.count + block.others.count }

    /// The outcome of the trial at a place, `nil` for the usual one; and its time.
    mutating func next(_ place: Int) -> (Outcome?, Delay) {
      if other < block.others.count, block.offPathIndices[other] == place {
        other += 1
        return (block.others[other - 1], block.others[other - 1].time)
      }
      usual += 1
      return (nil, block.dominantTimes[usual - 1])
    }
  }

  /// Adds trials with the same two outcomes, apart from their times.
  private mutating func addAllButTime(_ baseline: Outcome, _ other: Outcome, count: UInt64) {
    let place = Place(baseline: OutcomeKey(baseline).index, other: OutcomeKey(other).index)
    cells[place, default: Cell()].count += count
    cells[place, default: Cell()].attempts
      .add(Int64(other.attempts) - Int64(baseline.attempts), count: count)
    for number in OutcomeCount.all {
      let difference = Int64(number.value(of: other)) - Int64(number.value(of: baseline))
      counts[number.rawValue].add(difference, count: count)
    }
  }

  /// Adds the counts of another tally.
  mutating func merge(_ other: PairTally) {
    for (place, cell) in other.cells {
      cells[place, default: Cell()].count += cell.count
      cells[place, default: Cell()].attempts.merge(cell.attempts)
    }
    times.merge(other.times)
    for index in counts.indices { counts[index].merge(other.counts[index]) }
  }

  /// The number of trials.
  var trials: UInt64 { cells.values.reduce(0) { $0 + $1.count } }

  /// The cells in a fixed order.
  var sortedCells: [(place: Place, cell: Cell)] {
    cells.sorted { $0.key < $1.key }.map { (place: $0.key, cell: $0.value) }
  }

  /// The differences of attempts, over all pairs.
  var attempts: DifferenceMoments {
    cells.values.reduce(into: DifferenceMoments()) { $0.merge($1.attempts) }
  }

  /// Returns the numbers of trials in which a predicate is true of both, of the baseline alone, and of the other alone.
  func counts(where isSuch: (OutcomeKey) -> Bool) -> PairedCounts {
    var counts = PairedCounts()
    for (place, cell) in cells {
      switch (isSuch(OutcomeKey(index: place.baseline)), isSuch(OutcomeKey(index: place.other))) {
      case (true, true): counts.both += cell.count
      case (true, false): counts.onlyBaseline += cell.count
      case (false, true): counts.onlyOther += cell.count
      case (false, false): break
      }
    }
    return counts
  }
}

/// The numbers of trials in which an outcome occurred under both strategies, or under one of them alone.
public struct PairedCounts: Hashable, Sendable {
  /// The number of trials in which both count.
  public internal(set) var both: UInt64 = 0
  /// The outcomes that the other strategy avoids.
  public internal(set) var onlyBaseline: UInt64 = 0
  /// The outcomes that the other strategy causes.
  public internal(set) var onlyOther: UInt64 = 0

  /// Creates a value from its parts.
  public init(both: UInt64 = 0, onlyBaseline: UInt64 = 0, onlyOther: UInt64 = 0) {
    self.both = both
    self.onlyBaseline = onlyBaseline
    self.onlyOther = onlyOther
  }
}
