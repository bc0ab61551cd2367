import Testing

@testable import Simulation

/// Explorations of systems whose probabilities are polynomials.
@Suite struct ParametricExplorationTests {
  /// A ball that is thrown until it is caught, at most some times, or for ever.
  private struct Throwing: System {
    enum Event: Hashable, Sendable { case lands }
    struct State: Hashable, Sendable {
      var throwsSoFar: Int
      var isCaught = false
    }
    let caught: Probability
    let most: Int?

    func start(in world: inout some World<Event>) -> State {
      world.schedule(.lands, after: .seconds(1))
      return State(throwsSoFar: most == nil ? 0 : 1)
    }

    func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
      state.isCaught = world.happens(caught, at: ChoicePoint(actor: 3, kind: 7))
      if state.isCaught || state.throwsSoFar == most { return world.reach(Milestone(0)) }
      if most != nil { state.throwsSoFar += 1 }
      world.schedule(.lands, after: .seconds(1))
    }
  }

  @Test func endingsAndTimesHaveTheirDerivatives() throws {
    let p = 0.3
    let explorer = Explorer(Throwing(caught: Probability(p)!, most: 3))
    let exploration = try #require(try explorer.parametric { $0 })
    #expect(exploration.chances == [ExploredChance(actor: 3, kind: 7, probability: p)])
    let values = exploration.evaluated()
    func sums(_ parts: [Double]) -> (caught: Double, other: Double) {
      var sums = (caught: 0.0, other: 0.0)
      for (ending, part) in zip(exploration.endings, parts) {
        if ending.isCaught { sums.caught += part } else { sums.other += part }
      }
      return sums
    }
    let q = 1 - p
    #expect(abs(sums(values.probabilities).caught - (1 - q * q * q)) < 1e-15)
    #expect(abs(sums(values.slopes[0]).caught - 3 * q * q) < 1e-14)
    #expect(abs(sums(values.slopes[0]).other + 3 * q * q) < 1e-14)
    // 1 + q + q² seconds.
    #expect(abs(values.times[0] * 1e-9 - (1 + q + q * q)) < 1e-14)
    #expect(abs(values.timeSlopes[0][0] * 1e-9 + 1 + 2 * q) < 1e-14)
    let other = exploration.evaluated(at: [0.5], hasSlopes: false)
    #expect(abs(sums(other.probabilities).caught - 0.875) < 1e-15)
    #expect(abs(other.times[0] * 1e-9 - 1.75) < 1e-14)
    #expect(other.slopes.isEmpty)
  }

  @Test func aCycleHasNone() throws {
    #expect(try Explorer(Throwing(caught: 0.5, most: nil)).parametric { $0 } == nil)
  }
}
