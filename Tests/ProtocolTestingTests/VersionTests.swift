import ProtocolTesting
import Testing

/// Two versions of a protocol on common random numbers.
@Suite struct VersionTests {
  private func test(_ payment: Payment) -> ProtocolTest<Payment> {
    ProtocolTest(payment, over: .lossy(loss: 0.2)).ignoringCoverage()
      .never("charged twice") { $0[.bank].charges > 1 }
  }

  @Test func onlyTheOneWithoutAKeyChargesTwice() throws {
    let trials = 20_000
    let comparison = try test(Payment()).compare(with: test(Payment(hasKey: true)), trials: trials)
    #expect(comparison.both == 0 && comparison.onlySecond == 0)
    #expect(comparison.onlyFirst + comparison.neither == trials)
    // The answer is lost, and neither request.
    let (expected, spread) = (0.8 * 0.2 * 0.8, (0.128 * 0.872 / Double(trials)).squareRoot())
    #expect(abs(Double(comparison.onlyFirst) / Double(trials) - expected) < 5 * spread)
    let example = try #require(comparison.exampleOfOnlyFirst)
    #expect(example.replay.contains("bank->customer #1 lost"))
    #expect(comparison.exampleOfOnlySecond == nil)
    #expect(comparison.description.contains("only by the second 0"))
  }

  /// The same protocol is never better than itself: all random numbers are shared.
  @Test func comparedWithItselfAProtocolIsNeverBetter() throws {
    let comparison = try test(Payment()).compare(with: test(Payment()), trials: 2_000)
    #expect(comparison.onlyFirst == 0 && comparison.onlySecond == 0 && comparison.both > 0)
  }

  @Test func trialsAreShrunkUntilNothingCanBeLeftOut() throws {
    let test = ProtocolTest(Payment(), over: .faulty(loss: 0.3, duplication: 0.3, delayed: 0.3))
      .ignoringCoverage().never("charged three times") { $0[.bank].charges > 2 }
    var replays: Set<String> = []
    for seed in 1...20 as ClosedRange<UInt64> {
      let found = try #require(throws: Counterexample.self) {
        try test.check(.samples(10_000, seed: seed))
      }
      #expect(found.description.contains("and shrunk"))
      replays.insert(found.replay)
      let parts = found.replay.split(separator: "; ").map(String.init)
      for index in parts.indices {
        var fewer = parts
        fewer.remove(at: index)
        let shorter: Void? = try? test.replay(fewer.joined(separator: "; "))
        // Without any of its parts nothing is broken, or the rest has no such decision any more.
        if shorter == nil {
          #expect(throws: ProtocolTestError.self) { try test.replay(fewer.joined(separator: "; ")) }
        }
      }
    }
    #expect(replays.count > 1)
  }
}
