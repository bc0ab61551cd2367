import EndToEnd
import Simulation

/// The keys of a preset in the data files.
///
/// A preset describes a library as it was read in its sources, which is more than a model can
/// hold. Keys whose value is "in words" are for the pages about presets alone.
extension Preset {
  /// The keys of the data in `Presets/Data`, which is read as models are.
  static let schema = ObjectSchema("a preset", initial: Preset()) {
    Key(
      "name", \.name, .text, "The name in models.", example: "\"stripe-python\"", isRequired: true)
    Key(
      "title", \.title, .text, "The library and the mode or class that is meant.",
      example: "\"stripe-python\"", isRequired: true)
    Key(
      "version", \.version, .text, "The version that was read.", example: "\"12.1.0\"",
      isRequired: true)
    Key(
      "attempts", \.attempts, attemptsCodec, "The number of requests in all.", example: "3",
      isRequired: true)
    Key(
      "timeout", \.timeout, .durationOrNone,
      "The time that an attempt waits; absent if the library sets no limit or it is not known.",
      example: "\"80 s\"")
    Key(
      "deadline", \.deadline, .durationOrNone, "The time for the whole operation.",
      example: "\"72 h\"")
    Key(
      "backoff", \.backoff, Codec.backoff.optional,
      "The waits; absent if they are not known or a model cannot say them.",
      example: "{ fixed: \"1 s\" }")
    Key(
      "waits", \.waits, Codec.text.optional,
      "The waits in words, where 'backoff' does not hold them.", example: "\"not published\"")
    Key(
      "timeouts", \.timeouts, ruleCodec, "Whether a retry follows an attempt without an answer.",
      example: "\"always\"", isRequired: true)
    Key(
      "connectionErrors", \.connectionErrors, ruleCodec,
      "Whether a retry follows a connection that breaks.", example: "\"idempotent\"",
      isRequired: true)
    Key(
      "failedConnects", \.failedConnects, ruleCodec.optional,
      "Whether a retry follows a connection that is not made, where that is another rule.",
      example: "\"always\"")
    Key(
      "statuses", \.statuses, statusesCodec,
      "The statuses that a retry follows, each with its rule.",
      example: "[{ codes: [429, \"500-504\"], rule: \"always\" }]")
    Key(
      "post", \.post, .text, "Whether a POST is retried by default, and after what, in words.",
      example: "\"yes\"", isRequired: true)
    Key(
      "budget", \.budget, .object(ModelSchema.budget, or: .none, mismatch: "must be an object"),
      "The tokens that pay for retries.", example: "{ tokens: 500, retryCosts: 5 }")
    Key(
      "hedge", \.hedge, hedgeCodec, "The requests that do not wait for the first to fail.",
      example: "{ after: \"2 s\" }")
    Key(
      "limits", \.limits, Codec.text.optional, "Other limits of retries, in words.",
      example: "\"3 parallel retries\"")
    Key(
      "circuitBreaker", \.circuitBreaker, Codec.text.optional, "A circuit breaker, in words.",
      example: "\"opens at 10% failures\"")
    Key(
      "breaker", \.breaker, ModelSchema.circuitBreakerCodec,
      "The circuit breaker that the library has by default.", example: "\"polly-v8\"")
    Key(
      "idempotencyKey", \.idempotencyKey, Codec.text.optional,
      "The treatment of idempotency keys by the library itself, in words.",
      example: "\"a new one for each call\"")
    Key(
      "clientLog", \.clientLog, .words(Preset.ClientLog.allCases.map { ($0.rawValue, $0) }),
      "The failures that the library logs by itself: none, the final one, attempts without an answer too, or all attempts.",
      example: "\"final\"", isRequired: true)
    Key(
      "hearsLateAnswers", \.hearsLateAnswers, .boolean,
      "Whether the answer to an attempt that was given up still counts, as with queues and callbacks.",
      example: "true")
    Key("notes", \.notes, Codec.text.optional, "The rest, in words.", example: "\"…\"")
    Key(
      "source", \.source, .text, "The place where it was read.",
      example: "\"stripe/stripe-python _http_client.py\"", isRequired: true)
  }

  /// The number of requests: a number, "unbounded", or "unknown" where the sources leave it open.
  private static let attemptsCodec = Codec<Attempts>(
    .either([.count(1...UInt64(UInt32.max)), .words(["unbounded", "unknown"])])
  ) { value throws(QuantityError) in
    switch value {
    case .string("unbounded"): return .unbounded
    case .string("unknown"): return .unknown
    default: return .atMost(UInt32(try Quantity.count(value, in: 1...UInt64(UInt32.max))))
    }
  } write: {
    switch $0 {
    case .atMost(let attempts): .atom("\(attempts)")
    case .unbounded: .quoted("unbounded")
    case .unknown: .quoted("unknown")
    }
  }

  /// A rule in one of the forms that real libraries need: always, never, for some methods, or on
  /// a condition that no model has.
  ///
  /// The condition keeps its words. A strategy that uses such a preset does not retry there, and
  /// the page of the preset says so.
  private static let ruleCodec = Codec<Rule>(
    .either([
      .words(["always", "never", "idempotent", "unknown"]), .list(.line, 1...Int.max),
    ])
  ) { value throws(QuantityError) in
    let problem = QuantityError(
      requirement:
        "must be \"always\", \"never\", \"idempotent\", \"unknown\", a list of methods or "
        + "{ partly: \"a condition in words\" }")
    switch value {
    case .string("always"): return .always
    case .string("never"): return .never
    case .string("unknown"): return .unknown
    case .string("idempotent"): return .only(idempotent)
    case .object(let members):
      guard members.count == 1, members[0].key == "partly",
        case .string(let condition) = members[0].value.value
      else { throw problem }
      return .partly(condition)
    case .array(let nodes):
      let methods = nodes.compactMap { node in
        if case .string(let method) = node.value { method } else { nil }
      }
      guard methods.count == nodes.count, !methods.isEmpty else { throw problem }
      return .only(methods)
    default: throw problem
    }
  } write: {
    switch $0 {
    case .always: .quoted("always")
    case .never: .quoted("never")
    case .unknown: .quoted("unknown")
    case .only(idempotent): .quoted("idempotent")
    case .only(let methods): .list(methods.map { .quoted($0) })
    case .partly(let condition): .single("partly", .quoted(condition))
    }
  }

  /// The keys of one element of `statuses`: codes with a rule that all of them share.
  private static let statusesSchema = ObjectSchema(
    "an element of 'statuses'", initial: Statuses([], .unknown)
  ) {
    Key(
      "codes", \.codes, codesCodec, "Statuses and ranges of them.", example: "[429, \"500-504\"]",
      written: .always,
      isRequired: true)
    Key(
      "rule", \.rule, ruleCodec, "Whether a retry follows them.", example: "\"always\"",
      written: .always,
      isRequired: true)
  }

  /// The list of such elements. Two elements may have different rules, as where a library retries
  /// 429 always and 503 for idempotent methods.
  private static let statusesCodec = Codec<[Statuses]>.list(
    of: statusesSchema, 1...100, mismatch: "must be a list of objects with 'codes' and 'rule'"
  ) { _, _, _, _ in }

  /// Statuses in their order, with ranges for those that follow each other.
  private static let codesCodec = Codec<[UInt16]>(
    .list(.either([.count(100...599), .line]), 1...600)
  ) { value throws(QuantityError) in
    let problem = QuantityError(
      requirement: "must be a list of statuses and ranges, for example [429, \"500-504\"]")
    guard case .array(let nodes) = value else { throw problem }
    var codes: [UInt16] = []
    for node in nodes {
      switch node.value {
      case .number:
        codes.append(UInt16(try Quantity.count(node.value, in: 100...599)))
      case .string(let text):
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last, last <= 599
        else { throw problem }
        codes += first...last
      default: throw problem
      }
    }
    return codes
  } write: { codes in
    var parts: [JSON5Writer] = []
    var rest = codes[...]
    while let first = rest.popFirst() {
      var last = first
      while rest.first == last + 1 { last = rest.removeFirst() }
      parts.append(last > first + 1 ? .quoted("\(first)-\(last)") : .atom("\(first)"))
      if last == first + 1 { parts.append(.atom("\(last)")) }
    }
    return .list(parts)
  }

  /// The hedge of a library, with the keys that a strategy has for it.
  private static let hedgeCodec = Codec<Hedge?>(.object(ModelSchema.hedge.description)) {
    reader, member, _ in
    var terms = ModelSchema.hedge.initial
    reader.read(member.value, ModelSchema.hedge, into: &terms)
    return terms.after.map {
      Hedge(after: $0, attempts: terms.attempts, hurries: terms.hurries)
    }
  } write: { hedge, form in
    hedge.map { ModelSchema.hedge.text(of: .init($0), form) } ?? .quoted("none")
  }
}
