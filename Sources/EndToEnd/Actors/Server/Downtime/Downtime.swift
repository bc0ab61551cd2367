import Simulation

/// The server is down as an operation begins, and stays so for a while.
///
/// An operation meets an outage at any of its moments alike. So the chance is the share of the time in
/// which the server is down, and what is left of an outage is uniform between nothing and all of it. It
/// is decided once, as the operation begins, independent of the client, so that every strategy meets
/// the same outages; one that would begin later is left out (but see ``ServerRestarts``).
///
/// Long outages are met more often than short ones: `lasts` is the length of those that are met, in
/// which a length x has the weight x · p(x) of all outages. Where all are equally long, or their rest is
/// exponential, that makes no difference or none that matters; of a lognormal one it multiplies the
/// median by exp(sigma²).
public struct Outage: Hashable, Sendable {
  /// The chance that an operation begins in an outage.
  public var chance = Probability.never
  /// The length of the outages that operations meet, from their first to their last moment.
  public var lasts = Latency.constant(.seconds(60))
  /// The answer to every request meanwhile.
  ///
  /// A wait that refusals ask for (`Refusal.retryAfter`) goes with their status, also where the server does not answer it.
  public var answers = DownAnswer.nothing

  /// Creates a value with the default of every property.
  public init() {}
}

/// The server is down at a known time of a run with many operations, for all of them.
///
/// As it begins, all that is served or waits is lost. Afterwards all workers are free.
public struct PlannedOutage: Hashable, Sendable {
  /// The time at which it begins, from the start of the run.
  public var from: Delay
  /// The time until the server is back; longer than zero.
  public var lasts: Delay
  /// The answer to every request that is lost, or comes meanwhile.
  public var answers: DownAnswer

  /// Creates a value from its parts.
  public init(from: Delay, lasts: Delay, answers: DownAnswer = .nothing) {
    self.from = from
    self.lasts = lasts
    self.answers = answers
  }

  /// The time at which the server is back.
  public var end: Delay {
    .nanoseconds(min(from.nanoseconds + lasts.nanoseconds, Delay.longest.nanoseconds))
  }
}

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
  /// The time until the server is back.
  public var lasts = Latency.constant(.seconds(10))
  /// The answer to every request that is lost, or comes meanwhile. The rest is as in
  /// ``Outage/answers``.
  public var answers = DownAnswer.nothing
  /// A Boolean value that indicates whether the idempotency key is gone with it, as one that was
  /// kept in its memory.
  public var forgetsKeys = false

  /// Creates a value with the default of every property.
  public init() {}
}

/// The reason that a server takes no requests.
public enum Downtime: UInt8, Hashable, Sendable {
  /// The operation began in an outage.
  case outage
  /// It has restarted.
  case restart
}

/// The refusal of requests that a server has no room for.
///
/// It does so as they arrive: nothing is looked up, served or stored.
public struct Refusal: Hashable, Sendable {
  /// The chance that a request is turned away.
  public var chance = Probability.never
  /// The answer: usually 503 or 429.
  public var status = Status.unavailable
  /// The wait that the answer asks its receiver for (Retry-After, RFC 9110, 10.2.3).
  public var retryAfter: Delay?

  /// Creates a value with the default of every property.
  public init() {}
}
