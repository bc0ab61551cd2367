import Simulation

/// A bucket of tokens that pays for retries, shared by all operations of a client.
///
/// It starts full. What a retry or a hedge costs is taken when the client decides to send it; without
/// enough in the bucket the operation ends as if it had no attempts left. (Finagle's `RetryBudget`
/// and gRPC's retry throttling, gRFC A6, are of this kind.)
///
/// Whatever goes wrong, n operations of a client cause at most
/// n + (`tokens` + n · (`ratio` + `successEarns`) + `perSecond` · time) / `retryCosts` requests.
public struct RetryBudget: Hashable, Sendable {
  /// The most that the bucket holds, in tokens.
  public var tokens = Tokens(10)
  /// What each operation puts into it as it begins: the retries allowed for each operation.
  public var ratio = Tokens(0.1)
  /// What each acknowledged operation puts into it.
  public var successEarns = Tokens.none
  /// What a retry takes out of it.
  public var retryCosts = Tokens(1)
  /// How many tokens come in each second whatever the client does; at most 1,000,000.
  public var perSecond: UInt32 = 0

  public init() {}

  /// An amount of tokens, in millionths, so that no sum of them is rounded.
  public struct Tokens: Hashable, Comparable, Sendable {
    public let millionths: Int64

    public static let none = Tokens(millionths: 0)
    /// The most tokens there can be.
    public static let most = 1_000_000_000.0

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

    public static func < (left: Tokens, right: Tokens) -> Bool {
      left.millionths < right.millionths
    }
  }

  /// What a client's bucket holds.
  public struct State: Hashable, Sendable {
    public internal(set) var tokens: Tokens
    /// Whether a token is on its way that comes with time.
    var isRefilling = false
  }

  /// How long it takes until the next token comes with time; `nil` if none does.
  var refillPeriod: Delay? {
    perSecond == 0 ? nil : Delay(rounding: 1e9 / Double(perSecond))
  }

  func earn(_ amount: Tokens, _ bucket: inout State) {
    let sum = bucket.tokens.millionths + amount.millionths
    bucket.tokens = Tokens(millionths: min(sum, tokens.millionths))
  }

  /// Takes what a retry costs, if it is there.
  func pay(_ bucket: inout State) -> Bool {
    guard bucket.tokens >= retryCosts else { return false }
    bucket.tokens = Tokens(millionths: bucket.tokens.millionths - retryCosts.millionths)
    return true
  }
}
