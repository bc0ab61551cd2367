import Simulation
import Testing

@Suite struct PowerTests {
  @Test func staysWithinItsBoundOfTheTrueValue() {
    let deviation = ReferenceTable.power.deviation { Elementary.power($0[0], $0[1]) }
    #expect(deviation.ulp <= 2.01, "at \(deviation.arguments)")
  }

  @Test(arguments: [0, .leastNonzeroMagnitude, 0.3, 1, 7, .greatestFiniteMagnitude, .infinity])
  func toTheExponentZeroIsOne(base: Double) {
    #expect(Elementary.power(base, 0) == 1)
  }

  @Test(arguments: [-.infinity, -1e300, -1, 0.5, 1e300, .infinity])
  func aPowerOfOneIsOne(exponent: Double) {
    #expect(Elementary.power(1, exponent) == 1)
  }

  @Test func ofZeroIsZeroOrInfinite() {
    #expect(Elementary.power(0, 0.5) == 0)
    #expect(Elementary.power(0, 1e300) == 0)
    #expect(Elementary.power(0, -0.5) == .infinity)
  }

  @Test func overflowsAndUnderflows() {
    #expect(Elementary.power(2, 1_024) == .infinity)
    #expect(Elementary.power(2, 1e300) == .infinity)
    #expect(Elementary.power(2, .infinity) == .infinity)
    #expect(Elementary.power(0.5, .infinity) == 0)
    #expect(Elementary.power(2, -1_076) == 0)
    #expect(Elementary.power(.infinity, 0.5) == .infinity)
    #expect(Elementary.power(.infinity, -0.5) == 0)
  }

  @Test func isUndefinedForANegativeBase() {
    #expect(Elementary.power(-1, 2).isNaN)
    #expect(Elementary.power(.nan, 2).isNaN)
    #expect(Elementary.power(2, .nan).isNaN)
  }

  @Test(arguments: 1...60)
  func aWholePowerIsARepeatedProduct(exponent: Int) {
    var product = 1.0
    for _ in 0..<exponent { product *= 2 }
    let error = (Elementary.power(2, Double(exponent)) - product).magnitude
    #expect(error <= 2 * product.ulp)
  }
}
