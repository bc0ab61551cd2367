import EndToEnd
import Simulation
import Statistics
import Study

/// The write of the essay, and what is counted of it.
enum EssayWrite {
  static let q = 0.01
  static let a = 0.005
  static let b = 0.005
  static let r = 0.01

  static func strategy(_ name: String, attempts: UInt32, logs: Logs = Logs()) -> Strategy {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.network.request.loss = Probability(q)!
    scenario.network.response.loss = Probability(r)!
    scenario.server.failsBeforeStore = Probability(a)!
    scenario.server.failsAfterStore = Probability(b)!
    scenario.client.retry.attempts = attempts
    scenario.logs = logs
    return Strategy(name: name, scenario: scenario)
  }

  static func comparison(
    _ strategies: [Strategy], costs: Costs? = nil, trials: UInt64
  ) throws -> Comparison {
    var experiment = Experiment(strategies)
    experiment.trials = trials
    let model = Model(name: "essay", title: "", strategies: strategies, costs: costs)
    return Comparison(model, try experiment.run(), of: experiment)
  }
}
