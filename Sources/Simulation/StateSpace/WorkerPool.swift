/// The threads of an exploration.
///
/// All are equal: their number decides how long an exploration takes, and nothing about what it finds.
public struct WorkerPool: Hashable, Sendable {
  /// The number of threads; at least 1.
  public let count: Int
  /// Runs a body for every index below a count, on the threads, and returns when all have ended.
  @usableFromInline let run: @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

  /// The thread of the caller.
  @inlinable
  public static var caller: WorkerPool {
    WorkerPool(count: 1) { count, body in for index in 0..<count { body(index) } }
  }

  /// Creates a pool from what runs it.
  ///
  /// - Parameters:
  ///   - count: the number of threads; at least 1.
  ///   - run: runs a body for every index below a count and returns when all have ended. A thread takes the least
  ///     index that is left.
  @inlinable
  public init(
    count: Int, run: @escaping @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void
  ) {
    precondition(count >= 1, "there is at least the caller's thread")
    self.count = count
    self.run = run
  }

  /// Returns true: threads are no part of what an exploration finds.
  public static func == (one: WorkerPool, other: WorkerPool) -> Bool { true }

  /// Feeds nothing, as all are equal.
  public func hash(into hasher: inout Hasher) {}
}
