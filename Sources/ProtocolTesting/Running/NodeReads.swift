import Synchronization

/// The nodes whose states a property has read, and those that record operations, noted by any thread.
///
/// A property that has not read the state of a node until now would give the same answer for any state of it.
@usableFromInline
final class NodeReads: Sendable {
  private let bits = Atomic<UInt64>(0)

  /// The nodes, one bit each. Of nodes beyond the 64th nothing is known.
  var nodes: UInt64 { bits.load(ordering: .relaxed) }

  @usableFromInline
  func note(_ index: Int) { bits.bitwiseOr(1 << UInt64(index), ordering: .relaxed) }

  @usableFromInline
  func noteAll() { bits.bitwiseOr(.max, ordering: .relaxed) }
}
