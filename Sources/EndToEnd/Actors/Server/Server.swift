import Simulation

/// The parameters of the server: how it works, and how it fails.
public struct Server: Hashable, Sendable {
  /// The time to serve one request.
  public var service = Latency.none
  /// The chance that it fails before it stores.
  public var failsBeforeStore = Probability.never
  /// The chance that it fails after it stored, given that it came this far.
  public var failsAfterStore = Probability.never
  /// The look of a failure from outside. Never `refused`: a server that works on a request has taken
  /// its connection.
  public var failure = DownAnswer.answered
  /// The time at which it answers that all is well.
  public var acknowledges = Acknowledgement.afterStore

  public init() {}

  /// The workers and the queue; `nil` for no limit.
  @Rare public var capacity: Capacity? { didSet { noteWhatStretchesIt() } }
  /// The idempotency key that protects retries.
  @Rare public var key: IdempotencyKey?
  /// The id that the client chose, if the request is a PUT to one.
  @Rare public var clientChosenID: ClientChosenID?
  /// The reservations that it makes, if the client reserves and then confirms.
  @Rare public var reservation: Reservation?
  /// The refusal of requests that it has no room for.
  @Indirect public var refusal = Refusal()
  /// The failover to a replica that may not have seen the last writes.
  @Indirect public var failover = Failover()
  /// The outage that an operation may meet as it begins; not where there are many.
  @Rare public var outage: Outage?
  /// The restarts while it works; not where there are many operations.
  @Rare public var restarts: ServerRestarts? { didSet { noteWhatStopsIt() } }
  /// The times at which it is down where there are many operations, one after the other.
  public var outages: [PlannedOutage] = [] { didSet { noteWhatStopsIt() } }
  /// The slow period that an operation may meet as it begins; not where there are many.
  @Rare public var slow: SlowPeriod? { didSet { noteWhatStretchesIt() } }
  /// The times at which it is slow where there are many operations, one after the other.
  public var slowdowns: [Slowdown] = [] { didSet { noteWhatStretchesIt() } }
  /// A Boolean value that indicates whether a service may be cut short, so that it must be known
  /// what is being served: known without a look at the rules, since every service asks.
  package private(set) var mayStop = false

  /// A Boolean value that indicates whether a service may take longer than was drawn for it: known as
  /// `mayStop` is.
  package private(set) var mayStretch = false

  private mutating func noteWhatStretchesIt() {
    mayStretch = slow != nil || !slowdowns.isEmpty || capacity?.mayStretch == true
  }

  private mutating func noteWhatStopsIt() {
    mayStop = restarts != nil || !outages.isEmpty
  }

  /// A replica takes over that lags behind: what it never saw is lost, even if it was answered.
  public struct Failover: Hashable, Sendable {
    /// The chance, for every write, that it is lost in this way. A key that was recorded with the
    /// data is lost with it; one in a write of its own is not.
    public var loses = Probability.never
    /// The time after the write.
    public var after = Delay.zero

    public init(loses: Probability = .never, after: Delay = .zero) {
      self.loses = loses
      self.after = after
    }
  }

  /// The time at which the server answers.
  public enum Acknowledgement: Hashable, Sendable {
    case afterStore
    /// First it answers 200, then it loses the data with `failsBeforeStore`. `failsAfterStore` does
    /// not apply.
    case beforeStore
  }
}

/// A PUT to an id that the client chose: storing again overwrites the same copy, so nothing is ever
/// stored twice.
///
/// Its problem is order. A request that arrives after the client's next edit puts old data in the
/// place of new: it is stale.
public struct ClientChosenID: Hashable, Sendable {
  /// The time from the client's decision until its next edit of the same thing is stored; `nil` if
  /// there is none. That edit never fails: what it may suffer is a write of its own.
  public var edits: Delay?
  /// A Boolean value that indicates whether a request names the version that it replaces, and is
  /// answered 412 if there has been any write since: the next edit, but also an attempt of its own
  /// whose answer was lost.
  public var ifMatch = false

  public init() {}
}
