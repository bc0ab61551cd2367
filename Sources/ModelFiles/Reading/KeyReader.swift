import EndToEnd
import Simulation

/// How the reader takes in idempotency keys.
extension ModelReader {
  /// The name of a protocol, or what a key does, or both.
  mutating func key(_ node: Node) -> IdempotencyKey? {
    if case .boolean(false) = node.value { return nil }
    if case .string = node.value { return protection(node) }
    guard let fields = fields(of: node, Section.key) else { return nil }
    var key = IdempotencyKey()
    if let member = fields["protocol"] {
      guard let named = protection(member.value) else { return nil }
      key = named
    }
    read("recorded", of: fields, into: &key.recorded) { value throws(QuantityProblem) in
      try Choice.oneOf(EnumNames.recordings, value)
    }
    read("failsBetween", of: fields, into: &key.failsBetween, Quantity.probability)
    read("forgets", of: fields, into: &key.forgets, Quantity.probability)
    read("window", of: fields, into: &key.window, Duration.positiveOrNone)
    read("replays", of: fields, into: &key.replays) { value throws(QuantityProblem) in
      try Choice.oneOf(EnumNames.replays, value)
    }
    read("inFlight", of: fields, into: &key.inFlight) { value throws(QuantityProblem) in
      try Choice.oneOf(EnumNames.inFlight, value)
    }
    read("scope", of: fields, into: &key.scope) { value throws(QuantityProblem) in
      try Choice.oneOf(EnumNames.scopes, value)
    }
    if key.recorded == .withData, key.failsBetween != .never, let member = fields["failsBetween"] {
      report(
        "'failsBetween' has no meaning for a key recorded with the data: one transaction has no "
          + "between; remove it, or record \"before-data\" or \"after-data\"",
        at: member.keyRange)
    }
    return key
  }

  /// The key of a protocol that has a name.
  private mutating func protection(_ node: Node) -> IdempotencyKey? {
    guard case .string(let name) = node.value else {
      reportMismatch(
        "protocol", "must be a name in quotes, such as \"\(Protection.all[0].name)\"", node)
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
