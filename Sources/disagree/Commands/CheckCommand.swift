import EndToEnd
import ModelFiles
import Reports
import Simulation
import Statistics
import Study

/// `disagree check`: the properties that a model states, proved or broken.
///
/// It computes a `CheckPlan` and prints a `CheckReport`. The exit status is the answer for a
/// build: 0 if everything holds, 1 if something is broken, 4 if something is undecided.
struct CheckCommand: Command {
  let name = CommandName.check
  let summary = "Proves or breaks what a model states: never, atMost and expect."
  let operands = "MODEL"
  let examples = [
    "disagree check models/essay.json5",
    "disagree check models/essay.json5 --strategy key --faults any",
    "disagree check models/rpc.json5 --order --faults 1",
    "disagree check models/essay.json5 --method sample --trials 1000000",
    "disagree check models/essay.json5 --format junit --output check.xml",
    "disagree check models/essay.json5 --format github",
  ]

  /// Checks each promise, and writes the report.
  ///
  /// - Returns: `violated` if one is broken, `undecided` if none is and one stays open.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    guard let format = CheckFormat(rawValue: try arguments.form()) else {
      preconditionFailure("the table has the formats' words")
    }
    let output = try Output.of(arguments)
    let (file, limits) = try arguments.modelSource()
    let model = try arguments.model(from: file, limits: limits)
    var plan = try arguments.checkPlan(of: model)
    let interruption = InterruptWatch.interruption
    let watch = InterruptWatch.start()
    defer { watch.end() }
    let bar = ProgressBar.start()
    defer { bar?.end() }
    let most = plan.limits.states * plan.strategies.count
    plan.limits.stop = bar?.counting(nil, most: most)
    let results = plan.run(until: interruption)
    bar?.end()
    let source = CheckReport.Source(
      file: arguments.operands.first == "-" ? nil : arguments.operands.first,
      strategies: ModelPlaces.strategies(in: file, limits: limits.parser))
    try output.write(CheckReport(results, of: model, in: source).report(as: format))
    if interruption.isRaised { return .interrupted }
    return ExitStatus(results.status)
  }
}

extension ExitStatus {
  /// The status of a check.
  fileprivate init(_ status: CheckResult.Status) {
    switch status {
    case .holds: self = .success
    case .broken: self = .violated
    case .undecided: self = .undecided
    }
  }
}

extension Arguments {
  /// The check of a model.
  ///
  /// - Throws: if an option does not go with the method or the model, or the model states nothing to check.
  fileprivate func checkPlan(of model: Model) throws(Failure) -> CheckPlan {
    var plan = CheckPlan(model, strategies: try strategies(of: model))
    plan.method = try word(.checkMethod).flatMap(CheckPlan.Method.init) ?? .automatic
    plan.mostFaults = try mostFaults()
    plan.limits = try explorationLimits()
    plan.triesEveryOrder = has(.order)
    if has(.order) || has(.limitStates) { plan.orderStates = plan.limits.states }
    plan.trials = try number(.checkTrials, in: 1...1_000_000_000_000) ?? plan.trials
    plan.runs = try number(.checkRuns, in: 1...StudyMethod.mostRuns)
    plan.seed = try seed()
    plan.jobs = try jobs()
    plan.timeLimit = try timeLimit()
    let hasClients = plan.strategies.contains { $0.scenario.clients != nil }
    if plan.method == .sample || hasClients {
      for option in [Option.order, .faults, .discretize, .limitStates, .limitMemory]
      where has(option) {
        throw .usage(
          "\(name(of: option)) is for searches, and "
            + (hasClients
              ? "a model with many clients is run as a whole" : "--method sample makes none"))
      }
    }
    if hasClients, plan.method == .exact {
      throw .usage(
        "--method exact follows one write by itself, and this model has many clients; leave it out, "
          + "or the model's 'clients' and 'capacity'")
    }
    if hasClients, has(.checkTrials) {
      throw .usage(
        "this model has many clients and is run as a whole: say --runs instead of --trials")
    }
    if !hasClients, has(.checkRuns) {
      throw .usage(
        "--runs is for models with 'clients', and this one has one write at a time: "
          + "say --trials")
    }
    if plan.strategies.allSatisfy({ Property.all(of: $0, in: model).isEmpty }) {
      throw .usage(
        "the model does not say what must never happen; give it, say, never: [\"duplicate\"], "
          + "atMost: { duplicate: \"1%\" } or expect: { NAME: { duplicate: 0.01 } }")
    }
    return plan
  }
}
