import EndToEnd
import Foundation
import Simulation
import Testing

/// Writes to an id that the client chose, against what blind retries do and against closed forms.
@Suite struct ClientChosenIDTests {
  private static let trials = 8_000

  private func scenario(attempts: UInt32, _ chances: (q: Double, a: Double, b: Double, r: Double))
    -> Scenario
  {
    var oracle = Oracle(attempts: Int(attempts))
    (oracle.q, oracle.a, oracle.b, oracle.r) = chances
    return oracle.scenario
  }

  @Test(arguments: StrategyTests.chances.indices)
  func everythingIsAsWithBlindRetriesButNothingIsStoredTwice(chances: Int) throws {
    let blind = scenario(attempts: 4, StrategyTests.chances[chances])
    var chosen = blind
    chosen.clientChosenID = ClientChosenID()
    var blindSampler = OperationSampler(blind, seed: 5)
    var chosenSampler = OperationSampler(chosen, seed: 5)
    var duplicates = 0
    for trial in 0..<2_000 as Range<UInt64> {
      let expected = try blindSampler.outcome(ofTrial: trial)
      let outcome = try chosenSampler.outcome(ofTrial: trial)
      #expect(outcome.belief == expected.belief && outcome.attempts == expected.attempts)
      #expect(outcome.copies == min(expected.copies, 1))
      #expect(outcome.time == expected.time && outcome.evidence == expected.evidence)
      #expect(!outcome.isStale)
      if expected.isDuplicate { duplicates += 1 }
    }
    if chances < 3 { #expect(duplicates > 10) }
  }

  /// With f the share of attempts that store and fail and n that of those that store nothing, the
  /// first attempt that stores and fails decides: its retries, if any, meet a version of their own
  /// making and are refused. So in f (1 − n^k) / (1 − n) of the operations something is stored after up to
  /// k attempts that the client was not told of. It is a false rejection if one of its later
  /// attempts is heard of, each with h: a 412, which is not retried. The rest are phantoms.
  @Test(arguments: [1, 2, 4], StrategyTests.chances.indices)
  func ifMatchRefusesARetryOfWhatWasStored(attempts: Int, chances: Int) throws {
    let (q, a, b, r) = StrategyTests.chances[chances]
    var scenario = scenario(attempts: UInt32(attempts), (q, a, b, r))
    scenario.clientChosenID = ClientChosenID()
    scenario.clientChosenID?.ifMatch = true
    let arrives = (1 - q) * (1 - a)
    let storesAndFails = arrives * (1 - (1 - b) * (1 - r))
    let storesNothing = 1 - arrives
    let isHeard = arrives * (1 - b) * (1 - r)
    var phantom = 0.0
    var falseRejection = 0.0
    for attempt in 0..<attempts {
      let first = storesAndFails * pow(storesNothing, Double(attempt))
      let never = pow(1 - isHeard, Double(attempts - 1 - attempt))
      phantom += first * never
      falseRejection += first * (1 - never)
    }
    var sampler = OperationSampler(scenario, seed: 6)
    var phantoms = 0
    var falseRejections = 0
    var duplicates: [Int] = []
    for trial in 0..<Self.trials {
      let outcome = try sampler.outcome(ofTrial: UInt64(trial))
      if outcome.copies > 1 { duplicates.append(trial) }
      if outcome.isPhantom { phantoms += 1 }
      if outcome.belongs(to: .falseRejection) { falseRejections += 1 }
    }
    #expect(duplicates.isEmpty)
    #expect(Interval(phantom, Self.trials).contains(phantoms))
    #expect(Interval(falseRejection, Self.trials).contains(falseRejections))
  }

  /// One attempt with an exponential request latency of mean m, a timeout t and an edit e after it:
  /// it arrives after both with probability exp(−(t + e) / m).
  @Test func aRequestThatArrivesAfterTheNextEditIsStale() throws {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(100)
    scenario.network.request.latency = .exponential(mean: .milliseconds(80))
    scenario.clientChosenID = ClientChosenID()
    scenario.clientChosenID?.edits = .milliseconds(60)
    var conditional = scenario
    conditional.clientChosenID?.ifMatch = true
    var sampler = OperationSampler(scenario, seed: 7)
    var conditionalSampler = OperationSampler(conditional, seed: 7)
    var stale = 0
    var stillStale: [UInt64] = []
    var wrongCopies: [UInt64] = []
    for trial in 0..<UInt64(Self.trials) {
      let outcome = try sampler.outcome(ofTrial: trial)
      let guarded = try conditionalSampler.outcome(ofTrial: trial)
      if outcome.isStale { stale += 1 }
      if guarded.isStale { stillStale.append(trial) }
      // What would have been stale is refused, and everything else is as it was.
      if guarded.copies != (outcome.isStale ? 0 : outcome.copies) { wrongCopies.append(trial) }
    }
    #expect(stillStale.isEmpty)
    #expect(wrongCopies.isEmpty)
    #expect(Interval(exp(-160.0 / 80), Self.trials).contains(stale))
  }

  /// Sent at 0 and lost to the client; timed out at 30 ms. The request arrives at 20 ms and is
  /// stored at 25 ms; the edit, no time after the decision, comes at 30 ms.
  @Test func aCopyStoredBeforeTheEditIsNotStale() throws {
    var scenario = TimedTests.scenario(timeout: 30)
    scenario.clientChosenID = ClientChosenID()
    scenario.clientChosenID?.edits = .nanoseconds(1)
    #expect(try !TimedTests.outcome(scenario).isStale)
    scenario.client.timeout = .milliseconds(10)
    let late = try TimedTests.outcome(scenario)
    #expect(late.isStale && late.isLate && late.isPhantom && late.copies == 1)
  }

  @Test func aKnownKeyIsAnsweredBeforeTheVersionIsLookedAt() throws {
    var scenario = scenario(attempts: 4, (0.3, 0.2, 0.25, 0.35))
    scenario.key = IdempotencyKey()
    var chosen = scenario
    chosen.clientChosenID = ClientChosenID()
    chosen.clientChosenID?.ifMatch = true
    var plain = OperationSampler(scenario, seed: 8)
    var sampler = OperationSampler(chosen, seed: 8)
    for trial in 0..<2_000 as Range<UInt64> {
      #expect(try sampler.outcome(ofTrial: trial) == plain.outcome(ofTrial: trial))
    }
  }

  /// Given up at 10 ms, edited at 15 ms and stored at 25 ms, over the edit. Should a failover lose that write, the edit
  /// stands.
  @Test func aFailoverTakesAStaleWriteBack() throws {
    var scenario = TimedTests.scenario(timeout: 10)
    scenario.clientChosenID = ClientChosenID()
    scenario.clientChosenID?.edits = .milliseconds(5)
    scenario.server.failover.loses = Probability(0.5)
    let outcomes = try OperationExplorer(scenario).distribution().outcomes
    let stale: Double = outcomes.filter { $0.0.isStale }.map(\.1).reduce(0, +)
    #expect(abs(stale - 0.5) < 1e-12)
  }
}
