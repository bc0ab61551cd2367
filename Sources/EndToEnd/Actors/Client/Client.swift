import Simulation

/// The parameters of the client: how it waits for answers, and what it does without one.
public struct Client: Hashable, Sendable {
  /// The time that an attempt waits for its answer.
  public var timeout = Delay.seconds(1)
  /// A Boolean value that indicates whether a success that answers an earlier attempt counts while
  /// the client is still trying.
  ///
  /// It is false for a client of HTTP or gRPC: after its timer a call is closed, and its answer
  /// is not heard. It is true for a client of a queue or of a callback.
  public var acceptsLateResponses = false
  /// The policy for what follows a failed attempt.
  public var retry = RetryPolicy()
  /// A Boolean value that indicates whether requests follow that do not wait for the first to fail.
  /// They count as attempts.
  @Rare public var hedge: Hedge?
  /// The time that the client tries in all, if there is a limit.
  ///
  /// At that moment it stops: an attempt under way ends as a timeout.
  public var deadline: Delay?
  /// A Boolean value that indicates whether each request carries the deadline with it: a
  /// gateway or the server that holds one at that instant or later drops it without an answer and
  /// without a word in a log.
  ///
  /// The server looks when a request arrives and again when its service ends, before it stores; one
  /// that waits for its key is dropped at the deadline itself, and so is what a gateway works on. So
  /// nothing is stored at the deadline or after it. What the client decided earlier, a copy may still
  /// follow until then. Without a deadline it means nothing.
  public var propagatesDeadline = false
  /// The reads by which it asks if its data is there.
  public var readBack = ReadBack.never
  /// The meanings that statuses have for it, where they are not the usual ones.
  @Rare public var takes: StatusMeanings?
  /// The crashes of its process while it waits.
  public var crashes = ClientCrashes()
  /// A Boolean value that indicates whether it stores the intent, and how often it tried, durably
  /// before the first attempt: a new process then tries on. What an outbox sends again counts as an
  /// attempt.
  public var hasOutbox = false
  /// The budget that pays for its retries.
  @Rare public var budget: RetryBudget?
  /// The switch that keeps it from calling a server that fails.
  @Rare public var circuitBreaker: CircuitBreaker?

  /// Creates a value with the default of every property.
  public init() {}
}

/// The crashes of the client's process while it waits for an answer.
///
/// All that it knew in memory is gone, and what is still on its way to it is not heard. Without
/// an outbox that is the end of the operation; with one, the intent is read from there when the
/// process is back, and sent again.
public struct ClientCrashes: Hashable, Sendable {
  /// The chance, for every attempt, that the process ends just after the request was sent.
  public var chance = Probability.never
  /// The time until the process is back.
  public var restartsAfter = Delay.seconds(1)

  /// Creates a value with the default of every property.
  public init() {}
}
