import EndToEnd
import Foundation
import Simulation
import Testing

@testable import Study

/// Exponential latencies on a lattice, against closed forms.
@Suite struct LatticeTests {
  /// A request and a response of exponential latencies.
  struct Setting {
    var (request, response, timeout) = (20.0, 30.0, 100.0)
    var attempts: UInt32 = 1
    var (q, a, b, r) = (0.01, 0.02, 0.03, 0.04)

    var scenario: Scenario {
      var scenario = Scenario()
      scenario.client.timeout = Delay(rounding: timeout * 1e6)
      scenario.client.retry.attempts = attempts
      scenario.network.request.latency = .exponential(mean: Delay(rounding: request * 1e6))
      scenario.network.response.latency = .exponential(mean: Delay(rounding: response * 1e6))
      scenario.network.request.loss = Probability(q)!
      scenario.network.response.loss = Probability(r)!
      scenario.server.failsBeforeStore = Probability(a)!
      scenario.server.failsAfterStore = Probability(b)!
      return scenario
    }

    /// The probability that the two latencies are within the timeout together: the hypoexponential distribution, and for
    /// equal means that of Erlang.
    var inTime: Double {
      if abs(request - response) < 1e-9 {
        return 1 - exp(-timeout / request) * (1 + timeout / request)
      }
      return 1 - (request * exp(-timeout / request) - response * exp(-timeout / response))
        / (request - response)
    }

    /// The measures, by geometric sums over independent attempts.
    var known: [(Measure, Double)] {
      let n = Double(attempts)
      let stores = (1 - q) * (1 - a)
      let succeeds = stores * (1 - b) * (1 - r) * inTime
      let (fails, storesNothing) = (1 - succeeds, 1 - stores)
      let unsure = pow(fails, n)
      let phantom = unsure - pow(storesNothing, n)
      var duplicate =
        unsure - pow(storesNothing, n)
        - n * (stores - succeeds) * pow(storesNothing, n - 1)
      for k in 1..<max(attempts, 1) + 1 {
        let before = Double(k - 1)
        duplicate += succeeds * (pow(fails, before) - pow(storesNothing, before))
      }
      let tries = (1 - unsure) / succeeds
      return [
        (.share(.unsure), unsure), (.share(.phantom), phantom), (.share(.duplicate), duplicate),
        (.attemptsMean, tries), (.copiesMean, stores * tries),
      ]
    }
  }

  private static func result(
    _ scenario: Scenario, _ resolution: LatencyResolution
  ) throws -> StrategyResult {
    var experiment = ExactExperiment([Strategy(name: "one", scenario: scenario)])
    experiment.resolution = resolution
    return try experiment.run(costs: nil)[0]
  }

  /// Settings from a fixed sequence, whose means are between 1/20 and 1/2 of the timeout.
  private static let settings: [Setting] = (0..<6).map { number in
    let random = KeyedRandom(seed: 22, trial: UInt64(number))
    func unit(_ kind: UInt32) -> Double {
      Double(random.bits(at: ChoicePoint(actor: 0, kind: UInt8(kind), attempt: 1)) >> 11) * 0x1p-53
    }
    var setting = Setting()
    setting.timeout = 50 + 150 * unit(0)
    setting.request = setting.timeout * (0.05 + 0.45 * unit(1))
    setting.response = number % 5 == 0 ? setting.request : setting.timeout * (0.05 + 0.45 * unit(2))
    setting.attempts = number == 1 ? 2 : 1
    (setting.q, setting.a) = (0.1 * unit(3), 0.1 * unit(4))
    (setting.b, setting.r) = (0.1 * unit(5), 0.1 * unit(6))
    return setting
  }

  @Test(arguments: settings.indices) func intervalsHoldTheClosedForm(index: Int) throws {
    let setting = Self.settings[index]
    let step = Delay(rounding: setting.timeout * 1e6 / 4)
    let result = try Self.result(setting.scenario, .step(step))
    let enclosed = try #require(result.lattice).enclosed
    for (measure, known) in setting.known {
      let estimate = try #require(result[measure]).estimate
      #expect(enclosed.contains(measure))
      #expect(estimate.low <= known + 1e-9 && known - 1e-9 <= estimate.high, "\(measure.name)")
    }
  }

  /// What a server still knows, or which of two events comes first, does not follow the delays.
  @Test func nothingIsEnclosedForCertainWithoutAProof() throws {
    var scenario = Setting().scenario
    scenario.client.retry.attempts = 2
    #expect(scenario.measuresThatFollowDelays.contains(.share(.duplicate)))
    #expect(!scenario.measuresThatFollowDelays.contains(.share(.late)))
    var other = scenario
    other.key = IdempotencyKey()
    #expect(other.measuresThatFollowDelays.isEmpty)
    other = scenario
    other.client.deadline = .milliseconds(300)
    #expect(other.measuresThatFollowDelays.isEmpty)
    other = scenario
    other.client.retry.retriesTimeouts = false
    #expect(other.measuresThatFollowDelays.isEmpty)
    other.client.retry.attempts = 1
    #expect(other.measuresThatFollowDelays.contains(.share(.late)))
  }

  @Test func finiteLatenciesNeedNoLattice() throws {
    let scenario = EssayWrite.strategy("one", attempts: 3).scenario
    let result = try Self.result(scenario, .automatic)
    #expect(result.method.name == "exact" && result.lattice == nil)
  }
}
