import Simulation
import Testing

/// One walk over the states against a search for each kind of ending.
@Suite struct SurveyTests {
  /// Copies that a courier can bring, and two numbers that it cannot.
  private static let kinds: [UInt32] = [0, 1, 2, 3, 5, 9]

  @Test(arguments: [0, 1, 3, nil] as [Int?])
  func findsTheSameAsSeparateSearches(mostFaults: Int?) throws {
    let adversary = ModelChecker(Courier(), mostFaults: mostFaults)
    let survey = adversary.survey(Self.kinds) { $1.copies == $0 }
    #expect(survey.problem == nil && survey.counterexamples.count == Self.kinds.count)
    for (kind, found) in zip(Self.kinds, survey.counterexamples) {
      switch try adversary.search(for: { $0.copies == kind }) {
      case .broken(let counterexample): #expect(found == counterexample)
      case .holds(let proof): #expect(found == nil && survey.proof == proof)
      }
    }
  }

  /// However few states it may tell apart, what it says is so.
  @Test func resultsBeforeAStopAreTrue() throws {
    let adversary = ModelChecker(Courier(), mostFaults: nil)
    let whole = adversary.survey(Self.kinds) { $1.copies == $0 }
    let states = try #require(whole.proof?.states)
    var proven: Set<Int?> = []
    for limit in 1..<states {
      var limits = ExplorationLimits()
      limits.states = limit
      let part = ModelChecker(Courier(), mostFaults: nil, limits: limits)
        .survey(Self.kinds) { $1.copies == $0 }
      #expect(part.problem == .states(limit: limit))
      proven.insert(part.proof?.mostFaults)
      for (found, truth) in zip(part.counterexamples, whole.counterexamples) {
        #expect(found == nil || found == truth)
        if found == nil, let truth, let faults = part.proof?.mostFaults {
          #expect(truth.faults.count > faults, "\(limit)")
        }
      }
    }
    #expect(proven.isSuperset(of: [nil, 0, 1]))
  }

  @Test func aSurveyEndsWhenEveryOutcomeIsFound() {
    var limits = ExplorationLimits()
    limits.states = 50
    let survey = ModelChecker(Courier(), mostFaults: nil, limits: limits).survey([1]) {
      $1.copies == $0
    }
    #expect(survey.problem == nil && survey.counterexamples[0]?.faults.isEmpty == true)
  }
}
