import Simulation

/// How many requests a server works on at once, and what becomes of the others.
///
/// A request that arrives takes a worker for its service time if one is free. Otherwise it queues, or
/// is turned away as `Refusal` says if the queue is full. Whoever sent it may have given up in the
/// meantime: the server works on unless it is told.
public struct Capacity: Hashable, Sendable {
  /// How many requests are served at once; at least 1.
  public var workers: UInt32 = 1
  /// How many requests may wait; `nil` is no limit.
  public var queue: UInt32?
  /// Which of those that wait is served next.
  public var discipline = Discipline.fifo
  /// Whether the server is told when the sender of a request has stopped waiting for it: what still
  /// queues is dropped, and what is being served is served to its end.
  ///
  /// The word travels like a request, and may be lost like one. With a gateway it is the gateway that
  /// tells, when its own timer ends.
  public var hearsCancellation = false

  public init() {}

  /// Which of the requests that wait is served next.
  public enum Discipline: Hashable, Sendable, CaseIterable {
    /// The one that came first.
    case fifo
    /// The one that came last.
    case lifo
  }
}
