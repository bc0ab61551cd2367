/// The key of one decision: the actor, the kind of choice, the attempt and the operation.
///
/// A choice point keys the sampler's draw, so the draw does not depend on the number of draws before it: the first request
/// of trial 17 is lost under every strategy or under none. It also names a fault of a counterexample, and a decision of a
/// trace.
///
/// Two decisions of one trial must not share a choice point, or they share their draw.
public struct ChoicePoint: Hashable, Sendable {
  /// The actor that decides, as the system numbers its actors.
  public var actor: UInt8
  /// The kind of decision, as the system numbers its decisions.
  public var kind: UInt8
  /// The number of the resending by an intermediary; 0 without one.
  public var hop: UInt16
  /// The attempt, from 1; 0 for a decision without an attempt.
  public var attempt: UInt32
  /// The operation, where one trial holds many; otherwise 0.
  public var operation: UInt32

  /// Creates a value from its parts.
  @inlinable
  public init(
    actor: UInt8, kind: UInt8, attempt: UInt32 = 0, hop: UInt16 = 0, operation: UInt32 = 0
  ) {
    self.actor = actor
    self.kind = kind
    self.hop = hop
    self.attempt = attempt
    self.operation = operation
  }

  /// Everything but the operation, in one word.
  @inlinable
  var word: UInt64 {
    UInt64(attempt) << 32 | UInt64(hop) << 16 | UInt64(actor) << 8 | UInt64(kind)
  }
}
