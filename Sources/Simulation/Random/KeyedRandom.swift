/// A counter-based random number generator for one trial: its bits are a function of (seed, trial, choice point) alone.
///
/// ```swift
/// let random = KeyedRandom(seed: 1, trial: 17)
/// random.bits(at: ChoicePoint(actor: 0, kind: 1, attempt: 1))  // the same in any order of the calls
/// ```
///
/// Draws are keyed and not a stream: a strategy that draws more does not shift the draws of another, and trials can run
/// in any order, on any number of threads.
///
/// The bits are those of SplitMix64 (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number
/// Generators*, OOPSLA 2014) read at the position that the choice point names, with the multipliers of its
/// variant 13 (Stafford, *Better Bit Mixing*), and a second word of key mixed in half-way, so that
/// two trials have the same sequence only if 128 bits agree.
public struct KeyedRandom: Hashable, Sendable {
  /// The first word of the key.
  @usableFromInline let first: UInt64
  /// The second word of the key.
  @usableFromInline let second: UInt64

  /// Creates a value from its parts.
  @inlinable
  public init(seed: UInt64, trial: UInt64) {
    // Two rounds each: neighbouring seeds and neighbouring trials must have nothing in common.
    let base = KeyedRandom.mixed(seed &+ 0x9e37_79b9_7f4a_7c15)
    first = KeyedRandom.mixed(KeyedRandom.mixed(trial ^ base) &+ base)
    second = KeyedRandom.mixed(first ^ KeyedRandom.mixed(base &+ 0xd1b5_4a32_d192_ed03))
  }

  /// 64 uniformly distributed bits for the decision at a choice point.
  @inlinable
  public func bits(at choicePoint: ChoicePoint) -> UInt64 {
    var bits = first &+ choicePoint.word &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits ^= second &+ UInt64(choicePoint.operation) &* 0xda94_2042_e4dd_58b5
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
