import EndToEnd
import Simulation

/// Idempotency keys.
///
/// A key protects only as far as the server remembers it. So the keys of this object say when it
/// is recorded, for how long, what is answered from it, and what happens to a request that comes
/// while it is in use.
extension ModelSchema {
  /// `key: { recorded: "with-data", window: "24 h" }`.
  static let key = ObjectSchema(
    "'key'",
    remedies: [
      "ttl": "say 'window'", "expires": "say 'window'",
      "replays": "say 'saves': \"success\", \"stored\" (which was \"original\"), \"all\" (a "
        + "failure before storing, too) or \"success-only\"",
    ],
    initial: IdempotencyKey()
  ) {
    Key(
      "protocol", type: .name(.protocols),
      "The protocol of a real service ('disagree presets --protections' lists them); other keys change parts of it.",
      example: "\"stripe-v1\"", default: "absent"
    ) { reader, member, key in
      key = reader.protection(member.value) ?? key
    } write: { _, _ in
      nil
    }
    Key(
      "recorded", \.recorded, .words(recordings),
      "The moment at which the server records the key: in one transaction with the data, in a write of its own before or after, or as work in progress that is completed after the data.",
      example: "\"before-data\"", written: .always)
    Key(
      "failsBetween", \.failsBetween, .probability,
      "The chance that the server crashes between the writes of the key and of the data.",
      example: "\"0.5%\"", written: .always)
    Key(
      "forgets", \.forgets, .probability,
      "The chance, for each request, that the server does not find a key that it recorded.",
      example: "\"0.1%\"", written: .always)
    Key(
      "window", \.window, .durationOrNone, "The time that a recorded key is kept.",
      example: "\"24 h\"", written: .always)
    Key(
      "lease", \.lease, .durationOrNone,
      "The time for which a record in progress keeps others from the work; none is for ever.",
      example: "\"30 s\"", written: .ifNotDefault)
    Key(
      "renews", \.renews, renewal,
      "The time after which the lease is renewed, again and again while the work goes on.",
      example: "\"5 s\"", written: .ifNotDefault)
    Key(
      "saves", \.saves, .words(saved),
      "The answers that are saved and given again: successes (also of a request that failed after storing), failures after storing too, all failures too, or successes with nothing known of a request that failed.",
      example: "\"stored\"", written: .always)
    Key(
      "inFlight", \.inFlight, .words(inFlight),
      "The treatment of a request whose key is in use: it waits and is answered when that one is done, is answered 409, or runs as well.",
      example: "\"conflict\"", written: .always)
    Key(
      "scope", \.scope, .words([("operation", .operation), ("intention", .intention)]),
      "The scope of a key: one press of the button, or all presses of a user for one intention.",
      example: "\"intention\"", written: .ifNotDefault)
  }

  /// The words of `recorded`: when the key becomes durable, relative to the data.
  ///
  /// `with-data` is the only one without a moment in which a crash separates the key from the
  /// data.
  static let recordings: [(word: String, meaning: IdempotencyKey.Recording)] = [
    ("with-data", .withData), ("before-data", .beforeData), ("after-data", .afterData),
    ("in-progress", .inProgress),
  ]
  /// The words of `saves`: the answers that a known key gives again.
  static let saved: [(word: String, meaning: IdempotencyKey.Saves)] = [
    ("success", .success), ("stored", .stored), ("all", .all), ("success-only", .successOnly),
  ]
  /// The words of `inFlight`: the fate of a request whose key is being worked on.
  static let inFlight: [(word: String, meaning: IdempotencyKey.InFlight)] = [
    ("wait", .wait), ("conflict", .conflict), ("race", .race),
  ]

  /// A length of time, which may say "every".
  ///
  /// The word "every" is for readers: `renews: "every 5 s"`.
  private static let renewal = Codec<Delay?>(
    .either([.duration, .words(["none"])])
  ) { value throws(QuantityError) in
    if case .string(let text) = value, text.hasPrefix("every ") {
      return try Quantity.positiveDelay(.string(String(text.dropFirst("every ".count))))
    }
    return try Quantity.positiveDelayOrNone(value)
  } write: {
    .of($0)
  }

  /// That object, the name of a protocol of a service, or `false`.
  static let keyCodec = Codec<IdempotencyKey?>(
    .either([.object(key.description), .name(.protocols), .literal("false")])
  ) { reader, member, _ in
    if case .boolean(false) = member.value.value { return .some(nil) }
    if case .string = member.value.value {
      return reader.protection(member.value).map { .some($0) }
    }
    /// The rules so far, at their defaults.
    var rules = key.initial
    guard let fields = reader.read(member.value, key, into: &rules) else { return nil }
    if rules.recorded == .withData, rules.failsBetween != .never,
      /// The member that says something about a moment that this key does not have.
      let member = fields["failsBetween"]
    {
      reader.report(
        "'failsBetween' has no meaning for a key recorded with the data: one transaction has no "
          + "between; remove it, or record \"before-data\" or \"after-data\"",
        at: member.keyRange)
    }
    reader.checkLease(of: rules, fields)
    return rules
  } write: { rules, form in
    rules.map { key.text(of: $0, form) } ?? .of(false)
  }
}

extension ModelReader {
  /// Looks for leases that nothing has, and renewals that come too late.
  fileprivate mutating func checkLease(of key: IdempotencyKey, _ fields: Fields) {
    if key.recorded != .inProgress {
      for name in ["lease", "renews"] {
        guard let member = fields[name] else { continue }
        if case .string("none") = member.value.value { continue }
        report(
          "'\(name)' is about a record in progress, and this key has none; remove it, or say "
            + "recorded: \"in-progress\"", at: member.keyRange)
      }
      return
    }
    guard let renews = key.renews, let member = fields["renews"] ?? fields["lease"] else { return }
    guard let lease = key.lease else {
      report(
        "'renews' renews a lease, and this record has none: it stays in progress for ever; add one, "
          + "for example lease: \"30 s\"", at: member.keyRange)
      return
    }
    if renews > lease {
      report(
        "'renews' must not be longer than 'lease', \(Quantity.text(of: lease)): a lease that has "
          + "ended is not renewed", at: member.keyRange)
    }
  }

  /// The key of a protocol that has a name; `nil` if no model can have it, which was reported.
  fileprivate mutating func protection(_ node: Node) -> IdempotencyKey? {
    guard case .string(let name) = node.value else {
      reportMismatch(
        "protocol",
        "must be a name in quotes, for example \"\(Protection.all.first?.name ?? "…")\"",
        node)
      return nil
    }
    guard let protection = Protection.named(name) else {
      let names = Protection.all.map { ($0.name, $0.title) }
      let remedy =
        SpellingSuggestion.question(for: name, amongNames: names, quote: "\"")
        ?? "'disagree presets --protections' lists them"
      report("there is no idempotency protocol of this name; \(remedy)", at: node.range)
      return nil
    }
    guard let key = protection.key else {
      report(
        "no model can use this protocol: \(protection.unusable ?? "it is not known why"); "
          + "'disagree presets \(name)' says more",
        at: node.range)
      return nil
    }
    return key
  }
}
