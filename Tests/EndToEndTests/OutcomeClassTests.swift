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

  @Test func acknowledgedWithOneCopyIsClean() {
    let facts = OutcomeFacts(belief: .acknowledged, copies: 1, isLate: false, isStale: false)
    #expect(classes(of: facts) == [.clean])
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
    #expect(OutcomeClassTests.allFacts.count == 3 * 4 * 4)
  }

  @Test func disagreementIsLostOrPhantom() {
    for facts in OutcomeClassTests.allFacts {
      let isEither = OutcomeClass.lost.contains(facts) || OutcomeClass.phantom.contains(facts)
      #expect(OutcomeClass.disagree.contains(facts) == isEither)
    }
  }

  @Test func moreCopiesThanTwoChangeNoClass() {
    for facts in OutcomeClassTests.allFacts where facts.copies == 2 {
      var more = facts
      more.copies = .max
      #expect(classes(of: more) == classes(of: facts))
    }
  }
}
