import EndToEnd
import Testing

struct OutcomeClassTests {
  /// The facts of every outcome with up to three copies.
  private static let allFacts: [OutcomeFacts] = Belief.allCases.flatMap { belief in
    (UInt32(0)...3).flatMap { copies in
      [false, true].flatMap { isLate in
        [false, true].map { isStale in
          OutcomeFacts(belief: belief, copies: copies, isLate: isLate, isStale: isStale)
        }
      }
    }
  }

  private func classes(of facts: OutcomeFacts) -> Set<OutcomeClass> {
    Set(OutcomeClass.allCases.filter { $0.contains(facts) })
  }

  @Test func acknowledgedWithoutACopyIsLost() {
    let facts = OutcomeFacts(belief: .acknowledged, copies: 0, isLate: false, isStale: false)
    #expect(classes(of: facts) == [.disagree, .lost])
  }

  @Test(arguments: [Belief.error, .timeout])
  func unknownWithOneCopyIsAPhantom(_ belief: Belief) {
    let facts = OutcomeFacts(belief: belief, copies: 1, isLate: false, isStale: false)
    #expect(classes(of: facts) == [.disagree, .phantom, .unsure])
  }

  @Test(arguments: [Belief.error, .timeout])
  func unknownWithoutACopyIsOnlyUnsure(_ belief: Belief) {
    let facts = OutcomeFacts(belief: belief, copies: 0, isLate: false, isStale: false)
    #expect(classes(of: facts) == [.unsure])
  }

  @Test func rejectedWithACopyIsAFalseRejection() {
    let facts = OutcomeFacts(belief: .rejected, copies: 1, isLate: false, isStale: false)
    #expect(classes(of: facts) == [.disagree, .falseRejection])
  }

  @Test func rejectedWithTwoCopiesIsADuplicateToo() {
    let facts = OutcomeFacts(belief: .rejected, copies: 2, isLate: false, isStale: false)
    #expect(classes(of: facts) == [.disagree, .falseRejection, .duplicate])
  }

  /// The client is sure, and right: that is no anomaly, and not clean either, as nothing is stored.
  @Test func rejectedWithoutACopyIsOfNoClass() {
    let facts = OutcomeFacts(belief: .rejected, copies: 0, isLate: false, isStale: false)
    #expect(classes(of: facts).isEmpty)
  }

  @Test func acknowledgedWithOneCopyIsClean() {
    let facts = OutcomeFacts(belief: .acknowledged, copies: 1, isLate: false, isStale: false)
    #expect(classes(of: facts) == [.clean])
  }

  @Test func acknowledgedWithOneCopyThatReplacedANewerOneIsNotClean() {
    let facts = OutcomeFacts(belief: .acknowledged, copies: 1, isLate: false, isStale: true)
    #expect(classes(of: facts) == [.stale])
  }

  @Test func acknowledgedWithTwoCopiesIsADuplicate() {
    let facts = OutcomeFacts(belief: .acknowledged, copies: 2, isLate: false, isStale: false)
    #expect(classes(of: facts) == [.duplicate])
  }

  @Test func lateAndStaleAreToldApartFromTheRest() {
    for facts in OutcomeClassTests.allFacts {
      #expect(OutcomeClass.late.contains(facts) == facts.isLate)
      #expect(OutcomeClass.stale.contains(facts) == facts.isStale)
    }
    #expect(OutcomeClassTests.allFacts.count == 4 * 4 * 4)
  }

  @Test func disagreementIsExactlyOneOfLostPhantomAndFalseRejection() {
    for facts in OutcomeClassTests.allFacts {
      let kinds: [OutcomeClass] = [.lost, .phantom, .falseRejection]
      let count = kinds.count { $0.contains(facts) }
      #expect(count <= 1)
      #expect(OutcomeClass.disagree.contains(facts) == (count == 1))
    }
  }

  @Test func unsureIsEveryBeliefButTheSureOnes() {
    for facts in OutcomeClassTests.allFacts {
      let isSure = facts.belief == .acknowledged || facts.belief == .rejected
      #expect(OutcomeClass.unsure.contains(facts) == !isSure)
      #expect(facts.belief.isUnknown == !isSure)
    }
  }

  /// Shards, hashes and fingerprints keep these numbers.
  @Test func beliefsKeepTheirNumbers() {
    #expect(
      Belief.allCases.map(\.rawValue) == [0, 1, 2, 3]
        && Belief.allCases == [.acknowledged, .error, .timeout, .rejected])
  }

  @Test func moreCopiesThanTwoChangeNoClass() {
    for facts in OutcomeClassTests.allFacts where facts.copies == 2 {
      var more = facts
      more.copies = .max
      #expect(classes(of: more) == classes(of: facts))
    }
  }
}
