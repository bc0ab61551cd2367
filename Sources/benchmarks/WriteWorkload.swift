import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study

/// W1: the essay's write with exponential latencies, all the way from the model's text to the CSV.
enum WriteWorkload {
  /// The number of trials, enough for a second of work on one core.
  static let trials: UInt64 = 4_000_000

  /// Compares the strategies on some threads. The counts prove that nothing was left out.
  static func run(jobs: Int) -> Measured {
    let clock = ContinuousClock()
    var result: (csv: String, tally: Tally)?
    let time = clock.measure { result = compare(jobs: jobs) }
    guard let tally = result?.tally else { preconditionFailure("the workload has run") }
    let once = tally.count(.acknowledged, copies: 1)
    let twice = tally.count(.acknowledged, copies: 2)
    return Measured(
      workload: "W1 write", variant: "jobs \(jobs)", amount: trials, unit: "trials", time: time,
      counts: "acknowledged_1 \(once) acknowledged_2 \(twice)")
  }

  /// The comparison from the text of a model to its CSV: what a user waits for.
  private static func compare(jobs: Int) -> (csv: String, tally: Tally) {
    do {
      let model = try ModelFile.read(SourceText(name: "w1.json5", bytes: Array(text.utf8)))
      var experiment = Experiment(model.strategies)
      experiment.trials = trials
      experiment.jobs = jobs
      let count = try experiment.run()
      let comparison = Comparison(model, count, of: experiment)
      return (comparison.report(as: .csv), count.tallies[0])
    } catch {
      preconditionFailure("the workload's model is right and ends: \(error)")
    }
  }

  private static let text = """
    {
      format: 1,
      title: "W1",
      client: { timeout: "200 ms" },
      network: {
        request: { loss: "1%", latency: { exponential: "20 ms" } },
        response: { loss: "1%", latency: { exponential: "20 ms" } },
      },
      server: {
        service: { exponential: "5 ms" }, failsBeforeStore: "0.5%", failsAfterStore: "0.5%",
      },
      strategies: {
        blind: {
          attempts: 4,
          backoff: { exponential: { base: "50 ms", factor: 2, cap: "1 s" }, jitter: "full" },
        },
      },
    }
    """
}
