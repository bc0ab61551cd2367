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

  /// What all operations of a client share.
  public struct Shared: Hashable, Sendable {
    public internal(set) var budget: RetryBudget.State
    public internal(set) var breaker = CircuitBreaker.State()
  }

  /// What the operations of a client share before the first.
  var freshShared: Shared {
    Shared(budget: RetryBudget.State(tokens: budget?.tokens ?? .none))
  }

  /// Whether one operation can influence the next.
  var sharesAnything: Bool { budget != nil || circuitBreaker != nil }

  /// The client's side of one operation.
  public struct State: Hashable, Sendable {
    // The widest members come first: an exploration keeps hundreds of thousands of states.

    /// The number of the last attempt sent, counted from 1.
    public internal(set) var attempt: UInt32 = 0
    /// Which attempts of the present round wait for their answers: the bit i is that of the attempt
    /// `attempt` − i.
    var awaited: UInt32 = 0
    /// What this operation shares with the others of its client.
    public internal(set) var shared = Shared(budget: RetryBudget.State(tokens: .none))
    /// The wait before the last attempt, which decorrelated jitter starts from.
    var previousWait = Delay.zero
    /// The last attempt of a process that crashed: answers up to it are heard by nobody.
    public internal(set) var crashedAttempt: UInt32 = 0
    /// How many attempts were sent as hedges, and how many of them in the present round.
    var hedges: UInt32 = 0
    var hedgesInRound: UInt32 = 0
    /// The attempts of the step before: the retry policy of this step does not count them.
    var attemptsBefore: UInt32 = 0
    /// The reservation that it confirms; `nil` as long as it has none, or where none is needed.
    public internal(set) var reservation: UInt32?

    public internal(set) var phase = Phase.awaitingResponse
    /// How the attempt ended that failed last.
    public internal(set) var lastFailure = Failure.timeout
    /// Whether an attempt has failed that the client's log may show.
    public internal(set) var hasFailed = false
    /// Whether a process that crashed waited for the answer to a read, which its successor does not ask
    /// again.
    var hasCrashedReading = false
    /// What it has paid for last.
    var charge = RetryBudget.Charge.nothing
    /// Which of several operations for one intention this is; 0 for the first.
    var submission: UInt8 = 0

    /// Whether it has stopped trying.
    public var hasDecided: Bool {
      if case .decided = phase { true } else { false }
    }

    /// A request of this operation.
    func request(_ attempt: UInt32, _ kind: Request.Kind = .write) -> Request {
      Request(kind, attempt: attempt, submission: submission)
    }

    /// What its attempts ask for at present.
    package var step: Request.Kind { reservation == nil ? .write : .confirm }

    /// The number of an attempt as the retry policy counts: within its step.
    func numberInStep(_ attempt: UInt32) -> UInt32 { attempt - attemptsBefore }

    /// Whether the client waits for the answer to an attempt.
    func awaits(_ number: UInt32) -> Bool {
      // Shifted by more than its width, a word has no bits left.
      number <= attempt && awaited >> (attempt - number) & 1 == 1
    }
  }

  /// What the client is doing.
  public enum Phase: Hashable, Sendable {
    /// It waits for the answer to its last attempt, or to those of a round with hedges.
    case awaitingResponse
    /// It waits before the next attempt.
    case backingOff
    /// It waits for the answer to the read that precedes the next attempt.
    case readingBack
    /// Its process has ended, and a new one will go on.
    case crashed
    /// It has stopped trying.
    case decided(Belief)
  }
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
