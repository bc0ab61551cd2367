import Simulation
import Testing

/// What is only counted along a path, against closed forms.
@Suite struct RewardTests {
  /// A coin that is thrown until it shows heads. The throws are only counted.
  private struct Throws: System {
    enum Event: Hashable, Sendable { case lands }
    struct State: Hashable, Sendable {
      /// The throws that are left; `nil` for no limit.
      var left: Int?
      var throwsSoFar: UInt32 = 0
    }
    let heads: Probability
    let most: Int?

    func start(in world: inout some World<Event>) -> State {
      world.schedule(.lands, after: .seconds(1))
      return State(left: most)
    }

    func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
      state.throwsSoFar += 1
      state.left = state.left.map { $0 - 1 }
      if world.happens(heads, at: ChoicePoint(actor: 0, kind: 0)) || state.left == 0 {
        state.left = 0
      } else {
        world.schedule(.lands, after: .seconds(1))
      }
    }

    func takeRewards(from state: inout State, isEnding: Bool) -> Rewards {
      var rewards = Rewards.none
      rewards[0] = state.throwsSoFar
      rewards[3] = 2 * state.throwsSoFar
      state.throwsSoFar = 0
      return rewards
    }
  }

  /// The throws have a geometric distribution, cut off at the most: their mean is (1 − (1 − p)ⁿ) / p.
  private static func mean(_ p: Double, _ most: Int) -> Double {
    var tails = 1.0
    for _ in 0..<most { tails *= 1 - p }
    return (1 - tails) / p
  }

  @Test(arguments: [1, 2, 17, 300], [0.5, 0.03])
  func boundedThrowsAreCounted(most: Int, heads: Double) throws {
    let system = Throws(heads: Probability(heads)!, most: most)
    let exploration = try Explorer(system).explore()
    let mean = Self.mean(heads, most)
    #expect(abs(exploration.meanRewards[0] - mean) <= 1e-12 * mean)
    #expect(abs(exploration.meanRewards[3] - 2 * mean) <= 1e-12 * mean)
    #expect(exploration.meanRewards[1] == 0 && exploration.meanRewards[2] == 0)
    #expect(exploration.greatestReward == UInt64(most))
    // Each throw takes a second, so that its time is another count of it.
    let chain = try Explorer(system).chain { $0.left == 0 }
    let times = try #require(chain.times)[0]
    #expect(zip(times, chain.rewards[0]).allSatisfy { abs($0 * 1e-9 - $1) < 1e-12 })
  }

  @Test func aLoopThatCountsHasNoMaximum() throws {
    let exploration = try Explorer(Throws(heads: Probability(0.25), most: nil)).explore()
    #expect(exploration.states == 2)
    #expect(abs(exploration.meanRewards[0] - 4) < 1e-12)
    #expect(exploration.greatestReward == nil)
  }

  @Test(arguments: [1, 2, 17])
  func derivativesOfCountsAreExact(most: Int) throws {
    let p = 0.2
    let system = Throws(heads: Probability(p)!, most: most)
    let found = try #require(try Explorer(system).parametric { $0.left ?? 0 })
    let values = found.evaluated()
    let mean = Self.mean(p, most)
    #expect(abs(values.rewards[0] - mean) <= 1e-12 * mean)
    // The derivative of the closed form, by the quotient rule.
    var tails = 1.0
    for _ in 1..<most { tails *= 1 - p }
    let slope = (Double(most) * tails * p - (1 - tails * (1 - p))) / (p * p)
    #expect(abs(values.rewardSlopes[0][0] - slope) <= 1e-10)
    #expect(abs(values.rewardSlopes[3][0] - 2 * slope) <= 2e-10)
    let other = found.evaluated(at: [0.4], hasSlopes: false)
    #expect(abs(other.rewards[0] - Self.mean(0.4, most)) <= 1e-12 * mean)
  }
}
