import EndToEnd
import Simulation
import Testing

/// What is called inert must be.
@Suite struct InertTests {
  /// An event that is inert when some step has ended stays so, and does nothing when it comes.
  @Test(arguments: StrategyTests.strategies.indices)
  func inertEventsDoNothing(index: Int) throws {
    var oracle = StrategyTests.strategies[index].oracle
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.2, 0.15, 0.15, 0.2)
    var found = 0
    for hurries in [false, true] {
      var scenario = oracle.scenario
      if hurries {
        // Requests that overlap, and answers that come too late.
        scenario.client.timeout = .milliseconds(60)
        scenario.server.service = .exponential(mean: .milliseconds(40))
        scenario.client.deadline = .milliseconds(300)
        if !oracle.readsBack { scenario.client.hedge = Hedge(after: .milliseconds(20)) }
      }
      for trial in 0..<20 as Range<UInt64> {
        found += try inertEvents(of: scenario, trial: trial)
      }
    }
    #expect(found > 30)
  }

  private func inertEvents(of scenario: Scenario, trial: UInt64) throws -> Int {
    let steps = try Tracer(scenario, seed: 3).trace(trial: trial).steps
    var pending: [Scenario.Event] = []
    var inert: [Scenario.Event] = []
    var found = 0
    for (index, step) in steps.enumerated() {
      if let event = step.event {
        let place = try #require(pending.firstIndex(of: event))
        pending.remove(at: place)
        if let place = inert.firstIndex(of: event) {
          inert.remove(at: place)
          found += 1
          #expect(step.effects.isEmpty && step.state == steps[index - 1].state, "\(event)")
        }
      }
      for deed in step.effects {
        if case .schedule(let event, _) = deed { pending.append(event) }
      }
      for event in inert { #expect(scenario.isInert(event, in: step.state), "\(event)") }
      inert = pending.filter { scenario.isInert($0, in: step.state) }
    }
    return found
  }
}
