import Analysis
import Reports

/// What a command counts: operations one by one, or whole runs of many clients; or what it knows without
/// counting.
struct Counting {
  /// The results, of as many trials or runs as were finished.
  let comparison: Comparison
  let status: ExitStatus

  /// Counts some strategies of a model.
  init(_ strategies: [Strategy], of model: Model, _ arguments: Arguments) throws(Failure) {
    let hasClients = strategies[0].scenario.clients != nil
    let baseline = try arguments.baseline(of: model, among: strategies)
    if try arguments.word(.method, among: ["sample", "exact"]) == "exact" {
      let exploring = try Exploring(arguments, hasClients: hasClients)
      let known = Comparison(model, results: try exploring.run(strategies, costs: model.costs))
      comparison = baseline.map { known.differingExactly(from: strategies[$0].name) } ?? known
      status = .success
      return
    }
    if arguments.has(.limitMass) { throw .usage("--limit-mass is for --method exact") }
    for option in [Option.discretise, .limitStates]
    where arguments.has(option) && !arguments.has(.verdict) {
      throw .usage("\(option.name) is for --method exact")
    }
    if hasClients {
      if arguments.has(.trials) {
        throw .usage(
          "this model has many clients and is run as a whole: say --runs N instead of --trials")
      }
      let runs = try LoadRuns(arguments, of: model)
      let (experiment, count) = try runs.run(strategies, costs: model.costs, baseline: baseline)
      comparison = Comparison(model, count, of: experiment)
      status = runs.status(after: count)
    } else {
      for option in [Option.runs, .series] where arguments.has(option) {
        throw .usage(
          "\(option.name) is for models with 'clients', and this one has one operation at a time"
            + (option.name == Option.runs.name ? ": say --trials N" : ""))
      }
      let sampling = try Sampling(arguments, of: model)
      let (experiment, count) = try sampling.run(strategies, baseline: baseline)
      comparison = Comparison(model, count, of: experiment)
      status = sampling.status(after: count)
    }
  }
}
