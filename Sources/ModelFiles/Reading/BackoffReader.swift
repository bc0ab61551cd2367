import EndToEnd
import Simulation

/// How the reader takes in a backoff.
extension ModelReader {
  mutating func backoff(_ member: Member, into backoff: inout Backoff) {
    if case .string("none") = member.value.value {
      backoff = .none
      return
    }
    guard case .object = member.value.value else {
      reportMismatch(
        "backoff", "must be \"none\" or an object such as { fixed: \"50 ms\" }", member.value)
      return
    }
    guard let fields = fields(of: member.value, Section.backoff) else { return }
    let growths = ["fixed", "linear", "exponential", "polynomial", "schedule"].compactMap {
      fields[$0]
    }
    guard growths.count == 1 else {
      report(
        "'backoff' needs one of fixed, linear, exponential, polynomial and schedule, such as "
          + "{ fixed: \"50 ms\" }",
        at: growths.count > 1 ? growths[1].keyRange : member.value.range)
      return
    }
    var jitter = Backoff.Jitter.none
    if let member = fields["jitter"] { self.jitter(member, into: &jitter) }
    if jitter == .decorrelated, growths[0].key != "exponential" {
      report("\"decorrelated\" jitter needs an exponential backoff", at: fields["jitter"]?.keyRange)
    }
    var least = Delay.zero
    read("least", of: fields, into: &least, Quantity.delay)
    if let growth = growth(growths[0], factor: jitter == .decorrelated ? 3 : 2) {
      backoff = Backoff(growth, jitter: jitter, least: least)
      read("capsJitter", of: fields, into: &backoff.capsJitter, Choice.isTrue)
    }
  }

  /// - Parameter factor: what an exponential backoff grows by if it does not say.
  private mutating func growth(_ member: Member, factor: Double) -> Backoff.Growth? {
    switch member.key {
    case "fixed":
      var delay = Delay.zero
      single(member, into: &delay)
      return .fixed(delay)
    case "linear":
      var base = Delay.zero
      var step: Delay?
      var cap = Delay.longest
      if case .object = member.value.value {
        let section = Section(name: "'linear'", keys: ["base", "step", "cap"])
        guard let fields = fields(of: member.value, section) else { return nil }
        require("base", of: fields, into: &base)
        read("step", of: fields, into: &step) { value throws(QuantityProblem) in
          try Quantity.delay(value)
        }
        read("cap", of: fields, into: &cap, Duration.orLongest)
      } else {
        single(member, into: &base)
      }
      return .linear(base: base, step: step ?? base, cap: cap)
    case "polynomial":
      return polynomial(member.value)
    case "schedule":
      return schedule(member.value)
    default:
      var base = Delay.zero
      var factor = factor
      var cap = Delay.longest
      if case .object = member.value.value {
        let section = Section(name: "'exponential'", keys: ["base", "factor", "cap"])
        guard let fields = fields(of: member.value, section) else { return nil }
        require("base", of: fields, into: &base)
        read("factor", of: fields, into: &factor) { value throws(QuantityProblem) in
          try Quantity.number(value, in: 1...1_000_000)
        }
        read("cap", of: fields, into: &cap, Duration.orLongest)
      } else {
        single(member, into: &base)
      }
      return .exponential(base: base, factor: factor, cap: cap)
    }
  }

  private mutating func polynomial(_ node: Node) -> Backoff.Growth? {
    let section = Section(
      name: "'polynomial'", keys: ["base", "step", "power", "cap"],
      example: "{ base: \"15 s\", step: \"1 s\", power: 4 }")
    guard let fields = fields(of: node, section) else { return nil }
    var base = Delay.zero
    var step: Delay?
    var power: UInt8 = 2
    var cap = Delay.longest
    require("base", of: fields, into: &base)
    read("step", of: fields, into: &step) { value throws(QuantityProblem) in
      try Quantity.delay(value)
    }
    read("power", of: fields, into: &power) { value throws(QuantityProblem) in
      UInt8(try Quantity.count(value, in: 1...16))
    }
    read("cap", of: fields, into: &cap, Duration.orLongest)
    return .polynomial(base: base, step: step ?? base, power: power, cap: cap)
  }

  private mutating func schedule(_ node: Node) -> Backoff.Growth? {
    guard case .array(let nodes) = node.value, (1...1_000).contains(nodes.count) else {
      reportMismatch(
        "schedule", "must be a list of 1 to 1000 waits, such as [\"5 s\", \"5 min\"]", node)
      return nil
    }
    var delays: [Delay] = []
    for node in nodes {
      do {
        delays.append(try Quantity.delay(node.value))
      } catch {
        reportMismatch("schedule", error.requirement, node)
        return nil
      }
    }
    return .schedule(delays)
  }

  /// A growth that is given by one length of time alone.
  private mutating func single(_ member: Member, into delay: inout Delay) {
    do {
      delay = try Quantity.delay(member.value.value)
    } catch {
      reportMismatch(member.key, error.requirement, member.value)
    }
  }

  private mutating func require(_ key: String, of fields: Fields, into delay: inout Delay) {
    if fields[key] == nil {
      report("'\(key)' is missing here, such as \(key): \"50 ms\"", at: fields.node.range)
    }
    read(key, of: fields, into: &delay, Quantity.delay)
  }

  private mutating func jitter(_ member: Member, into jitter: inout Backoff.Jitter) {
    guard case .object = member.value.value else {
      do {
        jitter = try Choice.oneOf(EnumNames.jitters, member.value.value)
      } catch {
        reportMismatch(
          "jitter", error.requirement + ", or { proportional: \"25%\" }", member.value)
      }
      return
    }
    let section = Section(name: "'jitter'", keys: ["proportional", "shortened", "additive"])
    guard let fields = fields(of: member.value, section) else { return }
    let kinds = section.keys.compactMap { fields[$0] }
    guard kinds.count == 1 else {
      report(
        "'jitter' needs one of proportional, shortened and additive, such as "
          + "{ proportional: \"25%\" }", at: member.value.range)
      return
    }
    if kinds[0].key == "additive" {
      additive(kinds[0], into: &jitter)
      return
    }
    var share = Probability.never
    read(kinds[0].key, of: fields, into: &share, Quantity.probability)
    jitter =
      kinds[0].key == "shortened" ? .shortened(share.value) : .proportional(share.value)
  }

  private mutating func additive(_ member: Member, into jitter: inout Backoff.Jitter) {
    var upTo = Delay.zero
    var step = Delay.zero
    if case .object = member.value.value {
      let section = Section(name: "'additive'", keys: ["upTo", "step"])
      guard let fields = fields(of: member.value, section) else { return }
      require("upTo", of: fields, into: &upTo)
      read("step", of: fields, into: &step, Quantity.delay)
    } else {
      single(member, into: &upTo)
    }
    jitter = .additive(upTo: upTo, step: step)
  }
}
