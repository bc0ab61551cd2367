import EndToEnd
import Simulation
import Testing

/// The search through every order of events, against other methods on many small scenarios.
@Suite struct RandomOrderTests {
  private static func limits(states: Int) -> ExplorationLimits {
    var limits = ExplorationLimits()
    limits.states = states
    return limits
  }

  /// Delays of a few nanoseconds can all be listed: the search over orders finds the same anomalies, with
  /// as many faults, and proves the others impossible. Nearly all events meet in some instant.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func anomaliesAreThoseOfAllDelays(seed: UInt64) throws {
    var (listed, ranges) = (
      RandomScenario(seed: seed, .listed), RandomScenario(seed: seed, .ranges)
    )
    let limits = Self.limits(states: 200_000)
    let all = OperationChecker(listed.scenario(), mostFaults: 2, limits: limits)
      .survey(OutcomeClass.anomalies) { $0.contains($1) }
    try #require(all.problem == nil, "a small scenario has few states")
    let scenario = ranges.scenario()
    let orders = OperationChecker(scenario, mostFaults: 2, limits: limits)
      .surveyEveryOrder(OutcomeClass.anomalies)
    #expect(orders.problem == nil && orders.proof?.isApproximate == false)
    for (index, anomaly) in OutcomeClass.anomalies.enumerated() {
      let (one, other) = (all.counterexamples[index], orders.counterexamples[index])
      #expect(one?.faults.count == other?.faults.count, "\(anomaly)")
      if let other { try Self.expectReplay(of: other, to: anomaly, in: scenario) }
    }
  }

  /// A trial never shows what the search calls impossible, nor with fewer faults than it says.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func noTrialContradictsTheSearch(seed: UInt64) throws {
    var random = RandomScenario(seed: seed, .continuous)
    let scenario = random.scenario()
    let orders = OperationChecker(scenario, mostFaults: nil, limits: Self.limits(states: 20_000))
      .surveyEveryOrder(OutcomeClass.anomalies)
    var sampler = OperationSampler(scenario, seed: seed)
    var isSeen = [Bool](repeating: false, count: OutcomeClass.anomalies.count)
    for trial in 0..<600 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      for (index, anomaly) in OutcomeClass.anomalies.enumerated() where anomaly.contains(outcome) {
        isSeen[index] = true
      }
    }
    for (index, anomaly) in OutcomeClass.anomalies.enumerated() {
      if let found = orders.counterexamples[index] {
        try Self.expectReplay(of: found, to: anomaly, in: scenario)
      } else if isSeen[index] {
        #expect(orders.proof?.mostFaults ?? (orders.proof == nil ? -1 : .max) < .max, "\(anomaly)")
      }
    }
  }

  /// The delays that were found are possible, and make the outcome.
  private static func expectReplay(
    of found: RecordedPath<Outcome>, to anomaly: OutcomeClass, in scenario: Scenario
  ) throws {
    let trace = try found.trace(of: scenario)
    let last = try #require(trace.steps.last).state
    #expect(anomaly.contains(Outcome(last, time: .zero, logs: scenario.logs)))
  }
}
