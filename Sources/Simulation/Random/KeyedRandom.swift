/// The random bits of one trial, each a function of (seed, trial, site) alone.
///
/// ```swift
/// let luck = KeyedRandom(seed: 1, trial: 17)
/// luck.bits(at: ChoicePoint(actor: 0, kind: 1, attempt: 1))  // the same in whatever order it is asked
/// ```
///
/// A keyed draw instead of a stream: a strategy that draws more does not shift the luck of another,
/// and trials can be run in any order, on any number of threads.
///
/// The bits are those of SplitMix64 (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number
/// Generators*, OOPSLA 2014) read at the position that the site names, with the multipliers of its
/// variant 13 (Stafford, *Better Bit Mixing*), and a second word of key mixed in half-way, so that
/// two trials have the same sequence only if 128 bits agree.
@frozen
public struct KeyedRandom: Hashable, Sendable {
  @usableFromInline let first: UInt64
  @usableFromInline let second: UInt64

  @inlinable
  public init(seed: UInt64, trial: UInt64) {
    // Two rounds each: neighbouring seeds and neighbouring trials must have nothing in common.
    let base = KeyedRandom.mixed(seed &+ 0x9e37_79b9_7f4a_7c15)
    first = KeyedRandom.mixed(KeyedRandom.mixed(trial ^ base) &+ base)
    second = KeyedRandom.mixed(first ^ KeyedRandom.mixed(base &+ 0xd1b5_4a32_d192_ed03))
  }

  /// 64 uniformly distributed bits for the decision at a site.
  @inlinable
  public func bits(at site: ChoicePoint) -> UInt64 {
    var bits = first &+ site.word &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits ^= second &+ UInt64(site.operation) &* 0xda94_2042_e4dd_58b5
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// A bijection of 64 bits in which every bit of the argument changes half of the result.
  @inlinable
  static func mixed(_ word: UInt64) -> UInt64 {
    var bits = word
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
