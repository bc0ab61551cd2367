import EndToEnd
import Simulation

/// The server and its failures.
///
/// The failures of a server differ in the moment at which they happen: before it works
/// (`refuses`), before or after it stores (`failsBeforeStore`, `failsAfterStore`), and for a time
/// (`outage`, `restarts`, `slow`).
extension ModelSchema {
  /// `server: { service: "20 ms", failsBeforeStore: "1%" }`.
  static let server = ObjectSchema(
    "'server'", example: "{ service: { constant: \"5 ms\" }, failsAfterStore: \"0.5%\" }",
    initial: Server()
  ) {
    Key(
      "service", type: .either([.latency, .object(onceForAWrite.description)]),
      "The time to execute one request, drawn for each one or once for all attempts of a write.",
      example: "\"5 ms\"", written: .always
    ) { reader, member, server in
      reader.service(member, of: &server)
    } write: { server, form in
      let latency = Codec.latency.write(server.service, form)
      return server.isServiceDrawnOnce ? .single("once", latency) : latency
    }
    Key(
      "failsBeforeStore", \.failsBeforeStore, .probability,
      "The chance that the server fails before it stores: an error, and nothing is stored.",
      example: "\"0.5%\"", written: .always)
    Key(
      "failsAfterStore", \.failsAfterStore, .probability,
      "The chance that the server fails after it stored, given that it came this far: an error, and the data is stored.",
      example: "\"0.5%\"", written: .always)
    Key(
      "failure", \.failure, .failures,
      "The way in which clients see a failure: answered with 500 or another status, silent as a crash is, or a connection that breaks.",
      example: "\"silent\"", written: .always)
    Key(
      "acknowledges", \.acknowledges,
      .words([("after-store", .afterStore), ("before-store", .beforeStore)]),
      "The moment at which the server answers: after it stored, or on arrival, before it works.",
      example: "\"before-store\"", written: .always)
    Key(
      "replay", \.replay, .latency,
      "The time to answer a known idempotency key again, without executing the request.",
      example: "\"2 ms\"")
    Key(
      "read", \.read, .latency, "The time to look whether the data is there, for a read.",
      example: "\"2 ms\"")
    Key(
      "failover", \.failover,
      .object(failover, orOnly: \.loses, .probability, parse: Quantity.probability),
      "The chance that a failover to a replica loses a write that was stored, alone or with the time until then.",
      example: "{ loses: \"0.1%\", after: \"5 s\" }", written: .always)
    Key(
      "refuses", \.refusal, .object(refusal),
      "The requests that the server turns away on arrival, and its answer to them.",
      example: "{ chance: \"1%\", status: 503 }", written: .always
    ).written(before: "failover")
    Key(
      "capacity", \.capacity,
      .object(
        capacity, or: .none,
        mismatch: "must be an object, for example { workers: 4, queue: 100 }, or \"none\"",
        inherits: true, check: check),
      "The number of requests that the server works on at once, with its queue; for models with clients.",
      example: "{ workers: 4, queue: 100 }", written: .ifUsed("clients"))
    Key(
      "outage", \.outage,
      .object(outage, or: .none, mismatch: downtimeMismatch, inherits: true),
      "The chance that a write begins while the server is down; for models without clients.",
      example: "{ chance: \"1%\", lasts: \"10 s\" }")
    Key(
      "restarts", \.restarts,
      .object(restarts, or: .none, mismatch: downtimeMismatch, inherits: true),
      "The chance that the server restarts while it works on a request; for models without clients.",
      example: "{ chance: \"1%\", lasts: \"10 s\" }")
    Key(
      "outages", \.outages, plannedOutages,
      "The times at which the server is down; for models with clients.",
      example: "[{ from: \"20 s\", lasts: \"10 s\" }]")
    Key(
      "slow", \.slow, slowCodec,
      "The chance that a write begins while the server is slow; for models without clients.",
      example: "{ chance: \"1%\", lasts: \"10 s\", factor: 10 }")
    Key(
      "slowdowns", \.slowdowns, slowdowns,
      "The times at which the server is slow; for models with clients.",
      example: "[{ from: \"20 s\", lasts: \"10 s\", factor: 10 }]")
  }

  /// The parameters of a service time that is drawn once for a write.
  struct OnceForAWrite: Sendable {
    /// The time of the work, drawn once for all attempts of a write.
    var latency: Latency?
  }

  /// `service: { once: { exponential: { mean: "1 s" } } }`.
  static let onceForAWrite = ObjectSchema(
    "'service'", example: "{ once: { exponential: \"5 ms\" } }", initial: OnceForAWrite()
  ) {
    Key.required(
      "once", \.latency, .latency,
      "The time to execute a write, the same at each of its attempts.",
      example: "{ exponential: \"5 ms\" }")
  }

  /// `failover: { loses: "0.1%", after: "5 s" }`.
  static let failover = ObjectSchema("'failover'", initial: Server.Failover()) {
    Key(
      "loses", \.loses, .probability, "The chance, for each write, that the replica never saw it.",
      example: "\"0.1%\"", written: .always)
    Key(
      "after", \.after, .duration, "The time from the write to the failover.", example: "\"5 s\"",
      written: .always)
  }

  /// `refuses: { chance: "1%", status: 503, retryAfter: "2 s" }`.
  static let refusal = ObjectSchema(
    "'refuses'", example: "{ chance: \"1%\", status: 503 }", initial: Refusal()
  ) {
    Key(
      "chance", \.chance, .probability, "The chance that a request is turned away.",
      example: "\"1%\"", written: .always)
    Key(
      "status", \.status, .status, "The status of the answer.", example: "\"429\"",
      written: .always)
    Key(
      "retryAfter", \.retryAfter, .durationOrNone,
      "The wait that the answer asks for (Retry-After, RFC 9110, section 10.2.3).",
      example: "\"2 s\"", written: .always)
  }
}

extension ModelReader {
  /// Reads a service time, or one that is drawn once for a write.
  ///
  /// Drawn once, a slow write is slow at each of its attempts: a retry does not get a new chance.
  fileprivate mutating func service(_ member: Member, of server: inout Server) {
    if case .object(let members) = member.value.value, members.contains(where: { $0.key == "once" })
    {
      var terms = ModelSchema.onceForAWrite.initial
      read(member.value, ModelSchema.onceForAWrite, into: &terms)
      guard let latency = terms.latency else { return }
      server.service = latency
      server.isServiceDrawnOnce = true
    } else if let latency = Codec.latency.read(&self, member, nil) {
      server.service = latency
      server.isServiceDrawnOnce = false
    }
  }
}

/// The times at which the server is down.
extension ModelSchema {
  /// The requirement for `outage` and `restarts`.
  private static let downtimeMismatch =
    "must be an object, for example { chance: \"1%\", lasts: \"10 s\" }, or \"none\""

  /// `outage: { chance: "1%", lasts: "10 s" }`.
  static let outage = ObjectSchema("'outage'", mayBePart: true, initial: Outage()) {
    Key(
      "chance", \.chance, .probability, "The chance that a write begins in an outage.",
      example: "\"1%\"", written: .always, isRequired: true)
    Key(
      "lasts", \.lasts, .positiveLatency, "The length of the outages that writes meet.",
      example: "\"10 s\"", written: .always, isRequired: true)
    Key(
      "answers", \.answers, .answers,
      "The answer to a request that finds the server down: nothing, a connection that breaks or is refused, or a status.",
      example: "\"503\"", written: .always)
  }

  /// `restarts: { chance: "1%", lasts: "10 s" }`.
  static let restarts = ObjectSchema("'restarts'", mayBePart: true, initial: ServerRestarts()) {
    Key(
      "chance", \.chance, .probability,
      "The chance, for each request that the server works on, that it restarts meanwhile.",
      example: "\"1%\"", written: .always, isRequired: true)
    Key(
      "stores", \.stores, .probability,
      "The chance that the server had just stored the data of that request.", example: "\"50%\"",
      written: .always)
    Key(
      "lasts", \.lasts, .positiveLatency, "The time until the server is back.",
      example: "\"10 s\"", written: .always, isRequired: true)
    Key(
      "answers", \.answers, .answers,
      "The answer to a request that a restart lost, or that finds the server down: nothing, a connection that breaks or is refused, or a status.",
      example: "\"502\"", written: .always)
    Key(
      "forgetsKeys", \.forgetsKeys, .boolean,
      "Whether a restart loses the idempotency key, as it does if keys are kept in memory.",
      example: "true", written: .always)
  }

  /// `outages: [{ from: "20 s", lasts: "10 s" }]`, for models with clients.
  static let plannedOutage = ObjectSchema(
    "an outage", example: "{ from: \"30 s\", lasts: \"10 s\" }",
    remedies: ["chance": "an outage of 'outages' is certain; leave the chance out"],
    initial: PlannedOutage(from: .zero, lasts: .seconds(1))
  ) {
    Key(
      "from", \.from, .duration, "The time from the start of the run to the start of the outage.",
      example: "\"20 s\"", written: .always, isRequired: true, remedy: plannedOutageExample)
    Key(
      "lasts", \.lasts, .positiveDuration, "The time until the server is back.",
      example: "\"10 s\"", written: .always, isRequired: true, remedy: plannedOutageExample)
    Key(
      "answers", \.answers, .answers,
      "The answer to a request that the outage lost, or that finds the server down: nothing, a connection that breaks or is refused, or a status.",
      example: "\"503\"", written: .always)
  }

  /// An example of one planned outage.
  private static let plannedOutageExample = "{ from: \"20 s\", lasts: \"10 s\" }"

  /// The list of planned outages, in order and apart from each other.
  private static let plannedOutages = Codec<[PlannedOutage]>.list(
    of: plannedOutage, 0...1_000,
    mismatch: "must be a list of at most 1000, for example [\(plannedOutageExample)]"
  ) { reader, outage, earlier, fields in
    guard let last = earlier.last, outage.from < last.end else { return }
    reader.report(
      "this outage must not begin before the one before it has ended, at "
        + "\(Quantity.text(of: last.end)); put them in order, or make one of them",
      at: fields["from"]?.value.range ?? fields.node.range)
  }
}
