import EndToEnd
import Simulation
import Testing

@testable import Study

/// Derivatives by the probabilities of faults.
@Suite struct SensitivityTests {
  /// The faults of the essay's write: q, a, b and r.
  private static let grid = [EssayWrite.q, EssayWrite.a, EssayWrite.b, EssayWrite.r]
  private static let paths = [
    "network.request.loss", "server.failsBeforeStore", "server.failsAfterStore",
    "network.response.loss",
  ]

  /// The shares of an attempt that is acknowledged, that stores without a word, and that does nothing.
  private static func shares(_ grid: [Double]) -> (s: Double, p: Double, z: Double) {
    let stored = (1 - grid[0]) * (1 - grid[1])
    let s = stored * (1 - grid[2]) * (1 - grid[3])
    return (s, stored - s, 1 - stored)
  }

  private static func power(_ x: Double, _ n: Int) -> Double {
    (0..<n).reduce(1) { product, _ in product * x }
  }

  /// Four attempts: all but those with fewer than two copies.
  private static func duplicate(_ grid: [Double]) -> Double {
    let (s, p, z) = shares(grid)
    var single = power(z, 4) + 4 * p * power(z, 3)
    for failed in 0..<4 { single += s * power(z, failed) }
    return 1 - single
  }

  /// Four attempts that all fail, and not all of which do nothing.
  private static func phantom(_ grid: [Double]) -> Double {
    let (_, p, z) = shares(grid)
    return power(p + z, 4) - power(z, 4)
  }

  private static func phantomOfOne(_ grid: [Double]) -> Double { shares(grid).p }

  /// The derivative of a polynomial of degree 6 or less by one of its arguments, by central differences.
  private static func slope(of function: ([Double]) -> Double, by index: Int) -> Double {
    let step = 1.0 / 512
    func difference(_ steps: Double) -> Double {
      var (up, down) = (grid, grid)
      up[index] += steps * step
      down[index] -= steps * step
      return function(up) - function(down)
    }
    return (45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * step)
  }

  private func effects(attempts: UInt32, costs: Costs? = nil) -> [String: FaultEffect] {
    let sensitivity = Sensitivity.measure(
      EssayWrite.strategy("one", attempts: attempts), costs: costs)
    #expect(sensitivity.problem == nil && !sensitivity.isApproximate)
    return Dictionary(uniqueKeysWithValues: sensitivity.effects.map { ($0.fault.path, $0) })
  }

  /// The derivatives on the essay's grid, which its closed forms have to nine digits and more.
  @Test func derivativesAreThoseOfTheClosedForms() throws {
    let blind = effects(attempts: 4)
    let none = effects(attempts: 1)
    #expect(Set(blind.keys) == Set(Self.paths))
    for (index, path) in Self.paths.enumerated() {
      let blind = try #require(blind[path])
      let duplicate = try #require(blind.change(in: .share(.duplicate)))
      #expect(abs(duplicate.derivative - Self.slope(of: Self.duplicate, by: index)) < 1e-9)
      let phantom = try #require(blind.change(in: .share(.phantom)))
      #expect(abs(phantom.derivative - Self.slope(of: Self.phantom, by: index)) < 1e-9)
      let alone = try #require(none[path]?.change(in: .share(.phantom)))
      #expect(abs(alone.derivative - Self.slope(of: Self.phantomOfOne, by: index)) < 1e-9)
      #expect(none[path]?.change(in: .share(.duplicate))?.derivative == 0)
      let elasticity = duplicate.derivative * Self.grid[index] / Self.duplicate(Self.grid)
      #expect(abs(try #require(duplicate.elasticity) - elasticity) < 1e-9)
      var half = Self.grid
      half[index] /= 2
      #expect(abs(duplicate.halved - Self.duplicate(half)) < 1e-14)
    }
  }

  /// The values that were computed elsewhere, symbolically.
  @Test func derivativesAreThosePublishedForTheEssay() throws {
    let published: [(String, OutcomeClass, UInt32, Double)] = [
      ("network.request.loss", .duplicate, 4, -3.92994235495e-5),
      ("server.failsBeforeStore", .duplicate, 4, -3.9101939009e-5),
      ("server.failsAfterStore", .duplicate, 4, 0.989986916566),
      ("network.response.loss", .duplicate, 4, 0.994986850489),
      ("network.request.loss", .phantom, 4, 8.91672582855e-5),
      ("network.response.loss", .phantom, 4, 1.02465880538e-4),
      ("network.request.loss", .phantom, 1, -0.01487525),
      ("server.failsAfterStore", .phantom, 1, 0.9751995),
      ("network.response.loss", .phantom, 1, 0.98012475),
    ]
    let found = [1: effects(attempts: 1), 4: effects(attempts: 4)]
    for (path, outcome, attempts, value) in published {
      let change = try #require(found[Int(attempts)]?[path]?.change(in: .share(outcome)))
      #expect(abs(change.derivative - value) < 1e-9, "\(path) of \(outcome)")
    }
  }

  /// A gateway that retries, a key that is forgotten, crashes and broken connections: every mean and share has the
  /// derivative that separate explorations with other probabilities show.
  @Test func derivativesAreDifferencesOfExactResults() throws {
    var scenario = EssayWrite.strategy("all", attempts: 2).scenario
    scenario.key = IdempotencyKey()
    scenario.key?.forgets = 0.1
    scenario.client.crashes.chance = 0.02
    scenario.network.breaks = 0.03
    var gateway = Gateway()
    gateway.timeout = .milliseconds(50)
    gateway.retry.attempts = 2
    gateway.network.request.loss = 0.04
    scenario.gateways = [gateway]
    let costs = Costs(classes: [.duplicate: 60, .unsure: 2], attempt: 0.5)
    let effects = Sensitivity.measure(Strategy(name: "all", scenario: scenario), costs: costs)
      .effects
    let changes: [(String, (inout Scenario, Double) -> Void)] = [
      ("key.forgets", { $0.key?.forgets = Probability($1)! }),
      ("client.crashes.chance", { $0.client.crashes.chance = Probability($1)! }),
      ("network.breaks", { $0.network.breaks = Probability($1)! }),
      (
        "gateway.network.request.loss",
        { $0.gateways[0].network.request.loss = Probability($1)! }
      ),
    ]
    #expect(effects.count == 8)
    for (path, set) in changes {
      let effect = try #require(effects.first { $0.fault.path == path })
      func result(_ probability: Double) throws -> StrategyResult {
        var changed = scenario
        set(&changed, probability)
        return try ExactExperiment([Strategy(name: "all", scenario: changed)]).run(costs: costs)[0]
      }
      let (here, step) = (effect.fault.probability, effect.fault.probability / 8)
      let results = try [1.0, 2, 3].map { steps in
        (up: try result(here + steps * step), down: try result(here - steps * step))
      }
      let halved = try result(here / 2)
      #expect(effect.changes.count > 50)
      for change in effect.changes {
        let differences = try results.map { up, down in
          let up = try #require(up[change.measure])
          return up.estimate.value - (try #require(down[change.measure]).estimate.value)
        }
        let slope =
          (45 * differences[0] - 9 * differences[1] + differences[2]) / (60 * step)
        let size = max(abs(slope), abs(change.value))
        #expect(abs(change.derivative - slope) < 1e-9 * max(size, 1), "\(path) \(change.measure)")
        let half = try #require(halved[change.measure]).estimate.value
        #expect(abs(change.halved - half) < 1e-12 * max(abs(half), 1), "\(path) \(change.measure)")
      }
    }
  }

  @Test func aRaceOfContinuousLatenciesIsNotExplored() {
    var scenario = EssayWrite.strategy("slow", attempts: 2).scenario
    scenario.server.service = .exponential(mean: .milliseconds(100))
    let strategy = Strategy(name: "slow", scenario: scenario)
    let sensitivity = Sensitivity.measure(strategy, costs: nil)
    guard case .continuousDelay = sensitivity.problem else {
      Issue.record("a latency with infinitely many values was explored")
      return
    }
    var limits = ExplorationLimits()
    limits.discretisation = 2
    let rough = Sensitivity.measure(strategy, costs: nil, limits: limits)
    #expect(rough.isApproximate && rough.effects.count == 4)
  }
}
