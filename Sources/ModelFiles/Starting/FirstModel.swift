/// A model to start from, with a comment at everything that a newcomer will want to change.
package enum FirstModel {
  package static let text = #"""
    // What happens to one write from a client to a server when something goes wrong.
    //
    //   disagree compare FILE               which strategy is the best, and by how much
    //   disagree compare FILE --verdict     what can go wrong at all, and is it safe to retry?
    //   disagree show FILE                  this model with every default filled in
    //
    // Every number below is an assumption: put in your own. Probabilities are "1%", "0.5‰" or 0.01, times
    // "200 ms", "2 s" or "24 h". What you leave out has a default, which disagree show tells.
    {
      format: 1,
      title: "Is it safe to retry our write?",

      // How long the client waits for an answer before it gives an attempt up.
      client: { timeout: "2 s" },

      // How many messages are lost, each way, and how long they travel. Ask your load balancer for
      // timeouts that the server never saw. Latencies: "20 ms", { exponential: "20 ms" },
      // { lognormal: { median: "20 ms", sigma: 0.5 } }, { uniform: { from: "5 ms", to: "50 ms" } } …
      network: {
        request: { loss: "0.1%", latency: "20 ms" },
        response: { loss: "0.1%", latency: "20 ms" },
      },

      // How long the server works, and how often it answers 500: before it has stored the data, and after.
      server: {
        service: "50 ms",
        failsBeforeStore: "0.2%",
        failsAfterStore: "0.1%",
      },

      // What the client does after a failure, with the protection that the server gives it.
      strategies: {
        // Give up at the first failure.
        none: { attempts: 1 },

        // Try again, whatever it was.
        blind: { attempts: 3, backoff: { exponential: { base: "100 ms", factor: 2, cap: "2 s" }, jitter: "full" } },

        // The same with an idempotency key that the server records in the same transaction as the data.
        // Or as a real service does it: key: "stripe-v1" (disagree presets --protections lists them).
        key: {
          attempts: 3,
          backoff: { exponential: { base: "100 ms", factor: 2, cap: "2 s" }, jitter: "full" },
          key: { recorded: "with-data" },
        },

        // What a real library does by itself: disagree presets lists them.
        // library: { preset: "stripe-python" },
      },

      // What each costs you, in one currency of your own; then the cheapest strategy is named.
      costs: { lost: 40, phantom: 8, duplicate: 60, unsure: 2, attempt: 0.001 },

      // What must not happen: disagree check proves it, or draws the smallest counterexample.
      never: ["lost"],
    }
    """#
}
