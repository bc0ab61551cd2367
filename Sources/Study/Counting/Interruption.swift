import Synchronization

/// A wish that long work should end early and report what it has finished.
public final class Interruption: Sendable {
  private let raised = Atomic(false)
  private let outer: Interruption?

  /// - Parameter outer: what interrupts that interrupts this too.
  public init(within outer: Interruption? = nil) {
    self.outer = outer
  }

  /// Whether somebody wants the work to end.
  public var isRaised: Bool { raised.load(ordering: .relaxed) || outer?.isRaised == true }

  /// Asks for the end of the work. May be called from any thread.
  public func raise() { raised.store(true, ordering: .relaxed) }
}
