import Simulation
import Testing

/// The digest was written down on x86-64, and wasm32 gave the same. It does not say that these bits
/// are the right ones, the tables of references judge that: they must be the same on every machine
/// and in every build.
@Suite struct SameBitsTests {
  @Test func everyMachineComputesTheSameBits() {
    var generator = SeededGenerator(seed: 3)
    var digest: UInt64 = 0
    func add(_ value: Double) { digest = (digest ^ value.bitPattern) &* 0x0000_0100_0000_01b3 }
    for _ in 0..<2_000 {
      let p = Double(Int64(generator.next() >> 11 | 1)) * 0x1p-53
      let anyPositive = Double(bitPattern: generator.next() % (0x7ff0 << 48) | 1)
      add(Elementary.logarithm(of: p))
      add(Elementary.logarithm(of: anyPositive))
      add(Elementary.logarithmOfOnePlus(-p))
      add(Elementary.exponential(of: 1_500 * p - 750))
      add(Elementary.exponentialMinusOne(4 * p - 2))
      add(Elementary.power(anyPositive, p))
      add(Elementary.logGamma(20 * p))
      add(Elementary.normalQuantile(p))
    }
    #expect(digest == 0x94dc_1f17_db36_5da4)
  }
}
