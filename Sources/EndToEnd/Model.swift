/// The contents of a model file: a write, and the strategies that are compared on it.
public struct Model: Hashable, Sendable {
  /// The name of the file without its folder and extension; "standard input" for that.
  public var name: String
  /// The subject of the model, in one line.
  public var title: String
  /// In the order of the file; at least one, each with a name of its own.
  public var strategies: [Strategy]
  /// The costs of operations; `nil` if the model does not say.
  public var costs: Costs?
  /// The classes of outcome that the model says must not happen.
  public var never: [OutcomeClass]
  /// The upper bounds that the model sets for every strategy.
  public var atMost: [Figure: Double] = [:]
  /// The values that the model expects, at most one expectation for each strategy, in the order of the file.
  public var expectations: [Expectation] = []
  /// The most events that one trial may handle.
  public var eventLimit: UInt64
  /// 16 hexadecimal digits that two models share only if they mean the same.
  public var digest: String

  /// Creates a value from its parts.
  public init(
    name: String, title: String, strategies: [Strategy], costs: Costs? = nil,
    never: [OutcomeClass] = [], eventLimit: UInt64 = 1_000_000, digest: String = ""
  ) {
    self.name = name
    self.title = title
    self.strategies = strategies
    self.costs = costs
    self.never = never
    self.eventLimit = eventLimit
    self.digest = digest
  }
}

/// One way of handling failures, with its name in the model.
public struct Strategy: Hashable, Sendable {
  /// The name that the model gives it; unique there.
  public let name: String
  /// The actors that take part, with their parameters under it.
  public let scenario: Scenario

  /// Creates a value from its parts.
  public init(name: String, scenario: Scenario) {
    self.name = name
    self.scenario = scenario
  }
}

/// The costs of an operation, in a currency of the model's own.
///
/// An operation costs the price of every class that it belongs to, and that of each attempt; where a
/// person asks support, that too.
public struct Costs: Hashable, Sendable {
  /// The price of an operation of a class, for every class.
  public var classes: [OutcomeClass: Double]
  /// The price of one request of the client's.
  public var attempt: Double
  /// The price of a call to support.
  public var support: Double

  /// - Parameter classes: the prices that are not nothing.
  public init(classes: [OutcomeClass: Double] = [:], attempt: Double = 0, support: Double = 0) {
    self.classes = [:]
    for outcomeClass in OutcomeClass.allCases {
      self.classes[outcomeClass] = classes[outcomeClass] ?? 0
    }
    self.attempt = attempt
    self.support = support
  }
}

/// A value that a swept parameter takes at one point of a sweep.
public struct SweepValue: Hashable, Sendable {
  /// The value as a model file writes it.
  public let text: String
  /// A probability as a fraction, a length of time in milliseconds, any other number as it is; `nil` for
  /// a value that is not a number.
  public let number: Double?

  /// Creates a value from its parts.
  public init(text: String, number: Double?) {
    self.text = text
    self.number = number
  }
}
