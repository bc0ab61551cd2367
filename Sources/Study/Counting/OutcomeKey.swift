import EndToEnd

/// The parts of an outcome that measures of shares tell apart: the cell of a tally that counts it.
struct OutcomeKey: Hashable, Sendable {
  let belief: Belief
  /// The facts that decide which classes the outcome belongs to; 3 copies stand for 3 and more.
  let facts: OutcomeFacts
  let evidence: Evidence
  /// A Boolean value that indicates whether a duplicate is one only because a person began several
  /// operations.
  let isByResubmission: Bool
  let asksSupport: Bool

  /// The number of copies that stands for all that are more.
  static let mostCopies: UInt32 = 3

  /// Reads the parts of an outcome that classes depend on.
  init(_ outcome: Outcome) {
    var facts = outcome.facts
    facts.copies = min(facts.copies, OutcomeKey.mostCopies)
    self.facts = facts
    belief = outcome.belief
    evidence = outcome.evidence
    isByResubmission = outcome.isDuplicateByResubmission
    asksSupport = outcome.asksSupport
  }

  /// Creates the key of a cell.
  ///
  /// - Parameter index: in `0 ..< OutcomeKey.count`.
  init(index: Int) {
    evidence = Evidence(rawValue: UInt8(index & 3))!
    let withoutPerson = index % OutcomeKey.countWithoutPerson
    belief = Belief(rawValue: UInt8(withoutPerson >> 6))!
    facts = OutcomeFacts(
      belief: belief, copies: UInt32(index >> 4 & 3), isLate: index >> 3 & 1 == 1,
      isStale: index >> 2 & 1 == 1)
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
      | (facts.isLate ? 8 : 0) | (facts.isStale ? 4 : 0) | Int(evidence.rawValue)
  }

  /// The number of copies; 3 stands for 3 and more.
  var copies: Int { Int(facts.copies) }

  /// Returns true if the outcomes with this key are of a class.
  func belongs(to outcomeClass: OutcomeClass) -> Bool { outcomeClass.contains(facts) }

  /// A Boolean value that indicates whether the write went wrong, so that it matters which log shows it: client
  /// and server disagree, or there is a duplicate.
  var needsEvidence: Bool { belongs(to: .disagree) || belongs(to: .duplicate) }
}

/// The outcomes that a share counts.
enum OutcomeGroup: Sendable {
  /// The outcomes whose key satisfies a predicate.
  case keys(@Sendable (OutcomeKey) -> Bool)
  /// The outcomes that took a number of attempts; `Tally.attemptsShown + 1` stands for all that took more.
  case attempts(Int)
}
