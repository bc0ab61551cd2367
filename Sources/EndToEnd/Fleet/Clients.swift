import Simulation

/// Many clients on one server, and when each of their operations begins.
///
/// ```swift
/// var clients = Clients(count: 100, arrivals: .poisson(Rate(perSecond: 50)))
/// clients.lasts = .seconds(60)
/// ```
public struct Clients: Hashable, Sendable {
  /// The number of clients. Each has its own retry budget and circuit breaker.
  public var count: UInt32
  /// The arrivals: the times at which operations begin.
  public var arrivals: Arrivals
  /// The time in which operations begin. Those that have begun are followed to their end.
  public var lasts = Delay.seconds(60)
  /// Operations that begin before this are not measured: the server fills up first.
  public var warmsUp = Delay.zero

  /// Creates a value from its parts.
  public init(count: UInt32, arrivals: Arrivals) {
    self.count = count
    self.arrivals = arrivals
  }

  /// The most clients that a model may have.
  public static let most: UInt32 = 1_000_000

  /// The arrivals: the times at which operations begin.
  public enum Arrivals: Hashable, Sendable {
    /// At a constant mean rate over all clients, independent of each other and of the server.
    case poisson(Rate)
    /// One every period, over all clients.
    case constant(Rate)
    /// Poisson arrivals whose rate changes at fixed times; the first phase begins at zero, and each
    /// other one after that before it.
    case profile([Phase])
    /// A closed loop: each client thinks, begins an operation, waits for its own decision, and thinks
    /// again.
    case closed(thinkTime: Latency)
    /// A herd: every client begins one operation at the start, and no other.
    case together
  }

  /// A rate of arrivals from a time on.
  public struct Phase: Hashable, Sendable {
    /// The time at which it begins.
    public let from: Delay
    /// The number of events in a second.
    public let rate: Rate

    /// Creates a value from its parts.
    public init(from: Delay, rate: Rate) {
      self.from = from
      self.rate = rate
    }
  }
}

/// A rate: a number in a second.
public struct Rate: Hashable, Sendable {
  /// In `0 ... Rate.most`.
  public let perSecond: Double

  /// The largest number that is allowed.
  public static let most = 1_000_000.0

  /// - Precondition: `perSecond` is in `0 ... most`.
  public init(perSecond: Double) {
    precondition(perSecond >= 0 && perSecond <= Rate.most, "a rate is at most a million a second")
    self.perSecond = perSecond
  }

  /// The time from one to the next, to the nanosecond; `nil` for a rate of zero.
  var period: Delay? { perSecond > 0 ? Delay(rounding: 1e9 / perSecond) : nil }
}
