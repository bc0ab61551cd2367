/// The model of the essay, for who has no file yet: the text of `models/essay.json5`.
package enum EssayModel {
  /// Its name, as that of a file.
  package static let name = "essay.json5"

  package static let text = #"""
    // One write from a client to a server, and the four ways in which it can fail:
    //
    //   1. the request is lost                  the client sees a timeout   nothing is stored
    //   2. the server fails before it stores    the client sees a 500       nothing is stored
    //   3. the server fails after it stored     the client sees a 500       the data is stored
    //   4. the response is lost                 the client sees a timeout   the data is stored
    //
    // The client cannot tell 1 from 4, nor 2 from 3. What should it do?
    {
      format: 1,
      title: "One write, four ways to fail: is it safe to retry?",

      // Four times what a request takes when all goes well (45 ms): whoever waits longer learns nothing.
      client: { timeout: "200 ms" },

      // Assumption: one message in a hundred is given up, each way. That is about what a phone in a bus
      // or train saw (1 % of requests, LTE, praeclarum, Seattle 2012); a data centre loses a thousandth of that.
      network: {
        request: { loss: "1%", latency: { constant: "20 ms" } },
        response: { loss: "1%", latency: { constant: "20 ms" } },
      },

      // Assumption: half as many failures in the server as in each direction of the network, and as many
      // after the data is stored as before.
      server: {
        service: { constant: "5 ms" },
        failsBeforeStore: "0.5%",
        failsAfterStore: "0.5%",
      },

      strategies: {
        // The client gives up at the first failure and leaves it to its user.
        none: { attempts: 1 },

        // The client tries again whatever happened: full jitter as in "Exponential Backoff And Jitter"
        // (AWS Architecture Blog, 2015).
        blind: {
          attempts: 4,
          backoff: { exponential: { base: "50 ms", factor: 2, cap: "1 s" }, jitter: "full" },
        },

        // "A 500 is the server's fault, so trying again must be safe."
        "only-500": { attempts: 4, retryOn: ["500"], backoff: { fixed: "50 ms" } },

        // "After a timeout the request probably never arrived."
        "only-timeout": { attempts: 4, retryOn: ["timeout"], backoff: { fixed: "50 ms" } },

        // An idempotency key that the server records in the same transaction as the data.
        key: { attempts: 4, backoff: { fixed: "50 ms" }, key: { recorded: "with-data" } },

        // The same without a transaction: the key first. A crash between the two writes (assumed: as likely
        // as any other failure) leaves a key without data, and the retry is told that all is well.
        "key-first": {
          attempts: 4, backoff: { fixed: "50 ms" },
          key: { recorded: "before-data", failsBetween: "0.5%" },
        },

        // And the data first: the crash leaves data without a key, and the retry stores it again.
        "data-first": {
          attempts: 4, backoff: { fixed: "50 ms" },
          key: { recorded: "after-data", failsBetween: "0.5%" },
        },

        // Before each retry the client asks whether the data is there.
        "read-back": { attempts: 4, backoff: { fixed: "50 ms" }, readBack: true },

        // The server answers first and stores afterwards: fewer errors to be seen, and the only strategy
        // that loses data behind a success.
        "ack-first": { attempts: 1, server: { acknowledges: "before-store" } },
      },

      // What an operation of each kind costs, in euros; assumptions, to be replaced by your own. A
      // duplicate is a double charge: a refund and a person who handles it. Lost data was promised, and
      // is noticed late. A phantom is a customer who asks. A failed payment is sometimes not made again.
      costs: { lost: 40, phantom: 8, duplicate: 60, unsure: 2, attempt: 0.001 },

      // What must not happen: a payment that was confirmed and is not there.
      never: ["lost"],
    }
    """#
}
