import EndToEnd
import Simulation

/// How the reader takes in when a server is down.
extension ModelReader {
  /// What a strategy does not mention stays as the model has it.
  mutating func apply(downtimesOf fields: Fields, to server: inout Server) {
    if let member = fields["outage"] { apply(outage: member, to: &server) }
    if let member = fields["restarts"] { apply(restarts: member, to: &server) }
    if let member = fields["outages"] { server.outages = outages(member.value) ?? [] }
  }

  private mutating func apply(outage member: Member, to server: inout Server) {
    if case .string("none") = member.value.value {
      server.outage = nil
      return
    }
    let isFirst = server.outage == nil
    guard let fields = downtime(member, Section.outage, isFirst: isFirst) else { return }
    var outage = server.outage ?? Outage()
    read("chance", of: fields, into: &outage.chance, Quantity.probability)
    if let member = fields["lasts"] { length(member, into: &outage.lasts) }
    answers(of: fields, into: &outage.answers)
    server.outage = outage
  }

  private mutating func apply(restarts member: Member, to server: inout Server) {
    if case .string("none") = member.value.value {
      server.restarts = nil
      return
    }
    let isFirst = server.restarts == nil
    guard let fields = downtime(member, Section.restarts, isFirst: isFirst) else { return }
    var restarts = server.restarts ?? ServerRestarts()
    read("chance", of: fields, into: &restarts.chance, Quantity.probability)
    read("stores", of: fields, into: &restarts.stores, Quantity.probability)
    if let member = fields["lasts"] { length(member, into: &restarts.lasts) }
    answers(of: fields, into: &restarts.answers)
    read("forgetsKeys", of: fields, into: &restarts.forgetsKeys, Choice.isTrue)
    server.restarts = restarts
  }

  /// The members of an object that says how often and how long; both must be said once.
  private mutating func downtime(
    _ member: Member, _ section: Section, isFirst: Bool
  ) -> Fields? {
    guard case .object = member.value.value else {
      reportMismatch(
        member.key,
        "must be an object such as { chance: \"1%\", lasts: \"10 s\" }, or \"none\"", member.value)
      return nil
    }
    guard let fields = fields(of: member.value, section) else { return nil }
    for (key, example) in [("chance", "\"1%\""), ("lasts", "\"10 s\"")]
    where isFirst && fields[key] == nil {
      report("'\(key)' is missing here, such as \(key): \(example)", at: member.value.range)
    }
    return fields
  }

  /// A distribution of lengths that are not all zero.
  private mutating func length(_ member: Member, into latency: inout Latency) {
    self.latency(member, into: &latency)
    switch latency {
    case .constant(.zero), .uniform(_, to: .zero):
      reportMismatch(member.key, "must be longer than 0 s", member.value)
    default:
      break
    }
  }

  private mutating func answers(of fields: Fields, into answers: inout Status?) {
    guard let member = fields["answers"] else { return }
    if case .string("nothing") = member.value.value {
      answers = nil
    } else if let status = status(member.value.value) {
      answers = status
    } else {
      reportMismatch(
        "answers", "must be \"nothing\" or an error status from \"400\" to \"599\"", member.value)
    }
  }

  private mutating func outages(_ node: Node) -> [PlannedOutage]? {
    let example = "{ from: \"20 s\", lasts: \"10 s\" }"
    guard case .array(let nodes) = node.value, nodes.count <= 1_000 else {
      reportMismatch("outages", "must be a list of at most 1000, such as [\(example)]", node)
      return nil
    }
    var outages: [PlannedOutage] = []
    for node in nodes {
      guard let fields = fields(of: node, Section.plannedOutage) else { return nil }
      for key in ["from", "lasts"] where fields[key] == nil {
        report("'\(key)' is missing here, such as \(example)", at: node.range)
      }
      var outage = PlannedOutage(from: .zero, lasts: .seconds(1))
      read("from", of: fields, into: &outage.from, Quantity.delay)
      read("lasts", of: fields, into: &outage.lasts, Duration.positive)
      answers(of: fields, into: &outage.answers)
      if let last = outages.last, outage.from < last.end {
        report(
          "this outage must not begin before the one before it has ended, at "
            + "\(Quantity.text(of: last.end)); put them in order, or make one of them",
          at: fields["from"]?.value.range ?? node.range)
      }
      outages.append(outage)
    }
    return outages
  }

  /// One operation by itself meets an outage by chance, and many meet the same one.
  mutating func checkDowntimes(of scenario: Scenario, at range: SourceRange) {
    let server = scenario.server
    let instead = "say when it is down: server: { outages: [{ from: \"20 s\", lasts: \"10 s\" }] }"
    guard let clients = scenario.clients else {
      if !server.outages.isEmpty {
        report(
          "'outages' are times of a run with many operations, and this model has one at a time; "
            + "add 'clients', or say how often one meets an outage: "
            + "server: { outage: { chance: \"1%\", lasts: \"10 s\" } }", at: range)
      }
      return
    }
    if server.outage != nil {
      report(
        "'outage' is the chance that one operation by itself meets an outage, and with 'clients' "
          + "they meet the same ones; " + instead, at: range)
    }
    if server.restarts != nil {
      report(
        "'restarts' are met by one operation by itself, and with 'clients' a restart would strike "
          + "all that are served; " + instead, at: range)
    }
    if let last = server.outages.last, last.from >= clients.lasts {
      report(
        "an outage begins at \(Quantity.text(of: last.from)), and no operation begins after "
          + "\(Quantity.text(of: clients.lasts)); let it begin earlier, or lengthen 'lasts' of "
          + "'clients'", at: range)
    }
  }
}

extension Section {
  static let outage = Section(name: "'outage'", keys: ["chance", "lasts", "answers"])
  static let restarts = Section(
    name: "'restarts'", keys: ["chance", "stores", "lasts", "answers", "forgetsKeys"])
  static let plannedOutage = Section(
    name: "an outage", keys: ["from", "lasts", "answers"],
    example: "{ from: \"30 s\", lasts: \"10 s\" }",
    remedies: ["chance": "an outage of 'outages' is certain; leave the chance out"])
}
