import EndToEnd

/// What is counted over many operations of one strategy: integers only, so that tallies merge
/// exactly and in any order.
public struct Tally: Hashable, Sendable {
  /// Everything that the measures tell apart, and how often it came.
  var cells = [Cell](repeating: Cell(), count: Tally.cellCount)
  /// The times to the client's decision.
  public internal(set) var times = TimeHistogram()
  /// The sums of the copies and of their squares. The cells only know "3 or more".
  public internal(set) var copies = Moments()
  /// The sums of the requests that reached the server and of their squares.
  public internal(set) var requests = Moments()
  /// The sums of the operations that a person began and of their squares: nothing without people.
  public internal(set) var submissions = Moments()
  /// The most requests that one operation brought to the server.
  public internal(set) var mostRequests: UInt32 = 0
  /// How often the client made 0, 1, 2, … attempts; the last entry counts all that made more.
  public internal(set) var attempts = [UInt64](repeating: 0, count: Tally.attemptsShown + 2)

  /// The number of attempts up to which they are counted one by one.
  public static let attemptsShown = 16

  public init() {}

  /// The operations that look alike to every measure of a share.
  struct Cell: Hashable, Sendable {
    var count: UInt64 = 0
    /// Of the attempts: a cost is so much for an attempt and so much for what came of them.
    var attempts = Moments()
  }

  /// Counts one operation.
  public mutating func add(_ outcome: Outcome) {
    addAllButTime(outcome, count: 1)
    times.add(outcome.time)
  }

  /// Counts the operations of a block.
  public mutating func add(_ block: OutcomeBlock) {
    if let usual = block.usual {
      addAllButTime(usual, count: UInt64(block.usualTimes.count))
      times.add(block.usualTimes)
    }
    for outcome in block.others { add(outcome) }
  }

  private mutating func addAllButTime(_ outcome: Outcome, count: UInt64) {
    let index = OutcomeKey(outcome).index
    cells[index].count &+= count
    cells[index].attempts.add(UInt64(outcome.attempts), count: count)
    copies.add(UInt64(outcome.copies), count: count)
    requests.add(UInt64(outcome.requests), count: count)
    if outcome.submissions > 0 { submissions.add(UInt64(outcome.submissions), count: count) }
    // A block may know a usual way that none of its trials took.
    if count > 0 { mostRequests = max(mostRequests, outcome.requests) }
    attempts[min(Int(outcome.attempts), Tally.attemptsShown + 1)] &+= count
  }

  /// Adds what another tally counted.
  public mutating func merge(_ other: Tally) {
    for index in cells.indices {
      cells[index].count += other.cells[index].count
      cells[index].attempts.merge(other.cells[index].attempts)
    }
    copies.merge(other.copies)
    requests.merge(other.requests)
    submissions.merge(other.submissions)
    mostRequests = max(mostRequests, other.mostRequests)
    times.merge(other.times)
    for index in attempts.indices { attempts[index] += other.attempts[index] }
  }

  /// How many operations were counted.
  public var trials: UInt64 { count { _ in true } }

  /// How many operations are of a class.
  public func count(_ outcomeClass: OutcomeClass) -> UInt64 {
    count { $0.belongs(to: outcomeClass) }
  }

  /// How many operations ended with a belief and a number of copies; 3 stands for 3 and more.
  public func count(_ belief: Belief, copies: Int) -> UInt64 {
    count { $0.belief == belief && $0.copies == copies }
  }

  /// How many operations disagree or are duplicated and have left this evidence.
  public func count(_ evidence: Evidence) -> UInt64 {
    count { $0.needsEvidence && $0.evidence == evidence }
  }

  /// How many operations have this in common.
  func count(where isCounted: (OutcomeKey) -> Bool) -> UInt64 {
    var sum: UInt64 = 0
    for index in cells.indices where cells[index].count > 0 {
      if isCounted(OutcomeKey(index: index)) { sum += cells[index].count }
    }
    return sum
  }

  static let cellCount = 3 * 4 * 2 * 2 * 4 * 2 * 2
}

/// What the operations of one cell of a tally have in common.
struct OutcomeKey: Hashable {
  let belief: Belief
  /// 3 stands for 3 and more.
  let copies: Int
  let isLate: Bool
  let isStale: Bool
  let evidence: Evidence
  /// Whether a duplicate is one only because a person began several operations.
  let isByResubmission: Bool
  let asksSupport: Bool

  init(_ outcome: Outcome) {
    belief = outcome.belief
    copies = Int(min(outcome.copies, 3))
    isLate = outcome.isLate
    isStale = outcome.isStale
    evidence = outcome.evidence
    isByResubmission = outcome.isDuplicateByResubmission
    asksSupport = outcome.asksSupport
  }

  init(index: Int) {
    evidence = Evidence(rawValue: UInt8(index & 3))!
    isStale = index >> 2 & 1 == 1
    isLate = index >> 3 & 1 == 1
    copies = index >> 4 & 3
    let withoutPerson = index % OutcomeKey.countWithoutPerson
    belief = Belief(rawValue: UInt8(withoutPerson >> 6))!
    isByResubmission = index / OutcomeKey.countWithoutPerson & 1 == 1
    asksSupport = index / OutcomeKey.countWithoutPerson & 2 == 2
  }

  /// How many cells there are for each combination of what only a person can bring about: those are the
  /// last ones.
  private static let countWithoutPerson = 3 << 6

  var index: Int {
    let byPerson = (isByResubmission ? 1 : 0) + (asksSupport ? 2 : 0)
    return byPerson * OutcomeKey.countWithoutPerson + Int(belief.rawValue) << 6 | copies << 4
      | (isLate ? 8 : 0) | (isStale ? 4 : 0) | Int(evidence.rawValue)
  }

  var isAcknowledged: Bool { belief == .acknowledged }

  /// Whether it disagrees or is duplicated: where one asks who could have known.
  var needsEvidence: Bool { belongs(to: .disagree) || belongs(to: .duplicate) }

  func belongs(to outcomeClass: OutcomeClass) -> Bool {
    switch outcomeClass {
    case .disagree: isAcknowledged == (copies == 0)
    case .lost: isAcknowledged && copies == 0
    case .phantom: !isAcknowledged && copies > 0
    case .duplicate: copies >= 2
    case .late: isLate
    case .stale: isStale
    case .unsure: !isAcknowledged
    case .clean: isAcknowledged && copies == 1
    }
  }
}
