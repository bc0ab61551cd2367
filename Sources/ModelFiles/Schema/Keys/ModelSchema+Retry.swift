import EndToEnd
import Simulation

/// The rules about retries that clients and gateways share.
extension ModelSchema {
  /// - Parameters:
  ///   - policy: the parameters of the retries.
  ///   - network: the way that the requests take.
  @KeyBuilder<Root> static func retryRules<Root>(
    _ policy: Path<Root, RetryPolicy>, over network: Path<Root, Network>
  ) -> [Key<Root>] {
    Key(
      "retryOn",
      type: .either([
        .list(.either([.words(retryWords), .status]), 0...Int.max), .words([anyFailure]),
      ]),
      "The failures that a retry follows: timeouts, connections that fail or break, and error statuses; the word any stands for all of them.",
      example: "[\"timeout\", \"connect\", \"reset\", \"5xx\", \"429\"]", written: .always,
      default: "[\"timeout\", \"connect\", \"reset\", \"5xx\", \"429\"]"
    ) { reader, member, root in
      reader.apply(retryOn: member, to: &root[keyPath: policy])
    } write: { root, _ in
      .retryOn(root[keyPath: policy], among: root[keyPath: network].possibleFailures)
    }
    Key<RetryPolicy>(
      "backoff", \.backoff, .backoff,
      "The waits before retries: one kind of growth, with jitter.",
      example: "{ exponential: { base: \"50 ms\", cap: \"1 s\" }, jitter: \"full\" }",
      written: .always
    ).lifted(to: policy)
    Key<RetryPolicy>(
      "honorsRetryAfter", \.honorsRetryAfter, .boolean,
      "Whether the wait that an answer asks for takes the place of the backoff.",
      example: "true", written: .always
    ).lifted(to: policy)
    Key<RetryPolicy>(
      "retryAfterCap", \.retryAfterCap, .cap,
      "The longest of the waits that answers ask for: a longer one is cut to it.",
      example: "\"20 s\""
    ).lifted(to: policy)
  }

  /// The word for every failure.
  fileprivate static let anyFailure = "any"

  /// The words that stand for failures in `retryOn`, apart from single statuses.
  private static let retryWords =
    ["timeout"] + ConnectionFailure.allCases.map(\.word) + ["4xx", "5xx", anyFailure]
}

extension ModelReader {
  /// Replaces the failures that a policy retries by those of a member.
  ///
  /// A list replaces the default as a whole, and adds nothing to it: `retryOn: ["429"]` no longer
  /// retries timeouts.
  fileprivate mutating func apply(retryOn member: Member, to policy: inout RetryPolicy) {
    var retried = RetryPolicy()
    retried.retriesTimeouts = false
    retried.retriedConnectionFailures = []
    retried.retriedStatuses = []
    switch member.value.value {
    case .array(let nodes):
      for node in nodes where !retried.add(node.value) { reportFailure(at: node) }
    case .string(ModelSchema.anyFailure):
      _ = retried.add(member.value.value)
    default:
      reportMismatch(
        "retryOn", "must be a list, for example [\"timeout\", \"5xx\"], or \"any\"", member.value)
      return
    }
    policy.retriesTimeouts = retried.retriesTimeouts
    policy.retriedConnectionFailures = retried.retriedConnectionFailures
    policy.retriedStatuses = retried.retriedStatuses
  }

  /// Reports an element of 'retryOn' that is no failure.
  private mutating func reportFailure(at node: Node) {
    let words = ConnectionFailure.allCases.map { "\"\($0.word)\"" }.joined(separator: ", ")
    reportMismatch(
      "retryOn",
      "must list \"timeout\", \(words) and error statuses from \"400\" to \"599\", "
        + "\"4xx\" or \"5xx\", or \"any\" for all of them",
      node)
  }
}

extension RetryPolicy {
  /// Adds the failures that a word stands for.
  ///
  /// - Returns: false if it stands for none.
  ///
  /// A class of statuses is the set of its members, so that `["5xx"]` and a list of all of them
  /// are the same policy.
  fileprivate mutating func add(_ value: Value) -> Bool {
    if let status = Status(modelValue: value) {
      retriedStatuses.insert(status)
      return true
    }
    guard case .string(let word) = value else { return false }
    switch word {
    case "timeout":
      retriesTimeouts = true
    case "4xx":
      retriedStatuses.formUnion(.clientErrors)
    case "5xx":
      retriedStatuses.formUnion(.serverErrors)
    case ModelSchema.anyFailure:
      retriesTimeouts = true
      retriedConnectionFailures = .all
      retriedStatuses = .all
    default:
      let named = ConnectionFailures { $0.word == word }
      if named.isEmpty { return false }
      retriedConnectionFailures.formUnion(named)
    }
    return true
  }
}

extension JSON5Writer {
  /// The failures that a policy retries; of those of connections, the possible ones.
  static func retryOn(
    _ policy: RetryPolicy, among possible: ConnectionFailures
  ) -> JSON5Writer {
    var words: [JSON5Writer] = []
    if policy.retriesTimeouts { words.append(.quoted("timeout")) }
    let retried = policy.retriedConnectionFailures.intersection(possible)
    words += ConnectionFailure.allCases.filter { retried.contains($0) }.map { .quoted($0.word) }
    return .list(words + statuses(policy.retriedStatuses))
  }

  /// Each status by itself, but all of a class as one word.
  private static func statuses(_ statuses: StatusSet) -> [JSON5Writer] {
    var words: [JSON5Writer] = []
    for (name, all) in [("4xx", StatusSet.clientErrors), ("5xx", .serverErrors)] {
      words +=
        statuses.isSuperset(of: all)
        ? [.quoted(name)]
        : statuses.filter(all.contains).map { .quoted("\($0.code)") }
    }
    return words
  }
}

/// The tokens that pay for retries.
extension ModelSchema {
  /// `budget: { ratio: "10%", tokens: 10 }`: the tokens that pay for retries.
  static let budget = ObjectSchema("'budget'", initial: RetryBudget()) {
    Key(
      "tokens", \.tokens, .tokens, "The tokens that the bucket holds, and starts with.",
      example: "10", written: .always)
    Key(
      "ratio", \.ratio, ratio, "The tokens that each first attempt puts in, as a share of one.",
      example: "\"10%\"", written: .always)
    Key(
      "successEarns", \.successEarns, .tokens, "The tokens that each success puts in.",
      example: "0.1", written: .always)
    Key(
      "retryCosts", \.retryCosts, .tokens, "The tokens that a retry takes.", example: "1",
      written: .always)
    Key(
      "timeoutCosts", \.timeoutCosts, Codec.tokens.orNone,
      "The tokens that a retry after a timeout takes; none for those of any retry.",
      example: "10", written: .ifNotDefault)
    Key(
      "throttledCosts", \.throttledCosts, Codec.tokens.orNone,
      "The tokens that a retry after a 429 takes; none for those of any retry.", example: "5",
      written: .ifNotDefault)
    Key(
      "failureCosts", \.failureCosts, .tokens, "The tokens that each failure takes.",
      example: "1", written: .ifNotDefault)
    Key(
      "retriesAbove", \.retriesAbove, Codec.tokens.orNone,
      "The number of tokens above which the bucket allows retries.", example: "5",
      written: .ifNotDefault)
    Key(
      "refunds", \.refunds, .words([("never", .never), ("instead", .instead), ("also", .also)]),
      "Whether a success gives back what its retry cost: never, instead of what a success earns, or also.",
      example: "\"instead\"", written: .ifNotDefault)
    Key(
      "perSecond", \.perSecond, .count(0...1_000_000), "The tokens that each second puts in.",
      example: "10", written: .always)
    Key(
      "window", \.window, .durationOrNone,
      "The time after which what was put in or taken no longer counts.", example: "\"10 s\"",
      written: .ifNotDefault)
  }

  /// The part of a token that each first attempt earns, from 0 to 1.
  private static let ratio = Codec<RetryBudget.Tokens>(
    .probability
  ) { value throws(QuantityError) in
    .init(try Quantity.probability(value).value)
  } write: {
    .number($0.value)
  }

  /// Looks for a limit, and for retries below it.
  @Sendable static func check(
    _ reader: inout ModelReader, _ budget: RetryBudget, _ fields: Fields
  ) {
    let node = fields.node
    if budget.retryCosts == .none, budget.failureCosts == .none || budget.retriesAbove == nil {
      reader.report(
        "'retryCosts' must be more than 0, since a retry that costs nothing is not limited; or let "
          + "the failures cost, failureCosts: 1, and the bucket say when, retriesAbove: 5",
        at: fields["retryCosts"]?.value.range ?? node.range)
    }
    if budget.window != nil {
      if budget.perSecond > 0 {
        reader.report(
          "with a 'window' all is undone in time, and 'tokens' is what each window may use anyway; "
            + "leave 'perSecond' out",
          at: fields["perSecond"]?.value.range ?? node.range)
      }
      // What comes in may make it hold more than its tokens.
      if budget.ratio > .none || budget.successEarns > .none { return }
    }
    let costs = [
      ("retryCosts", budget.retryCosts), ("timeoutCosts", budget.timeoutCosts ?? .none),
      ("throttledCosts", budget.throttledCosts ?? .none),
    ]
    for (key, cost) in costs where cost > budget.tokens {
      reader.report(
        "the bucket holds \(JSON5Writer.plain(budget.tokens.value)) tokens and '\(key)' is "
          + "\(JSON5Writer.plain(cost.value)): nothing would ever be retried; raise 'tokens'",
        at: (fields["tokens"] ?? fields[key])?.value.range ?? node.range)
    }
    if let above = budget.retriesAbove, above >= budget.tokens {
      reader.report(
        "the bucket never holds more than \(JSON5Writer.plain(above.value)) tokens, as 'retriesAbove' "
          + "asks for: nothing would ever be retried; lower it, or raise 'tokens'",
        at: (fields["retriesAbove"] ?? fields["tokens"])?.value.range ?? node.range)
    }
  }
}
