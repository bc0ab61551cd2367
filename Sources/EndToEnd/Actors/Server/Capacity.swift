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
  /// A sender stops waiting at its timer, and when another answer decides. The word travels like a
  /// request, and may be lost like one. With a gateway it is the gateway that tells, when its own timer
  /// ends or another of its tries is answered.
  public var hearsCancellation = false
  /// The coefficients of the universal scalability law: with n requests in service as one begins, it
  /// takes 1 + `contention` · (n − 1) + `coherency` · n · (n − 1) times as long. Neither is negative.
  ///
  /// Source: Gunther, *Guerrilla Capacity Planning* (2007), chapters 4 to 6.
  public var contention = 0.0
  /// The second coefficient of that law.
  public var coherency = 0.0
  /// The number of requests in service above which the server is slow; `nil` if there is none.
  public var overload: Overload?

  /// Creates a value with the default of every property.
  public init() {}

  /// A step in the pace of a server: with more than `above` requests in service as one begins, that one
  /// included, it takes `factor` times as long.
  public struct Overload: Hashable, Sendable {
    /// The number, or the share, above which it applies.
    public var above: UInt32
    /// In `Slowdown.factors`.
    public var factor: Double

    /// Creates a value from its parts.
    public init(above: UInt32, factor: Double) {
      self.above = above
      self.factor = factor
    }
  }

  /// A Boolean value that indicates whether a service takes longer beside others.
  var mayStretch: Bool { contention > 0 || coherency > 0 || overload != nil }

  /// The time that a service takes beside others.
  ///
  /// - Parameters:
  ///   - delay: the time that it takes alone.
  ///   - inService: the number of requests in service as it begins, itself included.
  func stretched(_ delay: Delay, amid inService: UInt32) -> Delay {
    let count = Double(inService)
    var factor = 1 + contention * (count - 1) + coherency * count * (count - 1)
    if let overload, inService > overload.above { factor *= overload.factor }
    return factor == 1 ? delay : Delay(rounding: Double(delay.nanoseconds) * factor)
  }

  /// The choice of the request that is served next among those that wait.
  public enum Discipline: Hashable, Sendable, CaseIterable {
    /// The one that came first.
    case fifo
    /// The one that came last.
    case lifo
  }
}
