import Simulation
import Testing

@Suite struct LogGammaTests {
  @Test func staysWithinItsBoundOfTheTrueValue() {
    let deviation = ReferenceTable.logGamma.deviation { Elementary.logGamma($0[0]) }
    #expect(deviation.relative <= 1e-15, "worst at \(deviation.arguments)")
  }

  @Test func isExactlyZeroAtOneAndTwo() {
    #expect(Elementary.logGamma(1) == 0)
    #expect(Elementary.logGamma(2) == 0)
  }

  @Test func isTheLogarithmOfAFactorial() {
    var factorial = 1.0
    for n in 2...20 {
      factorial *= Double(n)
      let expected = Elementary.logarithm(of: factorial)
      #expect((Elementary.logGamma(Double(n + 1)) - expected).magnitude <= 2e-15 * expected)
    }
  }

  @Test func isInfiniteAtBothEndsAndUndefinedBelow() {
    #expect(Elementary.logGamma(0) == .infinity)
    #expect(Elementary.logGamma(.infinity) == .infinity)
    #expect(Elementary.logGamma(-0.5).isNaN)
    #expect(Elementary.logGamma(.nan).isNaN)
  }
}
