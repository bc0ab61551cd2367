/// What a model file describes: a write, and the strategies that are compared on it.
public struct Model: Hashable, Sendable {
  /// The name of the file without its folder and extension; "standard input" for that.
  public var name: String
  /// What the model is about, in one line.
  public var title: String
  /// In the order of the file; at least one, each with a name of its own.
  public var strategies: [Strategy]
  /// What operations cost; `nil` if the model does not say.
  public var costs: Costs?
  /// The classes of outcome that the model says must not happen.
  public var never: [OutcomeClass]
  /// The most events that one trial may handle.
  public var eventLimit: UInt64
  /// 16 hexadecimal digits that two models share only if they mean the same.
  public var digest: String

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
