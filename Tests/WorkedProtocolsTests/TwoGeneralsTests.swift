import ProtocolTesting
import Testing

@testable import WorkedProtocols

/// No number of acknowledgements, and no rule about them, removes disagreement.
@Suite struct TwoGeneralsTests {
  @Test(arguments: 0...6)
  func theLastMessageLostIsEnough(acknowledgements: Int) throws {
    let test = TwoGenerals(acknowledgements: acknowledgements).agreement().ignoringCoverage()
    #expect(try test.check(.faults(0)).states == acknowledgements + 2)
    let found = try #require(throws: Counterexample.self) { try test.check(.anyFaults) }
    #expect(found.faults == [lost(acknowledgements)])
    // All before it come.
    #expect(found.events == acknowledgements)
  }

  /// Let N of the m = k + 1 messages come before the first that does not, so P(N ≥ j) = (1 − p)^j. Who is told the
  /// last message attacks if N = m, and the other one if N ≥ m − 1: they disagree if N = m − 1, which has
  /// the probability (1 − p)^(m − 1) · p. It is never 0.
  @Test(arguments: [0, 1, 2, 3, 6, 40], [1e-6, 0.01, 0.3, 0.5, 0.99])
  func theProbabilityIsKnown(acknowledgements: Int, loss: Double) throws {
    let report = try TwoGenerals(acknowledgements: acknowledgements)
      .agreement(over: .lossy(loss: loss)).ignoringCoverage().check(.exactly(atMost: 1))
    let expected = (0..<acknowledgements).reduce(loss) { product, _ in product * (1 - loss) }
    #expect(report.probabilities[0] > 0 && report.residual == 0)
    #expect(abs(report.probabilities[0] - expected) <= expected * 1e-12)
  }

  /// With N as above, the first attacks if N ≥ 2a, where a is how many he demands, and the second if N ≥ 2b − 1. One
  /// number is even and the other is odd, so between them there is always a message that parts the two: the
  /// later one of those that they wait for.
  @Test(arguments: 0...3, 1...4)
  func everyOtherRuleOfTheTwoGeneralsFailsWithOneLoss(first: Int, second: Int) throws {
    let rule = TwoGenerals(acknowledgements: 6, demands: (first: first, second: second))
    let test = rule.agreement(over: .lossy(loss: 0.25)).ignoringCoverage()
    let (one, other) = (2 * first, 2 * second - 1)
    let found = try #require(throws: Counterexample.self) { try test.check(.anyFaults) }
    #expect(found.faults.count == 1)
    #expect(
      (min(one, other)..<max(one, other)).contains { found.faults == [lost($0)] },
      "\(found.faults)")
    let probability = try test.check(.exactly(atMost: 1)).probabilities[0]
    #expect(abs(probability - abs(power(0.75, one) - power(0.75, other))) < 1e-15)
    #expect(probability > 0)
  }

  /// The words for the loss of a message, counted from 0.
  private func lost(_ message: Int) -> String {
    let way = message % 2 == 0 ? "first to second" : "second to first"
    let content = message == 0 ? "plan" : "acknowledgement(\(message))"
    let ordinal = ["1st", "2nd", "3rd", "4th"][message / 2]
    return "\(ordinal) message from \(way), \(content), is lost"
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
