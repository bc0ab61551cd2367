import EndToEnd
import ModelFiles
import Statistics
import Study

/// W4: blind retry of the essay's write with a number of attempts, explored exactly.
enum ExactWorkload {
  /// Explores the model once. The rate is in states a second: the number of them is the same on
  /// every machine.
  static func run(attempts: Int) -> Measured {
    let clock = ContinuousClock()
    var results: [StrategyResult] = []
    let time = clock.measure { results = explore(attempts) }
    guard case .exact(let states, _, _) = results[0].method,
      let duplicate = results[0][.share(.duplicate)]
    else {
      preconditionFailure("an exploration says how many states there are")
    }
    return Measured(
      workload: "W4 exact", variant: "attempts \(attempts)", amount: UInt64(states),
      unit: "states", time: time, counts: "duplicate \(duplicate.estimate.value) in \(time)")
  }

  /// The exploration itself, with the reading of its model.
  private static func explore(_ attempts: Int) -> [StrategyResult] {
    do {
      let text = text(attempts)
      let model = try ModelFile.read(SourceText(name: "w4.json5", bytes: Array(text.utf8)))
      return try ExactExperiment(model.strategies).run(costs: nil)
    } catch {
      preconditionFailure("the workload's model is right and can be explored: \(error)")
    }
  }

  /// The model with a number of attempts.
  private static func text(_ attempts: Int) -> String {
    """
    {
      format: 1,
      title: "W4",
      client: { timeout: "200 ms" },
      network: {
        request: { loss: "1%", latency: { constant: "20 ms" } },
        response: { loss: "1%", latency: { constant: "20 ms" } },
      },
      server: {
        service: { constant: "5 ms" }, failsBeforeStore: "0.5%", failsAfterStore: "0.5%",
      },
      strategies: {
        blind: {
          attempts: \(attempts),
          backoff: { exponential: { base: "50 ms", factor: 2, cap: "1 s" }, jitter: "full" },
        },
      },
    }
    """
  }
}
