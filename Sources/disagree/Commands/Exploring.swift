import Analysis
import EndToEnd
import ModelFiles
import Simulation

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
    for option in [Option.trials, .runs, .seed, .series] where arguments.has(option) {
      throw .usage("\(option.name) is for --method sample: nothing is left to chance here")
    }
    var limits = ExplorationLimits()
    if let states = try arguments.number(.limitStates, in: 1...100_000_000) {
      limits.states = Int(states)
    }
    if let delays = try arguments.number(.discretise, in: 1...10_000) {
      limits.discretisation = Int(delays)
    }
    if let text = arguments.value(of: .limitMass) {
      guard let mass = Double(text), mass >= 0, mass <= 1 else {
        throw .usage(
          "--limit-mass must be a number from 0 to 1, such as 1e-12, not "
            + "\"\(TerminalText.visible(text))\"")
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
      throw .usage("strategy '\(error.strategy)': " + error.problem.remedy)
    }
  }
}

extension ExplorationProblem {
  /// What stands against an exploration, and what to do.
  fileprivate var remedy: String {
    switch self {
    case .states(let limit):
      "it has more than \(limit) states; allow more with --limit-states, leave out what is improbable "
        + "with --limit-mass, or sample it"
    case .continuousDelay(let site, _):
      "\(site.name) has infinitely many values, and something else may come first; give it finitely "
        + "many (constant, empirical), or say --discretise 8 for an approximation"
    case .dependsOnDelay(let site):
      "what comes depends on how long \(site.name) takes, which has infinitely many values "
        + "(decorrelated jitter, say); give it finitely many, say --discretise 8, or sample it"
    }
  }
}

extension Site {
  /// What a model file calls the delay that is decided here.
  fileprivate var name: String {
    let isGateway = scenarioActor == .gatewayNetwork || scenarioActor == .gateway
    let gateway = isGateway ? "gateway " : ""
    return switch scenarioDecision {
    case .requestLatency: gateway + "'network.request.latency'"
    case .responseLatency: gateway + "'network.response.latency'"
    case .service: "'server.service'"
    case .backoff: gateway + "'backoff'"
    case .firstPass: "'reconcile.every'"
    case .resubmitsAfter: "'person.after'"
    case .closesPageAfter: "'person.closesPage.after'"
    case .pressesTwiceAfter: "'person.pressesTwice.after'"
    case .outageLength, .outageRest: "'server.outage.lasts'"
    case .restartMoment, .restartLength: "'server.restarts'"
    default: "a delay"
    }
  }
}
