import Synchronization

/// A wish that long work should end early and report what it has finished.
public final class Interruption: Sendable {
  private let raised = Atomic(false)

  public init() {}

  /// Whether somebody wants the work to end.
  public var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// Asks for the end of the work. May be called from any thread.
  public func raise() { raised.store(true, ordering: .relaxed) }
}
