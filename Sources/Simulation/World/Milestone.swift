/// A moment of a trial whose time is measured, numbered by the system from 0 up to 3.
///
/// An interpreter measures time on its own, so that no system has to keep an instant in its state.
@frozen
public struct Milestone: Hashable, Sendable {
  /// How many milestones a system may have.
  @inlinable public static var count: Int { 4 }

  /// In `0 ..< count`.
  public let index: Int

  /// - Precondition: `index` is in `0 ..< count`.
  @inlinable
  public init(_ index: Int) {
    precondition(index >= 0 && index < Milestone.count, "a milestone is numbered 0 to 3")
    self.index = index
  }
}
