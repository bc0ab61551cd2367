import EndToEnd
import Study

/// A word that output and documentation use, with its meaning.
///
/// A term is defined once, here. The glossary, `disagree explain` and the tests of the vocabulary
/// read the same list.
package struct Term: Hashable, Sendable {
  /// The word, in lower case unless it is a name.
  package let name: String
  /// Other words for the same.
  package let synonyms: [String]
  /// One or two sentences.
  package let meaning: String

  /// Creates a term from its parts.
  init(_ name: String, or synonyms: String..., means meaning: String) {
    self.name = name
    self.synonyms = synonyms
    self.meaning = meaning
  }

  /// The term of a name or synonym, in upper or lower case, and with a space or a dash for a gap; `nil` if there is none.
  package static func named(_ name: String) -> Term? {
    let name = normal(name)
    return all.first { ([$0.name] + $0.synonyms).map(normal).contains(name) }
  }

  /// A name without the differences that do not matter: capitals, dashes and underscores.
  private static func normal(_ name: String) -> String {
    let words = name.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }
    return String(words)
  }

  /// Every term: the classes of outcome, then the others.
  package static let all: [Term] = classes + others

  /// The classes of outcome, in their own order.
  ///
  /// The sentences about one write that stand below a chart would be wrong here: they leave out what
  /// another class of the same write says already. An unsure write of a chart is not stored, since
  /// one that is stored is called a phantom there.
  private static let classes = OutcomeClass.allCases.map {
    Term($0.rawValue, means: "A class of outcomes: \($0.explanation). \(definition(of: $0))")
  }

  /// The definition of a class, in a sentence.
  private static func definition(of outcomeClass: OutcomeClass) -> String {
    switch outcomeClass {
    case .disagree: "Client and server differ about whether the data is stored."
    case .lost: "The client saw a success, and nothing is stored."
    case .phantom: "The data is stored, and the client does not know it."
    case .falseRejection:
      "The client saw an answer that claims \"not done, and will not be\", and the data is stored."
    case .duplicate: "The effect is stored more than once."
    case .late: "A copy was stored after the client had stopped trying."
    case .stale: "An older write replaced a newer one."
    case .unsure:
      "The client does not know the outcome. The data may be stored: every phantom is unsure, too."
    case .clean: "The client saw a success, and the data is stored exactly once."
    }
  }

  /// The other terms, in the order in which a newcomer meets them.
  private static let others: [Term] = [
    Term(
      "write", or: "operation",
      means: "One thing that the client wants stored exactly once. It may take several attempts."),
    Term("attempt", or: "try", means: "One request of the client for a write."),
    Term("retry", means: "An attempt that follows a failed one."),
    Term("client", means: "The program that sends the write and decides what follows a failure."),
    Term("server", means: "The program that stores the data and answers."),
    Term(
      "gateway", or: "hop",
      means: "A program between client and server that passes requests on, and may retry by itself."
    ),
    Term(
      "copies", or: "copy",
      means: "The number of times that the effect of a write is durable once nothing is in flight."),
    Term(
      "belief", or: "acknowledged", "rejected", "error", "timeout", "unknown",
      means: "The client's view of its write when it stops trying. Acknowledged: it saw a success. "
        + "Rejected: it saw an answer that claims \"not done, and will not be\". Error: the last thing "
        + "it saw was another error status. Timeout: the last attempt ended without an answer. The "
        + "last two are unknown."),
    Term(
      "evidence", or: "logs",
      means: "The logs that show that a write went wrong: the server's, the client's, both or none."
    ),
    Term(
      "strategy",
      means: "The client's rule for what follows a failed attempt, with the protection that the "
        + "server gives it."),
    Term(
      "protection",
      means: "The way in which a server keeps a retry from being stored again, for example an "
        + "idempotency key."),
    Term(
      "preset",
      means: "The retry policy of a real library, by its name. 'disagree presets' lists them."),
    Term(
      "fault", or: "faults",
      means: "A choice that went wrong: a message lost, a server failed, a process crashed, a key "
        + "forgotten. A long latency is not a fault."),
    Term(
      "verdict", or: "safe", "safe to retry", "possible", "impossible", "undecided",
      means:
        "The anomalies that are possible at all, however improbable, and the fewest faults for "
        + "each. A strategy is safe to retry if no number of faults makes a duplicate, loses "
        + "acknowledged data, or lets an older write replace a newer one."),
    Term(
      "anomaly", or: "anomalies",
      means:
        "A class of outcomes that should stay empty: lost, phantom, false rejection, duplicate, "
        + "late or stale."),
    Term(
      "counterexample",
      means: "The faults, and where it matters the order of events, that break a property."),
    Term(
      "property", or: "properties", "holds", "broken",
      means: "A statement of a model about its strategies, in never, atMost or expect. "
        + "'disagree check' answers that it holds, is broken, or is undecided."),
    Term(
      "sequential test", or: "look", "looks",
      means: "A test that looks at its trials several times and stops when they decide. Its looks "
        + "share one error rate of 5%."),
    Term(
      "exact", or: "exact method",
      means: "A method that follows every execution with its probability. There are no trials and "
        + "no sampling error."),
    Term(
      "execution", or: "path",
      means: "One sequence of decisions and events, from the first send until nothing is in flight."
    ),
    Term(
      "sample", or: "trial", "trials",
      means:
        "A method that draws random executions. Trial n has the same random faults under every "
        + "strategy."),
    Term(
      "common random numbers", or: "the same random faults",
      means: "Every strategy meets the same random faults in trial n. So a difference between two "
        + "strategies comes from the strategies."),
    Term(
      "seed",
      means: "The number that all random numbers are computed from. The same seed gives "
        + "the same results."),
    Term(
      "rare", or: "importance sampling", "weight",
      means: "A method that makes faults more probable than in the model and weights each trial by "
        + "its likelihood ratio, for outcomes that no sample shows."),
    Term(
      "effective sample size", or: "effective hits",
      means: "The number of trials of equal weight that would say as much as the weighted ones."),
    Term(
      "discretize", or: "discretise", "discretised", "≈",
      means:
        "To approximate each continuous latency by N equally likely delays. Nothing bounds the "
        + "error of that."),
    Term(
      "lattice", or: "resolution",
      means:
        "The multiples of one step to which --resolution rounds all continuous latencies. The intervals reach from the "
        + "values with all delays rounded down to those with all rounded up."),
    Term(
      "interval", or: "confidence interval", "95%", "ci",
      means: "A range that holds the true value of the model with 95% confidence. It says nothing "
        + "about whether the model is right."),
    Term(
      "not observed", or: "<x%",
      means: "No trial showed it. The value after < is the upper end of the 95% interval."),
    Term("never", means: "In a table: proved impossible, for any number of faults."),
    Term(
      "baseline",
      means: "The strategy that the others are compared with, write by write, by --baseline."),
    Term(
      "order", or: "orders", "every order",
      means:
        "A search through every order of events that the ranges of the latencies allow, however "
        + "improbable."),
    Term(
      "idempotency key", or: "key",
      means:
        "A key that a client sends with each attempt of a write, so that a server recognizes a "
        + "retry."),
    Term(
      "hedge", or: "hedged request",
      means: "A further request that does not wait for the first to fail."),
    Term("jitter", means: "The random spread of a backoff, so that clients do not retry at once."),
    Term("backoff", means: "The wait before a retry."),
    Term(
      "read-back", or: "readBack",
      means: "A read before a retry, or after the last attempt, that asks if the data is there."),
    Term(
      "deadline", means: "The time that a whole write may take, over all attempts."),
    Term(
      "budget", or: "retry budget",
      means: "Tokens that pay for retries, shared by a client's writes."),
    Term(
      "circuit breaker", or: "breaker",
      means: "A switch that keeps a client from calling a server that fails."),
    Term(
      "outbox",
      means: "A client's durable list of intended writes, from which it tries again after a crash."),
    Term(
      "reconcile", or: "reconciliation",
      means: "A job that compares both sides afterwards and repairs what differs."),
    Term(
      "intention", or: "submission", "press",
      means: "One thing that a person wants done. A person may submit it several times, and each "
        + "submission is a write of its own."),
    Term("goodput", means: "The number of acknowledged writes per second, of all clients."),
    Term(
      "run", or: "runs",
      means: "One simulation of many clients from start to end. Runs, not writes, are independent."),
    Term(
      "shard",
      means: "A part of the trials that one machine counts. 'disagree merge' puts shards together."),
    Term(
      "digest", or: "model_digest",
      means: "16 digits that two models share only if they mean the same."),
  ]
}
