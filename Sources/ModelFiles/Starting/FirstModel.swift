/// A model to start from, with a comment at everything that a newcomer will want to change.
///
/// Each comment says where the real value is found: a newcomer's first question about a model is
/// where its numbers come from.
package enum FirstModel {
  /// The text of the file that `disagree init` writes.
  package static let text = #"""
    // One write from a client to a server, and three ways to retry it.
    //
    //   disagree compare FILE      which strategy is safe to retry, and which is the cheapest
    //   disagree explain KEY       the meaning of a key, its default and an example
    //   disagree show FILE         this model with every default filled in
    //
    // Every number below is an assumption: put in your own. Probabilities are "1%", "0.5‰" or 0.01. Times are
    // "200 ms", "2 s" or "24 h". What you leave out has a default.
    {
      format: 1,
      title: "Is it safe to retry our write?",

      // The time that the client waits for an answer to one attempt.
      client: { timeout: "2 s" },

      // The share of messages that are lost, each way, and the time that they travel. Estimate the loss from your
      // logs: requests that timed out and are not in the server's log. Latencies: "20 ms",
      // { exponential: "20 ms" }, { percentiles: { p50: "20 ms", p99: "80 ms" } } and others.
      network: {
        request: { loss: "0.1%", latency: "20 ms" },
        response: { loss: "0.1%", latency: "20 ms" },
      },

      // The time that the server works, and the share of requests that it answers with 500: before it stored
      // the data, and after.
      server: {
        service: "50 ms",
        failsBeforeStore: "0.2%",
        failsAfterStore: "0.1%",
      },

      // What the client does after a failure, with the protection that the server gives it.
      strategies: {
        // Give up at the first failure.
        none: { attempts: 1 },

        // Try again after every failure.
        blind: { attempts: 3, backoff: { exponential: { base: "100 ms", factor: 2, cap: "2 s" }, jitter: "full" } },

        // The same with an idempotency key, which the server records in one transaction with the data.
        // Or the protocol of a real service: key: "stripe-v1" (disagree presets --protections lists them).
        key: {
          attempts: 3,
          backoff: { exponential: { base: "100 ms", factor: 2, cap: "2 s" }, jitter: "full" },
          key: { recorded: "with-data" },
        },

        // The retries of a real library (disagree presets lists them).
        // library: { preset: "stripe-python" },
      },

      // The cost of a write of each kind, in your currency. With costs, the cheapest strategy is named.
      costs: { lost: 40, phantom: 8, duplicate: 60, unsure: 2, attempt: 0.001 },

      // The outcomes that must not happen: disagree check proves it, or draws the smallest counterexample.
      never: ["lost"],
    }
    """#
}
