/// The amounts that a transition adds to what is only counted along a path: rewards, numbered by the system from 0 up to 3.
///
/// A count that no rule reads is no part of the state: states that differ in nothing else behave alike. An exploration
/// adds rewards up beside the probabilities.
///
/// Source: the reward structures of probabilistic model checking (Kwiatkowska, Norman and Parker, *Stochastic Model
/// Checking*, SFM 2007, section 3.4).
public struct Rewards: Hashable, Sendable {
  /// The number of rewards that a system may have.
  @inlinable public static var count: Int { 4 }
  /// No amount of anything.
  @inlinable public static var none: Rewards { Rewards() }

  /// The amounts.
  @usableFromInline var amounts = SIMD4<UInt32>()

  /// Creates a value of nothing.
  @inlinable
  public init() {}

  /// Adds the amounts of others.
  @inlinable
  public mutating func add(_ others: Rewards) { amounts &+= others.amounts }

  /// The amount of a reward, which is numbered in `0 ..< count`.
  @inlinable
  public subscript(index: Int) -> UInt32 {
    get { amounts[index] }
    set { amounts[index] = newValue }
  }
}
