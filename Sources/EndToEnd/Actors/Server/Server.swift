import Simulation

/// How the server works, and how it fails.
public struct Server: Hashable, Sendable {
  /// How long it takes to serve a request.
  public var service = Latency.none
  /// The chance that it fails before it stores.
  public var failsBeforeStore = Probability.never
  /// The chance that it fails after it stored, given that it came this far.
  public var failsAfterStore = Probability.never
  /// What a failure looks like from outside.
  public var failure = FailureMode.answered
  /// When it answers that all is well.
  public var acknowledges = Acknowledgement.afterStore

  public init() {}

  /// How many requests it serves at once; `nil` is no limit.
  public var capacity: Capacity?
  /// How it turns requests away.
  public var refusal = Refusal()
  /// What its replica may not have seen.
  public var failover = Failover()
  /// What an operation meets as it begins; not where there are many.
  public var outage: Outage?
  /// How it restarts while it works; not where there are many operations.
  public var restarts: ServerRestarts? { didSet { noteWhatStopsIt() } }
  /// When it is down where there are many operations, one after the other.
  public var outages: [PlannedOutage] = [] { didSet { noteWhatStopsIt() } }
  /// Whether a service may be cut short, so that it must be known what is being served: known without
  /// a look at the rules, since every service asks.
  package private(set) var mayStop = false

  private mutating func noteWhatStopsIt() {
    mayStop = restarts != nil || !outages.isEmpty
  }

  /// A replica takes over that lags behind: what it never saw is lost, whatever was answered.
  public struct Failover: Hashable, Sendable {
    /// The chance, for every write, that it is lost in this way. A key that was recorded with the
    /// data is lost with it; one in a write of its own is not.
    public var loses = Probability.never
    /// How long after the write.
    public var after = Delay.zero

    public init(loses: Probability = .never, after: Delay = .zero) {
      self.loses = loses
      self.after = after
    }
  }

  /// What a failure of the server looks like from outside.
  public enum FailureMode: Hashable, Sendable {
    /// A 500.
    case answered
    /// Nothing: a crash, which the client sees as a timeout and the server does not log.
    case silent
  }

  /// When the server answers.
  public enum Acknowledgement: Hashable, Sendable {
    case afterStore
    /// First it answers 200, then it loses the data with `failsBeforeStore`. `failsAfterStore` does
    /// not apply.
    case beforeStore
  }

  /// The server's side of one operation.
  public struct State: Hashable, Sendable {
    // The widest members come first, as in the client's state.

    /// How many requests have reached it: reads too, those that it turned away or dropped, and those
    /// that found it down.
    public internal(set) var requests: UInt32 = 0
    /// How many times the effect is stored.
    public internal(set) var copies: UInt32 = 0
    /// How many times the data was written.
    public internal(set) var writes: UInt32 = 0
    /// How many of the writes no failover has lost.
    var durableWrites: UInt32 = 0
    /// How many durable writes came after the next edit.
    var staleWrites: UInt32 = 0
    /// The last write that a reconciliation has looked after: no failover takes away what is left of
    /// it and those before it.
    public internal(set) var settledWrites: UInt32 = 0
    /// The copies that are left of those writes.
    var settledCopies: UInt32 = 0
    /// How many keys were recorded; tells the expiry of one record from that of another.
    var keysRecorded: UInt32 = 0
    /// How many of the writes came before the client's next edit, once that is stored.
    public internal(set) var editedAfter: UInt32?
    /// What is known of the operation's idempotency key.
    public internal(set) var key: KeyRecord?
    /// The requests that wait until the key is no longer held, in the order of their arrival.
    public internal(set) var waiting: [Request] = []
    /// The reservations that were ever made, where the client reserves: number 1 first.
    public internal(set) var reservations: [Reservation.Record] = []
    /// The requests that it works on, where something may stop it; otherwise none.
    public internal(set) var inService: [Request] = []
    /// Whether a request that will record the key is being served.
    public internal(set) var keyIsHeld = false
    /// Whether it answered an error, which its log may show.
    public internal(set) var hasAnsweredError = false
    /// Whether a deadline has passed that the requests carry.
    public internal(set) var isPastDeadline = false
    /// Why it takes no requests; `nil` while it does.
    public internal(set) var downtime: Downtime?

    /// Whether an attempt replaced the next edit.
    public var isStale: Bool { staleWrites > 0 }
    /// Whether anything was written since the client first looked.
    public var hasChanged: Bool { durableWrites + settledCopies > 0 || editedAfter != nil }
  }

  /// A recorded idempotency key.
  public struct KeyRecord: Hashable, Sendable {
    /// The first answer's status.
    public internal(set) var status: Status
    /// The number of the write whose transaction it shares; 0 in a write of its own.
    let write: UInt32
    /// The reservation that the first answer names; 0 if there is none.
    var reservation: UInt32 = 0
  }
}
