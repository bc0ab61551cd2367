import EndToEnd
import ModelFiles
import Reports
import Simulation
import Statistics
import Study
import Text

/// What a command explores instead of trying it out.
struct Exploring {
  private let limits: ExplorationLimits
  private let jobs: Int

  init(_ arguments: Arguments, hasClients: Bool) throws(Failure) {
    if hasClients {
      throw .usage(
        "--method exact follows one operation by itself, and this model has many clients; leave it "
          + "out, or the model's 'clients' and 'capacity'")
    }
    var limits = try arguments.explorationLimits()
    if let text = arguments.value(of: .limitMass) {
      guard let mass = Double(text), mass >= 0, mass <= 1 else {
        throw .usage(
          "--limit-mass must be a number from 0 to 1, such as 1e-12, not "
            + "\"\(SanitizedText.visible(text))\"")
      }
      limits.leastProbability = mass
    }
    self.limits = limits
    jobs = try arguments.jobs()
  }

  func run(_ strategies: [Strategy], costs: Costs?) throws(Failure) -> [StrategyResult] {
    var experiment = ExactExperiment(strategies)
    experiment.limits = limits
    experiment.jobs = jobs
    do {
      return try experiment.run(costs: costs)
    } catch {
      let remedy = error.problem.remedy(
        fewerStates: "leave out what is improbable with --limit-mass", isSampled: true)
      throw .exploration(error.problem, strategy: error.strategy, remedy: remedy)
    }
  }
}
