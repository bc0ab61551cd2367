import Simulation
import Testing

@Suite struct NormalQuantileTests {
  @Test func staysWithinItsBoundOfTheTrueValue() {
    let deviation = ReferenceTable.normalQuantile.deviation { Elementary.normalQuantile($0[0]) }
    #expect(deviation.relative <= 1e-15, "worst at \(deviation.arguments)")
  }

  @Test func isZeroInTheMiddle() {
    #expect(Elementary.normalQuantile(0.5) == 0)
  }

  @Test func isSymmetric() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<2_000 {
      // A multiple of 2⁻⁵³, so that its complement is exact.
      let p = Double(Int64.random(in: 1..<1 << 53, using: &generator)) * 0x1p-53
      #expect(Elementary.normalQuantile(p) == -Elementary.normalQuantile(1 - p))
    }
  }

  @Test(arguments: [0, 1, -0.1, 1.1, .nan, .infinity])
  func isUndefinedOutsideTheOpenInterval(p: Double) {
    #expect(Elementary.normalQuantile(p).isNaN)
  }
}
