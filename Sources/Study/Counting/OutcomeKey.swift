import EndToEnd

/// The parts of an outcome that measures of shares tell apart: the cell of a tally that counts it.
struct OutcomeKey: Hashable, Sendable {
  let belief: Belief
  /// The number of copies; 3 stands for 3 and more.
  let copies: Int
  let isLate: Bool
  let isStale: Bool
  let evidence: Evidence
  /// A Boolean value that indicates whether a duplicate is one only because a person began several
  /// operations.
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

  /// Creates the key of a cell.
  ///
  /// - Parameter index: in `0 ..< OutcomeKey.count`.
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

  /// The number of cells for each combination of what only a person can bring about. Those combinations are
  /// the most significant part of an index, so that models without a person use the first cells.
  private static let countWithoutPerson = Belief.allCases.count << 6

  /// The number of cells.
  static let count = countWithoutPerson * 4

  /// The place of the cell in a tally.
  var index: Int {
    let byPerson = (isByResubmission ? 1 : 0) + (asksSupport ? 2 : 0)
    return byPerson * OutcomeKey.countWithoutPerson + Int(belief.rawValue) << 6 | copies << 4
      | (isLate ? 8 : 0) | (isStale ? 4 : 0) | Int(evidence.rawValue)
  }

  var isAcknowledged: Bool { belief == .acknowledged }

  /// A Boolean value that indicates whether the write went wrong, so that it matters which log shows it: client
  /// and server disagree, or there is a duplicate.
  var needsEvidence: Bool { belongs(to: .disagree) || belongs(to: .duplicate) }

  /// Returns true if the outcomes with this key are of a class.
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

/// The outcomes that a share counts.
enum OutcomeGroup: Sendable {
  /// The outcomes whose key satisfies a predicate.
  case keys(@Sendable (OutcomeKey) -> Bool)
  /// The outcomes that took a number of attempts; `Tally.attemptsShown + 1` stands for all that took more.
  case attempts(Int)
}
