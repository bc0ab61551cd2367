import Synchronization

/// A request that long work end early and report the part that is finished.
public final class Interruption: Sendable {
  private let raised = Atomic(false)
  private let outer: Interruption?

  /// - Parameter outer: an interruption that raises this one too.
  public init(within outer: Interruption? = nil) {
    self.outer = outer
  }

  /// A Boolean value that indicates whether the work should end.
  public var isRaised: Bool { raised.load(ordering: .relaxed) || outer?.isRaised == true }

  /// Asks for the end of the work. May be called from any thread.
  public func raise() { raised.store(true, ordering: .relaxed) }
}
