import Testing

/// The numbers of the essay, from formulas that fit on a line.
@Suite struct EssayTests {
  private let q = 0.01
  private let a = 0.005
  private let b = 0.005
  private let r = 0.01

  private func share(of oracle: Oracle, _ isCounted: (Ending) -> Bool) -> Double {
    var oracle = oracle
    (oracle.q, oracle.a, oracle.b, oracle.r) = (q, a, b, r)
    return oracle.endings().filter { isCounted($0.key) }.values.reduce(0, +)
  }

  @Test func oneAttemptDisagreesWhenTheServerFailsAfterStoringOrTheResponseIsLost() {
    let exact = (1 - q) * (1 - a) * (1 - (1 - b) * (1 - r))
    #expect(abs(exact - 0.014_726_497_5) < 1e-15)
    let phantom = share(of: Oracle()) { $0.belief != .acknowledged && $0.copies > 0 }
    #expect(abs(phantom - exact) < 1e-15)
    #expect(share(of: Oracle()) { $0.belief == .acknowledged && $0.copies == 0 } == 0)
  }

  @Test func blindRetryTurnsTheDisagreementIntoDuplicates() {
    // An attempt is acknowledged with s, stores without a word with p, and does nothing with z.
    let s = (1 - q) * (1 - a) * (1 - b) * (1 - r)
    let p = (1 - q) * (1 - a) - s
    let z = 1 - s - p
    func power(_ x: Double, _ n: Int) -> Double { (0..<n).reduce(1) { value, _ in value * x } }
    // All four fail, and not all of them do nothing.
    let disagree = power(p + z, 4) - power(z, 4)
    #expect(abs(disagree - 7.2567e-7) < 1e-11)
    let blind = Oracle(attempts: 4)
    let found = share(of: blind) { $0.belief != .acknowledged && $0.copies > 0 }
    #expect(abs(found - disagree) < 1e-15)
    // Fewer than two copies: none or one silent store before a success, or none or one in four.
    var single = power(z, 4) + 4 * p * power(z, 3)
    for failed in 0..<4 { single += s * power(z, failed) }
    #expect(abs(share(of: blind) { $0.copies >= 2 } - (1 - single)) < 1e-14)
    #expect(abs(1 - single - 0.014_949_8) < 1e-7)
  }

  @Test func aKeyRecordedWithTheDataDuplicatesNothing() {
    let key = Oracle(attempts: 4, key: .init())
    #expect(share(of: key) { $0.copies >= 2 } == 0)
    // It disagrees as rarely as blind retry.
    #expect(share(of: key) { $0.belief != .acknowledged && $0.copies > 0 } < 1e-6)
  }
}
