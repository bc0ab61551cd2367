/// One way of handling failures, with its name in the model.
public struct Strategy: Hashable, Sendable {
  /// The name that the model gives it; unique there.
  public let name: String
  /// Who takes part and what they do under it.
  public let scenario: Scenario

  public init(name: String, scenario: Scenario) {
    self.name = name
    self.scenario = scenario
  }
}
