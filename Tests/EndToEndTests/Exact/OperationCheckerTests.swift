import EndToEnd
import Simulation
import Testing

/// The adversary against the independent recursion, and both against what can be worked out by hand.
@Suite struct OperationAdversaryTests {
  /// The write of the essay.
  private static func essay(attempts: Int, _ change: (inout Oracle) -> Void = { _ in }) -> Scenario
  {
    var oracle = Oracle(q: 0.01, a: 0.005, b: 0.005, r: 0.01, attempts: attempts)
    change(&oracle)
    return oracle.scenario
  }

  private static func faults(
    _ scenario: Scenario, mostFaults: Int?, _ limits: ExplorationLimits = ExplorationLimits(),
    _ isViolation: (Outcome) -> Bool
  ) throws -> [(Decision, attempt: UInt32)]? {
    let adversary = OperationChecker(scenario, mostFaults: mostFaults, limits: limits)
    guard case .broken(let found) = try adversary.search(for: isViolation) else { return nil }
    #expect(isViolation(found.state))
    return found.faults.map { ($0.scenarioDecision, $0.attempt) }
  }

  @Test func blindRetryStoresTwiceWithOneFault() throws {
    let blind = Self.essay(attempts: 4)
    #expect(try Self.faults(blind, mostFaults: 0) { $0.isDuplicate } == nil)
    // A response that is lost is twice as probable as a server that fails once it has stored.
    let found = try #require(try Self.faults(blind, mostFaults: 3) { $0.isDuplicate })
    #expect(found.map(\.0) == [.responseIsLost] && found[0].attempt == 1)
    // Three copies need another.
    #expect(try Self.faults(blind, mostFaults: 1) { $0.copies > 2 } == nil)
    #expect(try Self.faults(blind, mostFaults: nil) { $0.copies > 2 }?.count == 2)
    // Four attempts cannot store five.
    #expect(try Self.faults(blind, mostFaults: nil) { $0.copies > 4 } == nil)
  }

  @Test func itsProbabilityIsThatOfItsPath() throws {
    let adversary = OperationChecker(Self.essay(attempts: 4), mostFaults: 3)
    guard case .broken(let found) = try adversary.search(for: { $0.isDuplicate }) else {
      Issue.record("blind retry stores twice")
      return
    }
    let expected = (0.99 * 0.995 * 0.995 * 0.01) * (0.99 * 0.995 * 0.995 * 0.99)
    #expect(abs(found.probability - expected) < 1e-15)
    // Two requests arrive and are served, a timer and a wait end, and an answer is heard.
    #expect(found.events == 7)
  }

  @Test func aKeyWithTheDataHoldsForAnyNumberOfFaults() throws {
    let key = Self.essay(attempts: 4) { $0.key = .init() }
    let adversary = OperationChecker(key, mostFaults: nil)
    for isViolation in [\Outcome.isDuplicate, \.isLost] {
      guard case .holds(let proof) = try adversary.search(for: { $0[keyPath: isViolation] })
      else {
        Issue.record("a key with the data stores once")
        continue
      }
      #expect(proof.mostFaults == nil && !proof.isApproximate)
    }
    // And it is unsure if all four attempts fail.
    #expect(try Self.faults(key, mostFaults: 3) { $0.isUnsure } == nil)
    #expect(try Self.faults(key, mostFaults: 4) { $0.isUnsure }?.count == 4)
  }

  /// A key whose request died is not done: no answer says that it is, and no request does the work again.
  @Test func aCrashBetweenKeyAndDataLeavesTheClientUnsureOrDuplicates() throws {
    let first = Self.essay(attempts: 4) {
      $0.key = .init(recorded: .beforeData, failsBetween: 0.005)
    }
    #expect(try Self.faults(first, mostFaults: nil) { $0.isLost } == nil)
    #expect(
      try #require(try Self.faults(first, mostFaults: 3) { $0.isUnsure }).map(\.0)
        == [.failsBetween])
    #expect(try Self.faults(first, mostFaults: nil) { $0.isDuplicate } == nil)
    let last = Self.essay(attempts: 4) {
      $0.key = .init(recorded: .afterData, failsBetween: 0.005)
    }
    #expect(try Self.faults(last, mostFaults: nil) { $0.isLost } == nil)
    #expect(
      try #require(try Self.faults(last, mostFaults: 3) { $0.isDuplicate }).map(\.0)
        == [.failsBetween])
  }

  @Test func aServerThatAcknowledgesFirstLosesWithOneFault() throws {
    var scenario = Self.essay(attempts: 1)
    scenario.server.acknowledges = .beforeStore
    let found = try #require(try Self.faults(scenario, mostFaults: 3) { $0.isLost })
    #expect(found.map(\.0) == [.failsBeforeStore])
  }

  /// What is stored is found, unless the read fails as well.
  @Test func readingBackTakesTwoFaultsToStoreTwice() throws {
    let scenario = Self.essay(attempts: 4) { $0.readsBack = true }
    #expect(try Self.faults(scenario, mostFaults: 1) { $0.isDuplicate } == nil)
    let found = try #require(try Self.faults(scenario, mostFaults: 2) { $0.isDuplicate })
    #expect(found.map(\.0) == [.responseIsLost, .requestIsLost])
    #expect(found.map(\.attempt) == [1, 2])
  }

  /// What an adversary finds is what has a probability at all; and one fault less does not do.
  @Test(arguments: StrategyTests.strategies.indices)
  func findsWhatTheRecursionSaysMayHappen(strategy: Int) throws {
    var (name, oracle) = StrategyTests.strategies[strategy]
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.01, 0.005, 0.005, 0.01)
    lazy var endings = Set(oracle.endings().filter { $0.value > 0 }.keys)
    let kinds: [(name: String, of: (Ending) -> Bool)] = [
      ("lost", { $0.belief == .acknowledged && $0.copies == 0 }),
      ("phantom", { $0.belief != .acknowledged && $0.copies > 0 }),
      ("duplicate", { $0.copies > 1 }),
    ]
    for kind in kinds {
      func search(_ mostFaults: Int?) throws -> Int? {
        var limits = ExplorationLimits()
        limits.states = 1_000
        return try Self.faults(oracle.scenario, mostFaults: mostFaults, limits) {
          kind.of(Ending($0))
        }?.count
      }
      let found: Int?
      do {
        found = try search(nil)
      } catch ExplorationError.continuousDelay {
        // The recursion knows no times.
        return
      } catch ExplorationError.states {
        // A debug build takes long for proofs about many gateways.
        continue
      }
      #expect((found != nil) == endings.contains(where: kind.of), "\(name): \(kind.name)")
      if let found, found > 0 { #expect(try search(found - 1) == nil, "\(name): \(kind.name)") }
    }
  }

  /// A person's choices cost nothing: who presses again after a lost answer stores twice.
  @Test func actsOfAUserAreNotCountedAsFaults() throws {
    var scenario = Self.essay(attempts: 1)
    var person = Person()
    person.resubmits = Probability(0.01)
    scenario.person = person
    let found = try #require(try Self.faults(scenario, mostFaults: 3) { $0.isDuplicate })
    #expect(found.map(\.0) == [.responseIsLost])
  }
  /// One survey says of all anomalies what the explorer says: impossible is what has no probability.
  @Test(arguments: StrategyTests.strategies.indices)
  func surveysWhatHasAProbability(strategy: Int) throws {
    var (name, oracle) = StrategyTests.strategies[strategy]
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.01, 0.005, 0.005, 0.01)
    let anomalies = [
      \Outcome.isLost, \.isPhantom, \.isDuplicate, \.isLate, \.isStale,
    ]
    var limits = ExplorationLimits()
    limits.states = 1_000
    let distribution: OutcomeDistribution
    do {
      distribution = try OperationExplorer(oracle.scenario, limits: limits).distribution()
    } catch {
      // Continuous, or too much for a debug build.
      return
    }
    let survey = OperationChecker(oracle.scenario, mostFaults: nil, limits: limits)
      .survey(anomalies) { $1[keyPath: $0] }
    #expect(survey.problem == nil)
    for (anomaly, found) in zip(anomalies, survey.counterexamples) {
      var probability = 0.0
      for (outcome, part) in distribution.outcomes where outcome[keyPath: anomaly] {
        probability += part
      }
      #expect((found != nil) == (probability > 0), "\(name): \(anomaly)")
      guard let found else {
        #expect(survey.proof?.mostFaults == nil)
        continue
      }
      // It is one path of those that the explorer has added up.
      #expect(found.probability <= probability * (1 + 1e-12), "\(name): \(anomaly)")
      if found.faults.isEmpty { continue }
      let fewer = try Self.faults(
        oracle.scenario, mostFaults: found.faults.count - 1, limits
      ) { $0[keyPath: anomaly] }
      #expect(fewer == nil, "\(name): \(anomaly)")
    }
  }
}
