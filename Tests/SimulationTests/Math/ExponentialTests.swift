import Simulation
import Testing

@Suite struct ExponentialTests {
  @Test func staysWithinItsBoundOfTheTrueValue() {
    let deviation = ReferenceTable.exponential.deviation { Elementary.exponential(of: $0[0]) }
    #expect(deviation.ulp <= 1.01, "at \(deviation.arguments)")
  }

  @Test func isExactlyOneAtZero() {
    #expect(Elementary.exponential(of: 0) == 1)
    #expect(Elementary.exponential(of: -0.0) == 1)
    #expect(Elementary.exponential(of: .leastNonzeroMagnitude) == 1)
  }

  @Test func overflowsToInfinityBeyondTheGreatestNumber() {
    let last = 709.782712893383973
    #expect(Elementary.exponential(of: last).isFinite)
    for x: Double in [last.nextUp, 709.8, 710, 800, 1e10, 1e300, .infinity] {
      #expect(Elementary.exponential(of: x) == .infinity, "at \(x)")
    }
  }

  @Test func underflowsToZeroBelowHalfTheLeastNumber() {
    #expect(Elementary.exponential(of: -745.13) == .leastNonzeroMagnitude)
    for x: Double in [-745.14, -746, -750, -1e10, -1e300, -.infinity] {
      #expect(Elementary.exponential(of: x) == 0, "at \(x)")
    }
  }

  @Test func passesOnWhatIsNotANumber() {
    #expect(Elementary.exponential(of: .nan).isNaN)
    #expect(Elementary.exponentialMinusOne(.nan).isNaN)
  }
}

@Suite struct ExponentialMinusOneTests {
  @Test func staysWithinItsBoundOfTheTrueValue() {
    let deviation = ReferenceTable.exponentialMinusOne.deviation {
      Elementary.exponentialMinusOne($0[0])
    }
    #expect(deviation.ulp <= 1.31, "at \(deviation.arguments)")
  }

  @Test func expm1KeepsSmallNumbers() {
    for x: Double in [0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e-300, -1e-20] {
      #expect(Elementary.exponentialMinusOne(x).bitPattern == x.bitPattern)
    }
  }

  @Test func endsAtMinusOneAndAtInfinity() {
    #expect(Elementary.exponentialMinusOne(-50) == -1)
    #expect(Elementary.exponentialMinusOne(-.infinity) == -1)
    #expect(Elementary.exponentialMinusOne(710) == .infinity)
    #expect(Elementary.exponentialMinusOne(.infinity) == .infinity)
  }
}
