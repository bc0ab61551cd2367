import Simulation

/// A bucket of tokens that pays for retries, shared by all operations of a client.
///
/// It starts full. What a retry or a hedge costs is taken when the client decides to send it; without
/// enough in the bucket the operation ends as if it had no attempts left. The buckets that libraries
/// ship with are of this kind:
///
/// - The AWS SDKs' standard mode (botocore `retries/standard.py` and `quota.py`): `tokens` 500, a price
///   for what failed (`timeoutCosts`, `throttledCosts`), given back where the retry helps (`refunds`).
/// - gRPC's retry throttling (gRFC A6): `failureCosts` 1, `successEarns` the token ratio, and retries only
///   while the bucket is more than half full (`retriesAbove`).
/// - Finagle's `RetryBudget` and tower's `Budget`, which Linkerd uses: `ratio` or `successEarns` for the
///   share, `tokens` for the reserve (their least per second times their time to live), `window` for the
///   time to live. They count time in tenths of the window, this in nanoseconds.
///
/// A limit on retries under way at once, as Envoy's retry budget, is not a bucket, and cannot be said.
///
/// With any faults, n operations of a client, with a retry after failures only and c the least that
/// one costs with the failure before it, cause at most
/// n + (`tokens` + n · (`ratio` + `successEarns`) + `perSecond` · time) / c requests. With `refunds` it is
/// up to n more, since the last retry of each may be free. With a `window` this holds for any time as
/// long as it, for the operations that began or succeeded then and in the window before.
public struct RetryBudget: Hashable, Sendable {
  /// The most that the bucket holds. With a `window`: what it holds when nothing is remembered.
  public var tokens = Tokens(10)
  /// The amount that each operation puts into it as it begins: the retries allowed for each
  /// operation.
  public var ratio = Tokens(0.1)
  /// The amount that each acknowledged operation puts into it.
  public var successEarns = Tokens.none
  /// The price of a retry or a hedge.
  public var retryCosts = Tokens(1)
  /// The price of a retry after an attempt without an answer; `nil`: as `retryCosts`.
  public var timeoutCosts: Tokens?
  /// The price of a retry after 429, Too Many Requests; `nil`: as `retryCosts`.
  public var throttledCosts: Tokens?
  /// The price of each failed attempt, as far as there is something, if its failure is one that the
  /// client retries: before it is known whether it may.
  public var failureCosts = Tokens.none
  /// The amount that the bucket must exceed for a retry; `nil`: the price of the retry is enough.
  public var retriesAbove: Tokens?
  /// A Boolean value that indicates whether an operation that is acknowledged after a retry gets
  /// back what its last one took.
  public var refunds = Refund.never
  /// The number of tokens that come in each second, independent of the client; at most 1,000,000.
  /// Not with a `window`.
  public var perSecond: UInt32 = 0
  /// After what time all that was put in or taken out is undone; `nil` is never. Until then the bucket
  /// may hold any amount, less than nothing too.
  public var window: Delay?

  /// Creates a value with the default of every property.
  public init() {}

  /// The refund of an operation that is acknowledged after a retry.
  public enum Refund: Hashable, Sendable {
    /// `successEarns`, as any other.
    case never
    /// The price of its last retry, or `successEarns` if that is more.
    case instead
    /// Both.
    case also
  }

  /// The contents of a client's bucket.
  public struct State: Hashable, Sendable {
    /// The tokens in the bucket.
    public internal(set) var tokens: Tokens
    /// A Boolean value that indicates whether a token is on its way that comes with time.
    var isRefilling = false
  }

  /// The last thing that an operation has paid for.
  enum Charge: UInt8, Hashable, Sendable {
    case nothing, retry, retryAfterTimeout, retryAfterThrottling
  }

  /// The charge for a request.
  ///
  /// - Parameter failure: what the request follows; `nil` if it does not wait for one.
  static func charge(after failure: Failure?) -> Charge {
    switch failure {
    case .timeout: .retryAfterTimeout
    case .error(.tooManyRequests): .retryAfterThrottling
    case .error, .unanswered, nil: .retry
    }
  }

  func cost(of charge: Charge) -> Tokens {
    switch charge {
    case .nothing: .none
    case .retry: retryCosts
    case .retryAfterTimeout: timeoutCosts ?? retryCosts
    case .retryAfterThrottling: throttledCosts ?? retryCosts
    }
  }

  /// The amount that an acknowledged operation puts in.
  ///
  /// - Parameter charge: what it has paid for last.
  func earned(after charge: Charge) -> Tokens {
    switch refunds {
    case .never: successEarns
    case .instead: max(cost(of: charge), successEarns)
    case .also: successEarns + cost(of: charge)
    }
  }

  /// Returns true if a bucket has enough for a request.
  func affords(_ charge: Charge, _ bucket: State) -> Bool {
    if let retriesAbove, bucket.tokens <= retriesAbove { return false }
    return bucket.tokens >= cost(of: charge)
  }

  /// Returns true if a bucket has enough for a retry.
  package func affords(retryAfter failure: Failure, _ bucket: State) -> Bool {
    affords(RetryBudget.charge(after: failure), bucket)
  }

  /// Puts something in, or takes it out: as far as the bucket has room for it, or has it.
  func change(by amount: Tokens, _ bucket: inout State) {
    // What is remembered has no bounds, and never comes near those of a number.
    let bounds =
      window == nil ? Tokens.none...tokens : Tokens.least...Tokens(millionths: .max / 2)
    bucket.tokens = min(max(bucket.tokens + amount, bounds.lowerBound), bounds.upperBound)
  }

  /// The time until the next token comes by itself; `nil` if none does.
  var refillPeriod: Delay? {
    perSecond == 0 ? nil : Delay(rounding: 1e9 / Double(perSecond))
  }
}

extension RetryBudget {
  /// An amount of tokens, in millionths, so that no sum of them is rounded.
  public struct Tokens: Hashable, Comparable, Sendable {
    /// The number of millionths of a token.
    public let millionths: Int64

    /// No tokens.
    public static let none = Tokens(millionths: 0)
    /// The most tokens that a rule can name.
    public static let most = 1_000_000_000.0
    /// Fewer than there ever are.
    static let least = Tokens(millionths: .min / 2)

    init(millionths: Int64) {
      self.millionths = millionths
    }

    /// - Precondition: `tokens` is in `0 ... most`.
    public init(_ tokens: Double) {
      precondition(tokens >= 0 && tokens <= Tokens.most, "tokens are counted up to a billion")
      millionths = Int64(tokens * 1e6 + 0.5)
    }

    /// As a number of tokens.
    public var value: Double { Double(millionths) / 1e6 }

    /// Returns true if the first comes before the second.
    public static func < (left: Tokens, right: Tokens) -> Bool {
      left.millionths < right.millionths
    }

    static func + (left: Tokens, right: Tokens) -> Tokens {
      Tokens(millionths: left.millionths + right.millionths)
    }

    static prefix func - (amount: Tokens) -> Tokens {
      Tokens(millionths: -amount.millionths)
    }
  }
}
