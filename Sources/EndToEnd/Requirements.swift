/// A number of a strategy that a model may bound or expect: the rate of a class of outcomes, or a mean.
public enum Figure: Hashable, Sendable {
  /// The part of the writes that belong to a class.
  case rate(OutcomeClass)
  /// The mean number of requests that the client sends for a write.
  case attempts
  /// The mean number of requests for a write that reach the server.
  case requests
  /// The mean number of copies of a write.
  case copies
  /// The mean time from the first send to the client's decision, in milliseconds.
  case time
  /// The mean cost of a write, in the model's own currency.
  case cost

  /// Every figure, rates first.
  public static let all: [Figure] =
    OutcomeClass.allCases.map { .rate($0) } + [.attempts, .requests, .copies, .time, .cost]

  /// The name in model files and reports.
  public var name: String {
    switch self {
    case .rate(let outcomeClass): outcomeClass.rawValue
    case .attempts: "attempts"
    case .requests: "requests"
    case .copies: "copies"
    case .time: "time"
    case .cost: "cost"
    }
  }
}

/// The values that a model expects one of its strategies to have, for regression tests.
public struct Expectation: Hashable, Sendable {
  /// The name of the strategy.
  public var strategy: String
  /// The expected value of each figure.
  public var values: [Figure: Double]
  /// The largest difference from an expected value, as a part of that value.
  public var tolerance: Double

  /// The tolerance of an expectation that names none.
  public static let usualTolerance = 0.01

  /// Creates a value from its parts.
  public init(
    strategy: String, values: [Figure: Double], tolerance: Double = Expectation.usualTolerance
  ) {
    self.strategy = strategy
    self.values = values
    self.tolerance = tolerance
  }
}
