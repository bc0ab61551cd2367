import Simulation
import Testing

/// A ball that is thrown until it is caught: one second a throw.
struct Throwing: System {
  enum Event: Hashable { case lands }
  struct State: Hashable { var throwsSoFar = 0 }
  let caught: Probability

  func start(in world: inout some World<Event>) -> State {
    world.schedule(.lands, after: .seconds(1))
    return State(throwsSoFar: 1)
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    let site = Site(actor: 0, kind: 0, attempt: UInt32(state.throwsSoFar))
    if world.happens(caught, at: site) {
      world.reach(Milestone(0))
    } else {
      state.throwsSoFar += 1
      world.schedule(.lands, after: .seconds(1))
    }
  }
}

@Suite struct SamplerTests {
  @Test func theThrowsUntilACatchAreGeometric() throws {
    var sampler = Sampler(Throwing(caught: Probability(0.25)!), seed: 1)
    var sum = 0
    for trial in 0..<10_000 as Range<UInt64> {
      let count = try sampler.run(trial: trial).throwsSoFar
      #expect(sampler.world.instant(of: Milestone(0)) == .start + .seconds(Int64(count)))
      sum += count
    }
    // Mean 4, deviation √12: five standard errors.
    #expect(abs(Double(sum) / 10_000 - 4) < 5 * 12.0.squareRoot() / 100)
  }

  @Test func aTrialThatDoesNotEndMeetsTheLimitOnEvents() {
    var sampler = Sampler(Throwing(caught: .never), seed: 1, eventLimit: 100)
    #expect(throws: Limit.events(trial: 3, limit: 100)) { try sampler.run(trial: 3) }
    let tracer = Tracer(Throwing(caught: .never), seed: 1, eventLimit: 100)
    #expect(throws: Limit.events(trial: 3, limit: 100)) { try tracer.trace(trial: 3) }
  }

  @Test func timeEndsAfter292Years() {
    struct Waiting: System {
      struct Event: Hashable {}
      struct State: Hashable {}
      func start(in world: inout some World<Event>) -> State {
        world.schedule(Event(), after: .longest)
        return State()
      }
      func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
        world.schedule(Event(), after: .longest)
      }
    }
    var sampler = Sampler(Waiting(), seed: 1)
    #expect(throws: Limit.virtualTime(trial: 0)) { try sampler.run(trial: 0) }
  }

  @Test func aTraceIsTheCourseOfTheTrial() throws {
    let system = Throwing(caught: Probability(0.25)!)
    var sampler = Sampler(system, seed: 2)
    for trial in 0..<100 as Range<UInt64> {
      let trace = try Tracer(system, seed: 2).trace(trial: trial)
      let state = try sampler.run(trial: trial)
      #expect(trace.steps.last?.state == state && trace.steps.count == state.throwsSoFar + 1)
      #expect(trace.steps.last?.instant == sampler.world.now)
    }
  }
}
