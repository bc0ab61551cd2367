import Simulation

/// The number of requests that a server works on at once, and the queue for the others.
///
/// A request that arrives takes a worker for its service time if one is free. Otherwise it queues, or
/// is turned away as `Refusal` says if the queue is full. Its sender may have given up in the
/// meantime: the server works on unless it is told.
public struct Capacity: Hashable, Sendable {
  /// The number of requests that are served at once; at least 1.
  public var workers: UInt32 = 1
  /// The number of requests that may wait; `nil` for no limit.
  public var queue: UInt32?
  /// The choice of the request that is served next.
  public var discipline = Discipline.fifo
  /// A Boolean value that indicates whether the server is told when the sender of a request has
  /// stopped waiting for it: what still queues is dropped, and what is being served is served to
  /// its end.
  ///
  /// The word travels like a request, and may be lost like one. With a gateway it is the gateway that
  /// tells, when its own timer ends.
  public var hearsCancellation = false

  public init() {}

  /// The choice of the request that is served next among those that wait.
  public enum Discipline: Hashable, Sendable, CaseIterable {
    /// The one that came first.
    case fifo
    /// The one that came last.
    case lifo
  }
}
