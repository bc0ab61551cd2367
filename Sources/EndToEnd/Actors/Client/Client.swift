import Simulation

/// How the client waits for answers, and what it does without one.
public struct Client: Hashable, Sendable {
  /// How long an attempt waits for its answer.
  public var timeout = Delay.seconds(1)
  /// Whether a success that answers an earlier attempt counts while the client is still trying.
  public var acceptsLateResponses = true
  /// What follows a failed attempt.
  public var retry = RetryPolicy()
  /// Whether requests follow that do not wait for the first to fail. They count as attempts.
  public var hedge: Hedge?
  /// How long the client tries in all, if there is a limit.
  ///
  /// At that moment it stops, whatever it is doing: an attempt under way ends as a timeout.
  public var deadline: Delay?
  /// Whether each request carries the deadline with it: whoever holds one at that instant or later,
  /// a gateway or the server, drops it without an answer and without a word in a log.
  ///
  /// The server looks when a request arrives and again when its service ends, before it stores; one
  /// that waits for its key is dropped at the deadline itself, and so is what a gateway works on. So
  /// nothing is stored at the deadline or after it. What the client decided earlier, a copy may still
  /// follow until then. Without a deadline it means nothing.
  public var propagatesDeadline = false
  /// Whether one read precedes each retry: present means acknowledged; absent or no answer means
  /// that the request is sent again.
  public var readsBack = false
  /// How its process ends while it waits.
  public var crashes = ClientCrashes()
  /// Whether it stores the intent, and how often it tried, durably before the first attempt: a new
  /// process then tries on. What an outbox sends again counts as an attempt.
  public var hasOutbox = false
  /// What pays for its retries.
  public var budget: RetryBudget?
  /// What keeps it from calling a server that fails.
  public var circuitBreaker: CircuitBreaker?

  public init() {}
}

/// How the client's process ends while it waits for an answer.
///
/// Whatever it knew in memory is gone, and what is still on its way to it is heard by nobody. Without
/// an outbox that is the end of the operation; with one, the intent is read from there when the
/// process is back, and sent again.
public struct ClientCrashes: Hashable, Sendable {
  /// The chance, for every attempt, that the process ends just after the request was sent.
  public var chance = Probability.never
  /// How long it takes until the process is back.
  public var restartsAfter = Delay.seconds(1)

  public init() {}
}
