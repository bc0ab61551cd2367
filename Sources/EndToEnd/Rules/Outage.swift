import Simulation

/// The server is down as an operation begins, and stays so for a while.
///
/// An operation meets an outage at any of its moments alike. So the chance is the share of the time in
/// which the server is down, and what is left of an outage is uniform between nothing and all of it. It
/// is decided once, as the operation begins and whatever the client does, so that every strategy meets
/// the same outages; one that would begin later is left out (but see ``ServerRestarts``).
///
/// Long outages are met more often than short ones: `lasts` is the length of those that are met, in
/// which a length x has the weight x · p(x) of all outages. Where all are equally long, or their rest is
/// exponential, that makes no difference or none that matters; of a lognormal one it multiplies the
/// median by exp(sigma²).
public struct Outage: Hashable, Sendable {
  /// The chance that an operation begins in an outage.
  public var chance = Probability.never
  /// How long the outages are, from their first to their last moment, that operations meet.
  public var lasts = Latency.constant(.seconds(60))
  /// What stands in front of the server answers to every request meanwhile, and may log; `nil` is
  /// nothing at all.
  ///
  /// A wait that refusals ask for (`Refusal.retryAfter`) goes with their status, whoever answers it.
  public var answers: Status?

  public init() {}
}

/// The server is down at a known time of a run with many operations, for all of them.
///
/// As it begins, whatever is served or waits is lost. Afterwards all workers are free.
public struct PlannedOutage: Hashable, Sendable {
  /// When it begins, from the start of the run.
  public var from: Delay
  /// How long it takes until the server is back; longer than zero.
  public var lasts: Delay
  /// What every request is answered that is lost, or comes meanwhile; `nil` is nothing at all.
  public var answers: Status?

  public init(from: Delay, lasts: Delay, answers: Status? = nil) {
    self.from = from
    self.lasts = lasts
    self.answers = answers
  }

  /// When the server is back.
  public var end: Delay {
    .nanoseconds(min(from.nanoseconds + lasts.nanoseconds, Delay.longest.nanoseconds))
  }
}
