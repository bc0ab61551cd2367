import Simulation
import Testing

@Suite struct LogarithmTests {
  @Test func staysWithinItsBoundOfTheTrueValue() {
    let deviation = ReferenceTable.logarithm.deviation { Elementary.logarithm(of: $0[0]) }
    #expect(deviation.ulp <= 0.91, "at \(deviation.arguments)")
  }

  @Test func isExactlyZeroAtOne() {
    #expect(Elementary.logarithm(of: 1) == 0)
  }

  @Test func isMinusInfinityAtZeroAndUndefinedBelow() {
    #expect(Elementary.logarithm(of: 0) == -.infinity)
    #expect(Elementary.logarithm(of: -0.0) == -.infinity)
    #expect(Elementary.logarithm(of: -.leastNonzeroMagnitude).isNaN)
    #expect(Elementary.logarithm(of: -1).isNaN)
    #expect(Elementary.logarithm(of: -.infinity).isNaN)
    #expect(Elementary.logarithm(of: .nan).isNaN)
    #expect(Elementary.logarithm(of: .infinity) == .infinity)
  }

  @Test func risesFromOneDrawToTheNext() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let draw = Double(Int64.random(in: 1..<1 << 53, using: &generator))
      let here = Elementary.logarithm(of: draw * 0x1p-53)
      #expect(here <= Elementary.logarithm(of: (draw + 1) * 0x1p-53))
    }
  }
}

@Suite struct LogarithmOfOnePlusTests {
  @Test func staysWithinItsBoundOfTheTrueValue() {
    let deviation = ReferenceTable.logarithmOfOnePlus.deviation {
      Elementary.logarithmOfOnePlus($0[0])
    }
    #expect(deviation.ulp <= 0.91, "at \(deviation.arguments)")
  }

  @Test func isExactlyZeroAtZero() {
    #expect(Elementary.logarithmOfOnePlus(0) == 0)
  }

  @Test func isMinusInfinityAtMinusOneAndUndefinedBelow() {
    #expect(Elementary.logarithmOfOnePlus(-1) == -.infinity)
    #expect(Elementary.logarithmOfOnePlus((-1.0).nextDown).isNaN)
    #expect(Elementary.logarithmOfOnePlus(-.infinity).isNaN)
    #expect(Elementary.logarithmOfOnePlus(.nan).isNaN)
    #expect(Elementary.logarithmOfOnePlus(.infinity) == .infinity)
  }
}
