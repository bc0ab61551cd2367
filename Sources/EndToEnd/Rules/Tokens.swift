extension RetryBudget {
  /// An amount of tokens, in millionths, so that no sum of them is rounded.
  public struct Tokens: Hashable, Comparable, Sendable {
    public let millionths: Int64

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
