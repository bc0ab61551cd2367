import Simulation

/// The server restarts while it works on a request: a crash, a deploy, a machine that is taken away.
///
/// It may do so at any moment of a service alike. What it works on and what waits there is lost, and so
/// is what comes until it is back. An answer that precedes the storing is given at the end of the
/// service, so a restart loses that, too.
public struct ServerRestarts: Hashable, Sendable {
  /// The chance, for every request that it works on, that it restarts meanwhile.
  public var chance = Probability.never
  /// The chance that it has just stored what that request asked for. Nothing is stored of the others
  /// that are lost.
  public var stores = Probability.never
  /// How long it takes until the server is back.
  public var lasts = Latency.constant(.seconds(10))
  /// What stands in front of the server answers to every request that is lost, or comes meanwhile;
  /// `nil` is nothing at all. The rest is as in ``Outage/answers``.
  public var answers: Status?
  /// Whether the idempotency key is gone with it, as one that was kept in its memory.
  public var forgetsKeys = false

  public init() {}
}

/// Why a server takes no requests.
public enum Downtime: UInt8, Hashable, Sendable {
  /// The operation began in an outage.
  case outage
  /// It has restarted.
  case restart
}
