import Simulation

/// The parameters of the server: how it works, and how it fails.
public struct Server: Hashable, Sendable {
  /// The time to execute one request.
  public var service = Latency.none
  /// A Boolean value that indicates whether that time is drawn once for each write, so that a slow write is slow at
  /// every attempt.
  public var isServiceDrawnOnce = false
  /// The chance that it fails before it stores.
  public var failsBeforeStore = Probability.never
  /// The chance that it fails after it stored, given that it came this far.
  public var failsAfterStore = Probability.never
  /// The look of a failure from outside. Never `refused`: a server that works on a request has taken
  /// its connection.
  public var failure = DownAnswer.answered
  /// The time at which it answers that all is well.
  public var acknowledges = Acknowledgement.afterStore

  /// A Boolean value that indicates whether a unique constraint refuses the second write of the same thing, with 409.
  public var isUnique = false { didSet { noteRefusals() } }

  /// Creates a value with the default of every property.
  public init() {}

  /// The times of requests that do not execute.
  @Indirect private var otherWork = OtherWork()
  /// The time to answer a known key again.
  public var replay: Latency {
    get { otherWork.replay }
    set { otherWork.replay = newValue }
  }
  /// The time to look whether the data is there.
  public var read: Latency {
    get { otherWork.read }
    set { otherWork.read = newValue }
  }

  /// The workers and the queue; `nil` for no limit.
  @Rare public var capacity: Capacity? { didSet { noteWhatStretchesIt() } }
  /// The idempotency key that protects retries.
  @Rare public var key: IdempotencyKey?
  /// The id that the client chose, if the request is a PUT to one.
  @Rare public var clientChosenID: ClientChosenID? { didSet { noteRefusals() } }
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

  /// A Boolean value that indicates whether a write may be refused because of what is stored: known without a look at
  /// the rules, since every execution asks.
  private(set) var mayRefuseToStore = false

  private mutating func noteRefusals() {
    mayRefuseToStore =
      isUnique || clientChosenID?.ifMatch == true || clientChosenID?.create == true
  }

  /// The times of requests that do not execute.
  private struct OtherWork: Hashable, Sendable {
    var replay = Latency.none
    var read = Latency.none
  }

  /// A replica takes over that lags behind: what it never saw is lost, even if it was answered.
  public struct Failover: Hashable, Sendable {
    /// The chance, for every write, that it is lost in this way. A key that was recorded with the
    /// data is lost with it; one in a write of its own is not.
    public var loses = Probability.never
    /// The time after the write.
    public var after = Delay.zero

    /// Creates a value from its parts.
    public init(loses: Probability = .never, after: Delay = .zero) {
      self.loses = loses
      self.after = after
    }
  }

  /// The time at which the server answers.
  public enum Acknowledgement: Hashable, Sendable {
    /// The server answers when the data is stored, as a server should.
    case afterStore
    /// It answers 200 on arrival, then works, and loses the data with `failsBeforeStore`. `failsAfterStore` does not
    /// apply. No answer tells of a failure, but the server's log shows it.
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
  /// A Boolean value that indicates whether a request creates the thing if it is not there, and is answered 412 if it is.
  public var create = false

  /// Creates a value with the default of every property.
  public init() {}
}
