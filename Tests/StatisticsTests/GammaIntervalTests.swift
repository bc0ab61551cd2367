import Testing

@testable import Statistics
@testable import Study

@Suite struct GammaIntervalTests {
  /// The quantiles that SciPy 1.x gives: `scipy.stats.gamma.ppf(p, a)`.
  @Test(
    arguments: [
      (0.5, 0.025, 0.0004910345585876278), (3, 0.975, 7.22468766772396),
      (25, 0.025, 16.178681847829328), (400, 0.975, 440.13766844657533),
      (999.5, 0.025, 938.4885165459253), (5_000, 0.975, 5139.535089943795),
    ] as [(Double, Double, Double)])
  func quantilesAreThoseOfTheGammaDistribution(shape: Double, p: Double, expected: Double) {
    let tolerance = shape < 1_000 ? 1e-9 : 1e-6
    #expect(abs(GammaInterval.quantile(p, shape: shape) / expected - 1) < tolerance)
  }

  /// The exact interval of a Poisson count of 10 is 4.795 to 18.39 (Garwood, 1936).
  @Test func equalWeightsHaveTheIntervalOfACount() {
    let estimate = GammaInterval.interval(sum: 10, variance: 10, largest: 1, of: 1_000)
    #expect(abs(estimate.low - 0.004795) < 1e-6)
    #expect(abs(estimate.high - 0.01839) < 1e-5)
    #expect(estimate.value == 0.01)
  }

  /// The square of 2⁻⁹⁰⁰ is no double.
  @Test func theUnitOfWeightDoesNotMatter() {
    var one = WeightedCount()
    var tiny = WeightedCount()
    for weight in [1, 0.5, 0.25, 1, 2] {
      one.add(weight, component: 0)
      tiny.add(weight * 0x1p-900, component: 0)
    }
    #expect(one.diagnosis == tiny.diagnosis)
    let trials = TrialsByComponent(100, 0, 0, 0, 0, 0, 0, 0)
    #expect(one.relative(to: trials) == tiny.relative(to: trials))
    let estimate = one.share(of: trials)
    #expect(tiny.share(of: trials).high == estimate.high * 0x1p-900)
  }
}
