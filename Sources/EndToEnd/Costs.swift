/// What an operation costs, in a currency of the model's own.
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
