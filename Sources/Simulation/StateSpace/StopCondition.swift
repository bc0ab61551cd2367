/// A condition on which an exploration or a search stops before its end: the time is over, for example.
///
/// All conditions are equal. They decide how far an exploration gets, and nothing about what it finds.
public struct StopCondition: Hashable, Sendable {
  /// Returns true if the work should stop. It is asked now and then, on the thread of the work.
  @usableFromInline let isMet: @Sendable () -> Bool

  /// Creates a condition from a closure.
  ///
  /// - Parameter isMet: returns true if the work should stop. It is called on the thread of the work, every
  ///   ``interval`` states, and must be cheap.
  @inlinable
  public init(_ isMet: @escaping @Sendable () -> Bool) { self.isMet = isMet }

  /// A Boolean value that indicates whether the work should stop.
  public var holds: Bool { isMet() }

  /// The number of states that are followed from one question to the next; a power of two.
  @inlinable
  public static var interval: Int { 256 }

  /// Returns true: a condition is no part of what an exploration finds.
  public static func == (one: StopCondition, other: StopCondition) -> Bool { true }

  /// Feeds nothing, as all conditions are equal.
  public func hash(into hasher: inout Hasher) {}
}

extension ExplorationLimits {
  /// Stops the work if the condition is met, which is asked at the first step and every ``StopCondition/interval`` ones.
  ///
  /// - Throws: ``ExplorationError/stopped``.
  @inlinable @inline(__always)
  func checkStop(at step: Int) throws(ExplorationError) {
    if step & (StopCondition.interval - 1) == 0, let stop, stop.isMet() { throw .stopped }
  }
}
