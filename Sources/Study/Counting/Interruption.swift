import Synchronization

/// A request that long work end early and report the part that is finished.
public final class Interruption: Sendable {
  /// A Boolean value that was raised from another thread or from a signal handler.
  private let raised = Atomic(false)
  /// An interruption that ends this work, too; `nil` for none.
  private let outer: Interruption?
  /// A condition that raises it too, which any thread may ask for.
  private let condition: (@Sendable () -> Bool)?

  /// - Parameter outer: an interruption that raises this one too.
  public init(within outer: Interruption? = nil) {
    self.outer = outer
    condition = nil
  }

  /// - Parameter condition: raises this interruption as soon as it is true. It is asked often, and by several threads at
  ///   once.
  public init(when condition: @escaping @Sendable () -> Bool) {
    outer = nil
    self.condition = condition
  }

  /// A Boolean value that indicates whether the work should end.
  public var isRaised: Bool {
    raised.load(ordering: .relaxed) || outer?.isRaised == true || condition?() == true
  }

  /// Asks for the end of the work. May be called from any thread.
  public func raise() { raised.store(true, ordering: .relaxed) }
}
