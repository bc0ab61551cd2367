import EndToEnd
import Statistics
import Study

/// Models as Swift source of a function that makes their fingerprints.
enum ModelSource {
  /// The program: a function for each model, and one that calls all of them.
  static func program(_ models: [Model]) -> String {
    let calls = models.map { "  \(name($0))(write)\n" }
    return """
      import EndToEnd
      import Simulation

      func fingerprints(_ write: (String) -> Void) {
      \(calls.joined())}

      """ + models.map(function).joined()
  }

  /// The function of one model.
  private static func function(_ model: Model) -> String {
    "\nfunc \(name(model))(_ write: (String) -> Void) {\n"
      + model.strategies.map { block($0, of: model) }.joined() + "}\n"
  }

  /// The statements that build one strategy's scenario and print its fingerprint.
  private static func block(_ strategy: Strategy, of model: Model) -> String {
    let statements = ScenarioSource.statements(strategy.scenario, named: "scenario")
    return """
        do {
          var scenario = Scenario()
      \(statements.map { "    \($0)\n" }.joined())\
          write(
            Fingerprint(
              name: "\(model.name) \(strategy.name)", scenario: scenario,
              eventLimit: \(model.eventLimit), seed: 1
            ).line())
        }

      """
  }

  /// The name of a model's function, in backticks, because a name may be any text.
  private static func name(_ model: Model) -> String { "`\(model.name)`" }
}
