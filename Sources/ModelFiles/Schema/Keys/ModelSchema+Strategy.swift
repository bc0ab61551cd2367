import EndToEnd
import Simulation

/// The keys of a strategy: its preset, its rules, and the sections that it shares with the model.
///
/// The order of the declarations is that of `show` and of the reference, apart from keys that say
/// otherwise (`written(before:)`): the digest depends on it, and so it stays.
extension ModelSchema {
  /// `blind: { attempts: 4, backoff: { fixed: "50 ms" } }`: one row of a comparison.
  static let strategy = ObjectSchema(
    "a strategy", example: "{ attempts: 4, backoff: { fixed: \"50 ms\" } }",
    remedies: ["retries": countsTheFirst, "maxRetries": countsTheFirst], initial: ScenarioDraft()
  ) {
    presetKey()
    Key(
      "method", type: .words(methods),
      "The HTTP method of the requests, on which some presets depend.", example: "\"PUT\"",
      default: "\"POST\""
    ) { reader, member, draft in
      draft.method = reader.method(member) ?? draft.method
    } write: { _, _ in
      nil
    }
    rules
    sections
  }

  /// The advice to users who count retries.
  static let countsTheFirst =
    "say 'attempts', which counts the first one, too: one retry is attempts: 2"

  /// The methods of HTTP that `preset: { method: … }` takes.
  static let methods = Preset.idempotent + ["POST", "PATCH", "QUERY", "CONNECT"]

  /// The key that names a preset, whose policy the other keys change; texts have the policy alone.
  static func presetKey<Root>() -> Key<Root> {
    Key(
      "preset", type: .name(.presets),
      "The retry policy of a real library, proxy or service ('disagree presets' lists them); other keys change parts of it.",
      example: "\"stripe-python\"", default: "absent"
    ) { _, _, _ in
      // The whole object decides what becomes of a preset.
    } write: { _, _ in
      nil
    }
  }

  /// The keys that only a strategy has.
  @KeyBuilder<ScenarioDraft> static var rules: [Key<ScenarioDraft>] {
    Key(
      "attempts", \.scenario.client.retry.attempts, attempts,
      "The number of requests in all, the first one included.", example: "4", written: .always)
    retryRules(\.scenario.client.retry, over: \.scenario.network)
    Key(
      "deadline",
      type: .either([.duration, .words(["none"]), .object(deadline.description)]),
      "The time that the client tries in all, alone or with its announcement to the server.",
      example: "\"10 s\"", written: .always
    ) { reader, member, draft in
      reader.deadline(member, of: &draft.scenario.client)
    } write: { draft, form in
      let client = draft.scenario.client
      guard client.deadline != nil, client.propagatesDeadline || form.isComplete else {
        return .of(client.deadline)
      }
      return deadline.text(of: client, form)
    }
    Key(
      "readBack", \.scenario.client.readBack, readBack,
      "Whether a read asks if the data is there: before each retry (each, or true), after the last attempt (last), or both (always).",
      example: "\"last\"", written: .always)
    Key(
      "takes", \.scenario.client.takes, takes,
      "The meanings that error statuses have for this client.", example: "{ \"409\": \"done\" }",
      default: "\"rejected\" for a 4xx that is not retried, other than 408, 425 and 429; "
        + "\"unknown\" for the rest")
    Key(
      "hedge", type: .either([.duration, .words(["none"]), .object(hedge.description)]),
      "Requests that do not wait for the first one to fail, by the time after which the next is sent.",
      example: "{ after: \"50 ms\", attempts: 2 }", written: .always
    ) { reader, member, draft in
      reader.hedge(member, of: &draft)
    } write: { draft, form in
      draft.scenario.client.hedge.map { hedge.text(of: HedgeTerms($0), form) } ?? .quoted("none")
    }
    Key(
      "outbox", \.scenario.client.hasOutbox, .boolean,
      "Whether the client stores its intent durably before the first attempt, so that a new process tries on.",
      example: "true", written: .always
    ).written(before: "hedge")
    Key(
      "budget", \.scenario.client.budget,
      .object(
        budget, or: .none,
        mismatch: "must be an object, for example { ratio: \"10%\", tokens: 10 }, or \"none\"",
        check: check),
      "The tokens that pay for retries.", example: "{ ratio: \"10%\", tokens: 10 }",
      written: .ifNotDefault)
    Key(
      "circuitBreaker", \.scenario.client.circuitBreaker, circuitBreakerCodec,
      "The circuit breaker that keeps a client from calling a server that fails: its rules, or the name of a library's.",
      example: "{ failures: 5, opensFor: \"30 s\" }", written: .ifNotDefault)
    Key(
      "key", \.scenario.key, keyCodec,
      "The idempotency key: the name of a protocol ('disagree presets --protections' lists them), or its rules.",
      example: "{ recorded: \"with-data\" }", written: .always
    ).written(before: "budget")
    Key(
      "clientChosenId", \.scenario.clientChosenID,
      .object(
        clientChosenID, or: .false, allowsTrue: true,
        mismatch: "must be true, false or an object, for example { edits: \"5 s\" }"),
      "Whether the write is a PUT to an id that the client chose, so that a repetition replaces the same copy.",
      example: "{ edits: \"5 s\" }", written: .always
    ).written(before: "budget")
    Key(
      "unique", \.scenario.server.isUnique, .boolean,
      "Whether a unique constraint refuses the second write of the same thing with 409, without a key.",
      example: "true", written: .ifNotDefault)
    Key(
      "reserveConfirm",
      type: .either([.boolean, .object(reservation.description)]),
      "Whether the client writes in two steps: it reserves, then confirms.",
      example: "{ expires: \"15 min\" }", written: .ifNotDefault
    ) { reader, member, draft in
      reader.reserveConfirm(member, of: &draft.scenario)
    } write: { draft, form in
      reservationCodec.write(draft.scenario.reservation, form)
    }
    Key(
      "reconcile", \.scenario.reconciliation, reconciliationCodec,
      "A job that compares both sides afterwards and repairs what it finds, by the time between its passes.",
      example: "{ every: \"1 h\", passes: 2 }", written: .ifNotDefault)
  }

  private static let readBack = Codec<ReadBack>(
    .either([.boolean, .words(readings.map(\.word))])
  ) { value throws(QuantityError) in
    switch value {
    case .boolean(let reads): return reads ? .each : .never
    case .string: return try Choice.oneOf(readings, value)
    default:
      throw QuantityError(
        requirement: "must be true, false, \"each\", \"last\" or \"always\"")
    }
  } write: {
    switch $0 {
    case .never: .of(false)
    case .each: .of(true)
    case .last, .always: .word($0, among: readings)
    }
  }

  private static let readings: [(word: String, meaning: ReadBack)] = [
    ("each", .each), ("last", .last), ("always", .always),
  ]

  private static let takes = Codec<StatusMeanings?>(.named(.words(meanings.map(\.word)))) {
    reader, member, _ in
    reader.meanings(member)
  } write: { takes, _ in
    let takes = takes ?? StatusMeanings()
    return .object(
      takes.statuses.map { status in
        .init(
          key: "\(status.code)", value: .word(takes[status] ?? .unknown, among: meanings))
      })
  }

  fileprivate static let meanings: [(word: String, meaning: StatusMeanings.Meaning)] = [
    ("done", .done), ("rejected", .rejected), ("unknown", .unknown),
  ]

  private static let attempts = Codec<UInt32?>(
    .either([.count(1...UInt64(UInt32.max)), .words(["unbounded"])])
  ) { value throws(QuantityError) in
    if case .string("unbounded") = value { return nil }
    do throws(QuantityError) {
      return UInt32(try Quantity.count(value, in: 1...UInt64(UInt32.max)))
    } catch {
      throw QuantityError(
        requirement: "must be a whole number from 1 to \(UInt32.max) or \"unbounded\"")
    }
  } write: {
    $0.map { .atom("\($0)") } ?? .quoted("unbounded")
  }

  /// `deadline: { after: "2 s", propagate: true }`, which `"2 s"` says too.
  static let deadline = ObjectSchema("'deadline'", initial: Client()) {
    Key(
      "after", \.deadline,
      Codec(.duration) { value throws(QuantityError) in
        try Quantity.positiveDelay(value)
      } write: {
        .of($0)
      }, "The time that the client tries in all.", example: "\"2 s\"", written: .always,
      isRequired: true)
    Key(
      "propagate", \.propagatesDeadline, .boolean,
      "Whether requests carry the deadline, so that gateways and the server drop those that are too late.",
      example: "true", written: .always)
  }

  /// The parameters of a hedge while they are read.
  struct HedgeTerms: Sendable {
    /// The time from the first request until the second.
    var after: Delay?
    /// The most requests, the first one included.
    var attempts: UInt32 = 2
    /// A Boolean value that indicates whether a failure sends the next request at once.
    var hurries = false

    init() {}

    init(_ hedge: Hedge) {
      after = hedge.after
      attempts = hedge.attempts
      hurries = hedge.hurries
    }
  }

  /// `hedge: { after: "50 ms", attempts: 2 }`: a second request before the first has failed.
  ///
  /// "The Tail at Scale" (Dean, Barroso, Communications of the ACM 56:2, 2013) calls these hedged
  /// requests. With a write each of them may store, so a hedge needs a protection.
  static let hedge = ObjectSchema("'hedge'", initial: HedgeTerms()) {
    Key.required(
      "after", \.after, .positiveDuration, "The time after which the next request is sent.",
      example: "\"50 ms\"")
    Key(
      "attempts", \.attempts, .count(Hedge.attemptsRange),
      "The number of requests of one round, the first one included.", example: "2",
      written: .always)
    Key(
      "hurries", \.hurries, .boolean,
      "Whether a failure that is retried sends the next request at once.", example: "true",
      written: .ifNotDefault)
  }

  /// `clientChosenId: { edits: "5 s", ifMatch: true }`, or `true`.
  ///
  /// A repetition of a PUT replaces the same copy. It can still overwrite a newer edit, unless
  /// `ifMatch` refuses that (RFC 9110, section 13.1.1).
  static let clientChosenID = ObjectSchema("'clientChosenId'", initial: ClientChosenID()) {
    Key(
      "edits", \.edits, .durationOrNone,
      "The time from the client's decision to its next edit of the same thing.",
      example: "\"5 s\"", written: .always)
    Key(
      "ifMatch", \.ifMatch, .boolean,
      "Whether a request names the version that it replaces, and is answered 412 if there is another.",
      example: "true", written: .always)
    Key(
      "create", \.create, .boolean,
      "Whether a request creates the thing only if it is not there, and is answered 412 if it is.",
      example: "true", written: .ifNotDefault)
  }

  /// `reserveConfirm: { expires: "15 min" }`, or `true`.
  static let reservation = ObjectSchema("'reserveConfirm'", initial: Reservation()) {
    Key(
      "expires", \.expires, .positiveDuration,
      "The time after which a reservation expires that was not confirmed.",
      example: "\"15 min\"", written: .always)
  }

  /// That object, `true` or `false`.
  static let reservationCodec = Codec<Reservation?>.object(
    reservation, or: .false, allowsTrue: true,
    mismatch: "must be true, false or an object, for example { expires: \"15 min\" }")

  /// `reconcile: { every: "1 h", passes: 2 }`.
  static let reconciliation = ObjectSchema("'reconcile'", initial: Reconciler()) {
    Key(
      "every", \.every, .positiveDuration, "The time from one pass to the next.",
      example: "\"1 h\"", written: .always, isRequired: true)
    Key(
      "passes", \.passes, .count(1...1_000), "The number of passes that look at a write.",
      example: "2", written: .always)
    Key(
      "sees", \.sees, .probability,
      "The chance, for each pass, that it sees what is wrong with a write.", example: "\"99%\"",
      written: .always)
    Key(
      "repairs", type: .list(.words(repairs.map(\.word)), 1...Int.max),
      "The anomalies that the job repairs. The word phantom stands for false rejections too: both are repaired by telling the "
        + "client.", example: "[\"phantom\", \"lost\"]", written: .always
    ) { reader, member, reconciliation in
      reader.repairs(member.value, of: &reconciliation)
    } write: { reconciliation, _ in
      .list(
        repairs.filter { reconciliation[keyPath: $0.meaning] }.map { .quoted($0.word) })
    }
  }

  /// The words of `repairs`: the anomalies that a job finds and mends.
  static let repairs: [(word: String, meaning: Path<Reconciler, Bool>)] = [
    ("phantom", \.repairsPhantoms), ("lost", \.repairsLost), ("duplicate", \.repairsDuplicates),
  ]

  private static let reconciliationCodec = Codec<Reconciler?>(
    .either([.duration, .words(["none"]), .object(reconciliation.description)])
  ) { reader, member, _ in
    var job = reconciliation.initial
    guard case .object = member.value.value else {
      guard
        let every = reader.parsed(
          member, alternative: ", or an object, for example { every: \"1 h\" }",
          Quantity.positiveDelayOrNone)
      else { return nil }
      guard let every else { return .some(nil) }
      job.every = every
      return job
    }
    return reader.read(member.value, reconciliation, into: &job) == nil ? nil : job
  } write: { job, form in
    job.map { reconciliation.text(of: $0, form) } ?? .quoted("none")
  }
}

extension ModelReader {
  /// The method that a strategy's requests have; `nil` if it is wrong, which was reported.
  mutating func method(_ member: Member) -> String? {
    parsed(member) { value throws(QuantityError) in
      try Choice.oneOf(ModelSchema.methods.map { ($0, $0) }, value)
    }
  }

  /// The meanings of statuses; `nil` if there is none, or if it is wrong, which was reported.
  fileprivate mutating func meanings(_ member: Member) -> StatusMeanings?? {
    guard case .object(let members) = member.value.value else {
      reportMismatch(
        "takes", "must be an object, for example { \"409\": \"rejected\" }", member.value)
      return nil
    }
    var takes = StatusMeanings()
    for member in members {
      guard let status = Status(modelValue: .string(member.key)) else {
        report(
          "'takes' names error statuses from \"400\" to \"599\", not '\(member.key)'",
          at: member.keyRange)
        continue
      }
      takes[status] = parsed(member) { value throws(QuantityError) in
        try Choice.oneOf(ModelSchema.meanings, value)
      }
    }
    return .some(takes == StatusMeanings() ? nil : takes)
  }

  /// A length of time alone, or with its announcement to the server.
  fileprivate mutating func deadline(_ member: Member, of client: inout Client) {
    if case .object = member.value.value {
      read(member.value, ModelSchema.deadline, into: &client)
    } else if let deadline = parsed(
      member, alternative: ", or an object, for example { after: \"2 s\" }",
      Quantity.positiveDelayOrNone
    ) {
      client.deadline = deadline
    }
  }

  fileprivate mutating func repairs(_ node: Node, of reconciliation: inout Reconciler) {
    guard case .array(let nodes) = node.value, !nodes.isEmpty else {
      reportMismatch(
        "repairs", "must be a list, for example [\"phantom\", \"lost\", \"duplicate\"]", node)
      return
    }
    for (_, repair) in ModelSchema.repairs { reconciliation[keyPath: repair] = false }
    for node in nodes {
      do throws(QuantityError) {
        let repair = try Choice.oneOf(ModelSchema.repairs, node.value)
        reconciliation[keyPath: repair] = true
      } catch {
        reportMismatch("repairs", "each " + error.requirement, node)
      }
    }
  }

  /// Reads a reservation, which the rest of the scenario may contradict.
  fileprivate mutating func reserveConfirm(_ member: Member, of scenario: inout Scenario) {
    guard let reservation = ModelSchema.reservationCodec.read(&self, member, nil),
      reservation != nil
    else { return }
    scenario.reservation = reservation
    if scenario.server.acknowledges == .beforeStore {
      report(
        "'reserveConfirm' cannot go with 'acknowledges: \"before-store\"': the answer names the "
          + "reservation, so it cannot come before there is one; override it here with "
          + "server: { acknowledges: \"after-store\" }",
        at: member.keyRange)
    }
    if scenario.clientChosenID != nil {
      report(
        "'reserveConfirm' cannot go with 'clientChosenId': a PUT to one id stores the same copy "
          + "again, which leaves nothing for a reservation to prevent; choose one",
        at: member.keyRange)
    }
  }
}
