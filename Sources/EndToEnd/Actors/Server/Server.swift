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
  /// The idempotency key that protects retries.
  var key: IdempotencyKey?
  /// The id that the client chose, if the request is a PUT to one.
  var clientChosenID: ClientChosenID?
  /// The reservations that it makes, if the client reserves and then confirms.
  var reservation: Reservation?
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
}
