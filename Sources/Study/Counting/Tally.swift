import EndToEnd

/// The counts over many operations of one strategy.
///
/// They are integers only, so tallies merge exactly and in any order.
public struct Tally: Hashable, Sendable {
  /// The number of operations for each ``OutcomeKey``, in the order of the keys' indices.
  var cells = [Cell](repeating: Cell(), count: OutcomeKey.count)
  /// The times from the first send to the client's decision.
  public internal(set) var times = TimeHistogram()
  /// The sums for each ``OutcomeCount``, in the order of its cases.
  ///
  /// The cells know the copies only up to "3 or more".
  var counts = [Moments](repeating: Moments(), count: OutcomeCount.all.count)
  /// The most requests that one operation brought to the server.
  public internal(set) var mostRequests: UInt32 = 0
  /// The number of operations with 0, 1, 2, … attempts; the last entry counts all that made more.
  public internal(set) var attempts = [UInt64](repeating: 0, count: Tally.attemptsShown + 2)

  /// The number of attempts up to which each number is counted by itself.
  public static let attemptsShown = 16

  /// Creates a value with the default of every property.
  public init() {}

  /// The operations with one key.
  struct Cell: Hashable, Sendable {
    /// The number of outcomes in the cell.
    var count: UInt64 = 0
    /// The sums of the attempts: a cost is a price of the key plus a price for each attempt.
    var attempts = Moments()
    /// The lowest trial that ended so; `Tally.noTrial` if that is not known.
    var firstTrial = Tally.noTrial
  }

  /// The number that stands for no trial.
  static let noTrial = UInt64.max

  /// Counts one operation.
  ///
  /// - Parameter trial: the number of its trial; `nil` if several operations have one.
  public mutating func add(_ outcome: Outcome, trial: UInt64? = nil) {
    addAllButTime(outcome, count: 1, firstTrial: trial ?? Tally.noTrial)
    times.add(outcome.time)
  }

  /// Counts the operations of a block.
  public mutating func add(_ block: OutcomeBlock) {
    if let usual = block.usual, !block.dominantTimes.isEmpty {
      addAllButTime(
        usual, count: UInt64(block.dominantTimes.count), firstTrial: block.firstUsualTrial)
      times.add(block.dominantTimes)
    }
    for (place, outcome) in zip(block.offPathIndices, block.others) {
      add(outcome, trial: block.firstTrial + UInt64(place))
    }
  }

  private mutating func addAllButTime(_ outcome: Outcome, count: UInt64, firstTrial: UInt64) {
    let index = OutcomeKey(outcome).index
    if firstTrial < cells[index].firstTrial { cells[index].firstTrial = firstTrial }
    cells[index].count &+= count
    cells[index].attempts.add(UInt64(outcome.attempts), count: count)
    for number in OutcomeCount.all {
      let value = number.value(of: outcome)
      if value > 0 { counts[number.rawValue].add(UInt64(value), count: count) }
    }
    mostRequests = max(mostRequests, outcome.requests)
    attempts[min(Int(outcome.attempts), Tally.attemptsShown + 1)] &+= count
  }

  /// Adds the counts of another tally.
  public mutating func merge(_ other: Tally) {
    for index in cells.indices {
      cells[index].count += other.cells[index].count
      cells[index].attempts.merge(other.cells[index].attempts)
      cells[index].firstTrial = min(cells[index].firstTrial, other.cells[index].firstTrial)
    }
    for index in counts.indices { counts[index].merge(other.counts[index]) }
    mostRequests = max(mostRequests, other.mostRequests)
    times.merge(other.times)
    for index in attempts.indices { attempts[index] += other.attempts[index] }
  }

  /// The number of operations.
  public var trials: UInt64 { count { _ in true } }

  /// Returns the number of operations of a class.
  public func count(_ outcomeClass: OutcomeClass) -> UInt64 {
    count { $0.belongs(to: outcomeClass) }
  }

  /// Returns the first trial that ended in a class; `nil` if none did, or trials are not known.
  public func firstTrial(of outcomeClass: OutcomeClass) -> UInt64? {
    var first = Tally.noTrial
    for index in cells.indices where cells[index].count > 0 {
      if OutcomeKey(index: index).belongs(to: outcomeClass) {
        first = min(first, cells[index].firstTrial)
      }
    }
    return first == Tally.noTrial ? nil : first
  }

  /// Returns the number of operations that ended with a belief and a number of copies; 3 stands for 3 and more.
  public func count(_ belief: Belief, copies: Int) -> UInt64 {
    count { $0.belief == belief && $0.copies == copies }
  }

  /// Returns the number of operations that disagree or are duplicated and have left this evidence.
  public func count(_ evidence: Evidence) -> UInt64 {
    count { $0.needsEvidence && $0.evidence == evidence }
  }

  /// Returns the number of operations whose key satisfies a predicate.
  func count(where isCounted: (OutcomeKey) -> Bool) -> UInt64 {
    var sum: UInt64 = 0
    for index in cells.indices where cells[index].count > 0 {
      if isCounted(OutcomeKey(index: index)) { sum += cells[index].count }
    }
    return sum
  }

  /// Returns the number of operations of a group.
  func count(_ group: OutcomeGroup) -> UInt64 {
    switch group {
    case .keys(let isCounted): count(where: isCounted)
    case .attempts(let number): attempts[number]
    }
  }
}
