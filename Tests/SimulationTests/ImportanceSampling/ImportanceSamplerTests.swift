import Testing

@testable import Simulation

/// A courier whose faults are made more probable is still the courier, by weight.
@Suite struct ImportanceSamplerTests {
  private static let trials: UInt64 = 64 * 512

  private static let mixture: ProposalMixture = {
    var found = FaultBias(floor: 0)
    found[
      FaultKey(word: ChoicePoint(actor: 0, kind: 3, attempt: 1).word, operation: 0, faultsBefore: 0)
    ] =
      0.9
    return ProposalMixture([(FaultBias(floor: 0.5), 24), (found, 24)])
  }()

  @Test func theWeightedSharesAreThoseOfTheExplorer() throws {
    var sums: [Courier.State: (sum: Double, squares: Double)] = [:]
    var sampler = ImportanceSampler(Courier(), Self.mixture, seed: 1)
    for trial in 0..<Self.trials {
      let state = try sampler.run(trial: trial)
      let weight = sampler.world.weight
      sums[state, default: (0, 0)].sum += weight
      sums[state, default: (0, 0)].squares += weight * weight
    }
    let n = Double(Self.trials)
    for ending in try Explorer(Courier()).explore().endings {
      let (sum, squares) = sums[ending.state, default: (0, 0)]
      // Six standard errors, and room for the endings of which a few trials are all that there is.
      let error = 6 * squares.squareRoot() / n + 1e-5
      #expect(abs(sum / n - ending.probability) < error, "\(ending.state)")
    }
  }

  @Test func noWeightIsMoreThanOneOverThePlainShare() throws {
    var sampler = ImportanceSampler(Courier(), Self.mixture, seed: 2)
    for trial in 0..<10_000 as Range<UInt64> {
      _ = try sampler.run(trial: trial)
      #expect(sampler.world.weight > 0 && sampler.world.weight <= 4)
    }
  }

  @Test func anUnbiasedTrialIsThatOfTheSampler() throws {
    var biased = ImportanceSampler(Courier(), Self.mixture, seed: 3)
    var plain = Sampler(Courier(), seed: 3)
    for trial in 0..<1_000 as Range<UInt64>
    where Self.mixture.component(ofTrial: trial) == 0 {
      #expect(try biased.run(trial: trial) == plain.run(trial: trial))
    }
  }

  @Test func eachComponentHasItsShareOfEveryPeriod() {
    for start in [0, 17, 1 << 63] as [UInt64] {
      var counts = [0, 0, 0]
      for offset in 0..<UInt64(ProposalMixture.period) {
        counts[Self.mixture.component(ofTrial: start + offset)] += 1
      }
      #expect(counts == [16, 24, 24])
    }
  }

  @Test func notesTellEachChanceOfAFaultAndNoOther() throws {
    var sampler = ImportanceSampler(Courier(), Self.mixture, seed: 4)
    sampler.world.recordsFaults = true
    var visits = 0
    for trial in 0..<100 as Range<UInt64> {
      _ = try sampler.run(trial: trial)
      var faults: UInt32 = 0
      #expect(!sampler.world.visits.isEmpty)
      visits += sampler.world.visits.count
      for visit in sampler.world.visits {
        #expect(visit.probability == 0.1 || visit.probability == 0.05)
        #expect(visit.key.faultsBefore == faults)
        if visit.happened { faults += 1 }
      }
    }
    #expect(visits > 100)
  }
}
