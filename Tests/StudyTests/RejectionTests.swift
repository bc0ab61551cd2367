import EndToEnd
import Simulation
import Statistics
import Testing

@testable import Study

/// Writes whose client is sure that nothing is stored, and is wrong.
@Suite struct RejectionTests {
  /// The write of the essay with 4 attempts, of which a unique constraint refuses all that come after a stored one.
  private static func unique(
    attempts: UInt32 = 4, _ change: (inout Scenario) -> Void = { _ in }
  ) -> Strategy {
    let strategy = EssayWrite.strategy("unique", attempts: attempts)
    var scenario = strategy.scenario
    scenario.server.isUnique = true
    change(&scenario)
    return Strategy(name: strategy.name, scenario: scenario)
  }

  private static func exactly(_ strategy: Strategy, costs: Costs? = nil) throws -> StrategyResult {
    try ExactExperiment([strategy]).run(costs: costs)[0]
  }

  private static func value(_ measure: Measure, _ result: StrategyResult) throws -> Double {
    try #require(result[measure]).estimate.value
  }

  /// A recursion over the attempts that shares nothing with the code under test.
  ///
  /// Before anything is stored an attempt is lost (q), fails without storing (a), or stores. Having stored, it is
  /// acknowledged with (1 − b)(1 − r); otherwise the next attempt meets the stored copy: it fails (a) or is refused.
  private static func byHand(
    attempts: Int
  ) -> (falseRejection: Double, phantom: Double, acknowledged: Double, nothing: Double) {
    let (q, a, b, r) = (EssayWrite.q, EssayWrite.a, EssayWrite.b, EssayWrite.r)
    var (fresh, stored) = (1.0, 0.0)
    var (rejected, acknowledged) = (0.0, 0.0)
    for _ in 0..<attempts {
      let refused = stored * (1 - q) * (1 - a) * (1 - r)
      let stores = fresh * (1 - q) * (1 - a)
      let succeeds = stores * (1 - b) * (1 - r)
      rejected += refused
      acknowledged += succeeds
      stored += stores - succeeds - refused
      fresh -= stores
    }
    return (rejected, stored, acknowledged, fresh)
  }

  /// The values of the issue: q = r = 1 %, a = b = 0.5 %, 4 attempts, 409 taken for final.
  @Test func theEssayUnderAUniqueConstraintHasItsValues() throws {
    let result = try Self.exactly(Self.unique())
    let found = [
      try Self.value(.share(.falseRejection), result), try Self.value(.share(.phantom), result),
      try Self.value(.joint(.acknowledged, copies: 1), result),
      try Self.value(.joint(.error, copies: 0), result)
        + Self.value(.joint(.timeout, copies: 0), result),
    ]
    let byHand = Self.byHand(attempts: 4)
    let expected = [
      0.01494950836794236, 4.90885254795482e-7, 0.9850499507934354, 4.995336750625e-8,
    ]
    let recursion = [byHand.falseRejection, byHand.phantom, byHand.acknowledged, byHand.nothing]
    for (found, (expected, recursion)) in zip(found, zip(expected, recursion)) {
      #expect(abs(found - expected) <= 1e-9 * expected, "\(found), not \(expected)")
      #expect(abs(recursion - expected) <= 1e-9 * expected, "\(recursion), not \(expected)")
    }
  }

  @Test func everyFalseRejectionIsADisagreementAndNoPhantom() throws {
    let result = try Self.exactly(Self.unique())
    let parts = try [OutcomeClass.lost, .phantom, .falseRejection].map {
      try Self.value(.share($0), result)
    }
    let sum: Double = parts.reduce(0, +)
    let disagreement = try Self.value(.share(.disagree), result)
    #expect(abs(disagreement - sum) < 1e-15)
    let cells = try (1...3).map { try Self.value(.joint(.rejected, copies: $0), result) }
    let rejected: Double = cells.reduce(0, +)
    #expect(rejected == parts[2] && rejected > 0)
    let whole: Double = try Measure.joints.map { try Self.value($0, result) }.reduce(0, +)
    #expect(abs(whole - 1) < 1e-12)
    // Each has left one kind of evidence.
    let evidence: Double = try Evidence.allCases.map { try Self.value(.evidence($0), result) }
      .reduce(0, +)
    #expect(abs(evidence - sum) < 1e-15)
  }

  /// Where the client takes 409 for done, it is told of its own success.
  @Test func aClientThatTakesARefusalForDoneHasNone() throws {
    let result = try Self.exactly(
      Self.unique {
        $0.client.takes = StatusMeanings()
        $0.client.takes?[.conflict] = .done
      })
    #expect(try Self.value(.share(.falseRejection), result) == 0)
    #expect(try Self.value(.share(.duplicate), result) == 0)
    let byHand = Self.byHand(attempts: 4)
    let acknowledged = try Self.value(.joint(.acknowledged, copies: 1), result)
    #expect(abs(acknowledged - byHand.acknowledged - byHand.falseRejection) < 1e-12)
  }

  @Test func samplingFindsTheExactShare() throws {
    let trials: UInt64 = 100_000
    let result = try EssayWrite.comparison([Self.unique()], trials: trials).results[0]
    let exact = Self.byHand(attempts: 4).falseRejection
    // Five standard deviations: a right program leaves them less than once in a million.
    let slack = 5 * (exact * (1 - exact) / Double(trials)).squareRoot()
    #expect(abs(try Self.value(.share(.falseRejection), result) - exact) <= slack)
    #expect(result[.joint(.rejected, copies: 1)]?.count == result[.share(.falseRejection)]?.count)
  }

  /// Weighted trials search for false rejections as for every other class, however rare they are.
  @Test func weightedTrialsFindThemWhereTheyAreRare() throws {
    var scenario = Self.unique(attempts: 2).scenario
    scenario.network.request.loss = Probability(1e-6)
    scenario.network.response.loss = Probability(1e-6)
    scenario.server.failsBeforeStore = Probability(1e-6)
    scenario.server.failsAfterStore = Probability(1e-6)
    let strategy = Strategy(name: "rare", scenario: scenario)
    let exact = try Self.value(.share(.falseRejection), Self.exactly(strategy))
    // The first attempt stores and is not heard of, and the second is refused and heard of.
    let p = 1e-6
    let closed = (1 - p) * (1 - p) * (p + (1 - p) * p) * (1 - p) * (1 - p) * (1 - p)
    #expect(abs(exact - closed) < 1e-9 * closed)
    var experiment = RareExperiment([strategy], costs: nil)
    experiment.trials = 20_000
    experiment.effort = BiasSearch.Effort(
      first: 8_192, refining: 768, checking: 1_024, mostPilots: 2)
    let found = try #require(experiment.run().results[0][.share(.falseRejection)]).estimate
    // Five half-widths of the interval.
    #expect(found.value - 5 * (found.value - found.low) <= exact)
    #expect(found.value + 5 * (found.high - found.value) >= exact)
    #expect(found.high < 2.5 * exact && found.low > exact / 2.5)
  }

  @Test func aPriceOfFalseRejectionsIsPaid() throws {
    let costs = Costs(classes: [.falseRejection: 7])
    let result = try Self.exactly(Self.unique(), costs: costs)
    let expected = 7 * Self.byHand(attempts: 4).falseRejection
    #expect(abs(try Self.value(.costMean, result) - expected) < 1e-12)
  }

  @Test func theVerdictNamesTheFewestFaults() throws {
    let verdict = StrategyVerdict.judge(Self.unique(), mostFaults: 3)
    guard case .possible(let path) = verdict[.falseRejection] else {
      Issue.record("a lost answer brings it about")
      return
    }
    #expect(path.faults.count == 1)
    let once = StrategyVerdict.judge(Self.unique(attempts: 1), mostFaults: 3)
    #expect(once[.falseRejection] == .impossible)
  }

  /// The job tells the client; what it overlooks in each pass is left.
  @Test(arguments: [UInt32(1), 3]) func theReconcilerRepairsWhatItSees(passes: UInt32) throws {
    let result = try Self.exactly(
      Self.unique {
        $0.reconciliation = Reconciler()
        $0.reconciliation?.passes = passes
        $0.reconciliation?.sees = Probability(0.75)
      })
    let left = passes == 1 ? 0.25 : 0.25 * 0.25 * 0.25
    let expected = left * Self.byHand(attempts: 4).falseRejection
    #expect(abs(try Self.value(.share(.falseRejection), result) - expected) < 1e-14)
  }

  /// A tally with rejections survives the way through a file.
  @Test func shardsKeepRejections() throws {
    var experiment = Experiment([Self.unique()])
    experiment.trials = 20_000
    let tally = try experiment.run().tallies[0]
    #expect(tally.count(.rejected, copies: 1) > 100)
    #expect(try Tally(tally.record) == tally)
  }

  /// Strategies of which no write can end rejected, and some of which it can.
  @Test func aScenarioKnowsWhetherItsClientCanBeRejected() throws {
    let never: [(inout Scenario) -> Void] = [
      { _ in },
      { $0.server.isUnique = false },
      { $0.client.readBack = .each },
      { $0.server.refusal.chance = Probability(0.1) },
      { scenario in
        scenario.server.isUnique = true
        scenario.client.retry.retriedStatuses.insert(.conflict)
      },
      { scenario in
        scenario.server.isUnique = true
        scenario.client.takes = StatusMeanings()
        scenario.client.takes?[.conflict] = .unknown
      },
    ]
    let sometimes: [(inout Scenario) -> Void] = [
      { $0.server.isUnique = true },
      { $0.client.readBack = .last },
      { $0.client.readBack = .always },
      { scenario in
        scenario.server.refusal.chance = Probability(0.1)
        scenario.server.refusal.status = Status(code: 403)
      },
      { scenario in
        scenario.client.takes = StatusMeanings()
        scenario.client.takes?[.serverError] = .rejected
      },
      { scenario in
        scenario.server.clientChosenID = ClientChosenID()
        scenario.server.clientChosenID?.create = true
      },
    ]
    for (canBe, changes) in [(false, never), (true, sometimes)] {
      for (index, change) in changes.enumerated() {
        var scenario = EssayWrite.strategy("s", attempts: 3).scenario
        change(&scenario)
        #expect(scenario.canBeRejected == canBe, "\(canBe) \(index)")
        let result = try Self.exactly(Strategy(name: "s", scenario: scenario))
        let rejected = try (0...3).map { try Self.value(.joint(.rejected, copies: $0), result) }
        #expect((rejected.reduce(0, +) > 0) == canBe, "\(canBe) \(index)")
      }
    }
  }
}
