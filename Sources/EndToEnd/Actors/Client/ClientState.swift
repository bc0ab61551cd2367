import Simulation

extension Client {
  /// The part of the state that all operations of a client share.
  public struct Shared: Hashable, Sendable {
    /// The state of the retry budget.
    public internal(set) var budget: RetryBudget.State
    /// The state of the circuit breaker.
    public internal(set) var breaker = CircuitBreaker.State()
  }

  /// The shared part of the state before a client's first operation.
  var freshShared: Shared {
    Shared(budget: RetryBudget.State(tokens: budget?.tokens ?? .none))
  }

  /// A Boolean value that indicates whether one operation can influence the next.
  var sharesAnything: Bool { budget != nil || circuitBreaker != nil }

  /// The client's side of one operation.
  public struct State: Hashable, Sendable {
    // The widest members come first: an exploration keeps hundreds of thousands of states.

    /// The number of the last attempt sent, counted from 1.
    public internal(set) var attempt: UInt32 = 0
    /// The attempts of the present round that wait for their answers: the bit i is that of the
    /// attempt `attempt` − i.
    var awaited: UInt32 = 0
    /// The part that this operation shares with the others of its client.
    public internal(set) var shared = Shared(budget: RetryBudget.State(tokens: .none))
    /// The wait before the last attempt, which decorrelated jitter starts from.
    var previousWait = Delay.zero
    /// The last attempt of a process that crashed: answers up to it are not heard.
    public internal(set) var crashedAttempt: UInt32 = 0
    /// The number of attempts that were sent as hedges, and of those in the present round.
    var hedges: UInt32 = 0
    var hedgesInRound: UInt32 = 0
    /// The attempts of the step before: the retry policy of this step does not count them.
    var attemptsBefore: UInt32 = 0
    /// The reservation that it confirms; `nil` as long as it has none, or where none is needed.
    public internal(set) var reservation: UInt32?

    /// The phase that it is in.
    public internal(set) var phase = Phase.awaitingResponse
    /// The failure of the attempt that failed last.
    public internal(set) var lastFailure = Failure.timeout
    /// A Boolean value that indicates whether something has failed that the client's log shows,
    /// even of an operation that succeeds.
    public internal(set) var isLogged = false
    /// A Boolean value that indicates whether its process has ended for good: it logs nothing more.
    public internal(set) var isGone = false
    /// A Boolean value that indicates whether a process that crashed waited for the answer to a
    /// read, which its successor does not ask again.
    var hasCrashedReading = false
    /// The last thing that it has paid for.
    var charge = RetryBudget.Charge.nothing
    /// The number of this operation among those of one intention; 0 for the first.
    var submission: UInt8 = 0
    /// A Boolean value that indicates whether the client, which was not acknowledged, was told
    /// afterwards that its data is stored.
    public internal(set) var hasLearned = false

    /// A Boolean value that indicates whether it waits for the answer to a read.
    var isReading: Bool { phase == .readingBack || phase == .readingLast }

    /// A Boolean value that indicates whether it has stopped trying.
    public var hasDecided: Bool {
      if case .decided = phase { true } else { false }
    }

    /// The belief that it ended with, or has learned since.
    ///
    /// - Precondition: it has decided.
    var belief: Belief {
      guard case .decided(let belief) = phase else {
        preconditionFailure("a client has a belief once it has decided")
      }
      return hasLearned ? .acknowledged : belief
    }

    /// A request of this operation.
    func request(_ attempt: UInt32, _ kind: Request.Kind = .write) -> Request {
      Request(kind, attempt: attempt, submission: submission)
    }

    /// The kind of request that its attempts send at present.
    package var step: Request.Kind { reservation == nil ? .write : .confirm }

    /// The number of an attempt as the retry policy counts: within its step.
    func numberInStep(_ attempt: UInt32) -> UInt32 { attempt - attemptsBefore }

    /// Returns true if the client waits for the answer to an attempt.
    func awaits(_ number: UInt32) -> Bool {
      // Shifted by more than its width, a word has no bits left.
      number <= attempt && awaited >> (attempt - number) & 1 == 1
    }
  }

  /// The client's phase.
  public enum Phase: Hashable, Sendable {
    /// It waits for the answer to its last attempt, or to those of a round with hedges.
    case awaitingResponse
    /// It waits before the next attempt.
    case backingOff
    /// It waits for the answer to the read that precedes the next attempt.
    case readingBack
    /// It waits for the answer to the read that follows the last attempt.
    case readingLast
    /// Its process has ended, and a new one will go on.
    case crashed
    /// It has stopped trying.
    case decided(Belief)
  }
}

/// The part of the hash that is the client's, in a few words: see `Scenario.State.word`.
extension Client.State {
  /// The part that differs in most states.
  var word: UInt64 {
    (UInt64(attempt) << 32 | UInt64(awaited)) &* 0x9e37_79b9_7f4a_7c15
      ^ (phase.number << 12 | lastFailure.number) &* 0x85eb_ca77_c2b2_ae63
  }

  private var rare: UInt64 {
    UInt64(crashedAttempt) << 32 | UInt64(attemptsBefore) | UInt64(submission) << 24
  }

  /// A Boolean value that indicates whether there is anything that most models leave as it is.
  var hasRest: Bool {
    rare != 0 || previousWait != .zero || hedges > 0 || reservation != nil
      || shared.budget.tokens != .none || !shared.breaker.isFresh
  }

  func hashRest(into hasher: inout Hasher) {
    if rare != 0 { hasher.combine(rare) }
    if previousWait != .zero { hasher.combine(previousWait) }
    if hedges > 0 { hasher.combine(UInt64(hedges) << 32 | UInt64(hedgesInRound)) }
    if let reservation { hasher.combine(reservation) }
    if shared.budget.tokens != .none { hasher.combine(shared.budget) }
    if !shared.breaker.isFresh { hasher.combine(shared.breaker) }
  }
}

extension Client.Phase {
  fileprivate var number: UInt64 {
    switch self {
    case .awaitingResponse: 0
    case .backingOff: 1
    case .readingBack: 2
    case .crashed: 3
    case .readingLast: 8
    case .decided(let belief): 4 + UInt64(belief.rawValue)
    }
  }
}

extension Failure {
  fileprivate var number: UInt64 {
    switch self {
    case .timeout: 0
    case .unanswered(let failure): UInt64(failure.rawValue)
    case .error(let status): UInt64(truncatingIfNeeded: status.code)
    }
  }
}
