import Simulation
import Testing

@Suite struct TracerTests {
  @Test func aTraceEndsAsTheTrialDoes() throws {
    var sampler = Sampler(Juggling(), seed: 9)
    for trial in 0..<30 as Range<UInt64> {
      let trace = try Tracer(Juggling(), seed: 9).trace(trial: trial)
      let state = try sampler.run(trial: trial)
      #expect(trace.steps.last?.state == state)
      #expect(trace.steps.count == Int(state.landed) + 1)
      #expect(trace.steps.last?.instant == sampler.world.now)
    }
  }

  @Test func itsStepsAreTheEventsThatWereScheduledInTheirOrder() throws {
    let trace = try Tracer(Juggling(), seed: 9).trace(trial: 1)
    var scheduled: [(instant: Instant, event: Juggling.Event)] = []
    for step in trace.steps {
      for deed in step.effects {
        if case .schedule(let event, let instant) = deed {
          #expect(instant >= step.instant)
          scheduled.append((instant, event))
        }
      }
    }
    // Sorting keeps the order of equals: that of their scheduling.
    let expected = scheduled.enumerated().sorted {
      ($0.element.instant, $0.offset) < ($1.element.instant, $1.offset)
    }
    let handled = trace.steps.dropFirst()
    #expect(handled.map(\.event) == expected.map(\.element.event))
    #expect(handled.map(\.instant) == expected.map(\.element.instant))
  }

  @Test func itsEffectsAreDecidedByTheDrawsOfTheTrial() throws {
    let random = KeyedRandom(seed: 9, trial: 2)
    let juggling = Juggling()
    let trace = try Tracer(juggling, seed: 9).trace(trial: 2)
    var chances = 0
    for deed in trace.steps.flatMap(\.effects) {
      switch deed {
      case .chance(let choicePoint, let chance, let happened):
        chances += 1
        #expect(chance == juggling.multiplies)
        #expect(happened == chance.happens(bits: random.bits(at: choicePoint)))
      case .delay(let choicePoint, let delay):
        let isFlight = choicePoint.attempt < 150 || choicePoint.attempt % 2 == 0
        let latency = isFlight ? juggling.flight : juggling.pause
        #expect(delay == latency.delay(bits: random.bits(at: choicePoint)))
      case .schedule, .cancel, .reach:
        break
      }
    }
    #expect(chances == trace.steps.count - 1)
  }

  @Test func theFirstStepIsTheStartAndHasNoEvent() throws {
    let trace = try Tracer(Throwing(caught: .always), seed: 1).trace(trial: 0)
    #expect(trace.steps.count == 2)
    #expect(trace.steps[0].event == nil && trace.steps[0].instant == .start)
    #expect(trace.steps[0].effects == [.schedule(.lands, at: .start + .seconds(1))])
    #expect(trace.steps[0].state == Throwing.State(throwsSoFar: 1))
    let choicePoint = ChoicePoint(actor: 0, kind: 0, attempt: 1)
    #expect(trace.steps[1].event == .lands)
    #expect(
      trace.steps[1].effects
        == [.chance(choicePoint, .always, happened: true), .reach(Throwing.isCaught)])
  }

  @Test func itStopsAtTheLimitsOfTheSampler() throws {
    let enough = Tracer(Waiting(wait: .seconds(1), times: 100), seed: 1, eventLimit: 100)
    #expect(try enough.trace(trial: 3).steps.count == 101)
    let tooFew = Tracer(Waiting(wait: .seconds(1), times: 101), seed: 1, eventLimit: 100)
    #expect(throws: SimulationError.events(trial: 3, limit: 100)) { try tooFew.trace(trial: 3) }
    let endless = Tracer(Waiting(wait: .longest, times: nil), seed: 1)
    #expect(throws: SimulationError.virtualTime(trial: 7)) { try endless.trace(trial: 7) }
  }
}
