import EndToEnd
import Simulation

/// How the reader takes in many clients and when their operations begin.
extension ModelReader {
  /// What a strategy does not mention stays as the model has it.
  mutating func apply(clients node: Node, to scenario: inout Scenario) {
    guard let fields = fields(of: node, Section.clients) else { return }
    var clients = scenario.clients ?? Clients(count: 1, arrivals: .poisson(Rate(perSecond: 1)))
    let isFirst = scenario.clients == nil
    read("count", of: fields, into: &clients.count) { value throws(QuantityProblem) in
      UInt32(try Quantity.count(value, in: 1...UInt64(Clients.most)))
    }
    if let member = fields["arrivals"] {
      if let arrivals = arrivals(member.value) { clients.arrivals = arrivals }
    } else if isFirst {
      report(
        "'arrivals' is missing here, such as arrivals: { poisson: \"100/s\" }", at: node.range)
    }
    read("lasts", of: fields, into: &clients.lasts, Duration.positive)
    read("warmsUp", of: fields, into: &clients.warmsUp, Quantity.delay)
    if clients.warmsUp >= clients.lasts {
      report(
        "'warmsUp' must end before operations cease to begin, after "
          + "\(Quantity.text(of: clients.lasts)); shorten it, or lengthen 'lasts'",
        at: (fields["warmsUp"] ?? fields["lasts"])?.value.range ?? node.range)
    }
    check(clients, at: (fields["arrivals"] ?? fields["lasts"])?.value.range ?? node.range)
    scenario.clients = clients
  }

  /// A run that cannot end well is refused before it begins.
  private mutating func check(_ clients: Clients, at range: SourceRange) {
    guard let expected = clients.expectedOperations else { return }
    if expected > Double(Fleet.mostOperations) * 0.9 {
      report(
        "some \(JSON5Writer.plain(expected.rounded())) operations would begin, and a run has room for "
          + "\(Fleet.mostOperations); lower the rate, or let it last less long and make more runs",
        at: range)
    }
  }

  private mutating func arrivals(_ node: Node) -> Clients.Arrivals? {
    if case .string("together") = node.value { return .together }
    guard case .object = node.value else {
      reportMismatch(
        "arrivals", "must be an object such as { poisson: \"100/s\" }, or \"together\"", node)
      return nil
    }
    guard let fields = fields(of: node, Section.arrivals) else { return nil }
    let kinds = Section.arrivals.keys.compactMap { fields[$0] }
    guard kinds.count == 1 else {
      report(
        "'arrivals' needs one of poisson, constant, profile and closed, such as "
          + "{ poisson: \"100/s\" }; \"together\" is a herd that begins at once",
        at: kinds.count > 1 ? kinds[1].keyRange : node.range)
      return nil
    }
    let member = kinds[0]
    switch member.key {
    case "poisson": return rate(member.key, member.value).map { .poisson($0) }
    case "constant": return rate(member.key, member.value).map { .constant($0) }
    case "profile": return profile(member.value).map { .profile($0) }
    default: return closed(member.value)
    }
  }

  private mutating func rate(_ key: String, _ node: Node) -> Rate? {
    do {
      return try Quantity.rate(node.value)
    } catch {
      reportMismatch(key, error.requirement, node)
      return nil
    }
  }

  private mutating func profile(_ node: Node) -> [Clients.Phase]? {
    guard case .array(let nodes) = node.value, (1...1_000).contains(nodes.count) else {
      reportMismatch(
        "profile",
        "must be a list of 1 to 1000 phases, such as [{ from: \"0 s\", rate: \"50/s\" }]", node)
      return nil
    }
    var phases: [Clients.Phase] = []
    for (index, node) in nodes.enumerated() {
      guard let fields = fields(of: node, Section.phase) else { return nil }
      var from: Delay?
      read("from", of: fields, into: &from) { value throws(QuantityProblem) in
        try Quantity.delay(value)
      }
      guard let member = fields["rate"] else {
        report("'rate' is missing here, such as rate: \"50/s\"", at: node.range)
        continue
      }
      guard let rate = rate("rate", member.value) else { continue }
      let start = from ?? .zero
      if index == 0 && start > .zero {
        report(
          "the first phase must begin at \"0 s\"; its rate may be \"0/s\"", at: node.range)
      }
      if let last = phases.last, start <= last.from {
        report(
          "this phase must begin after the one before it, later than "
            + "\(Quantity.text(of: last.from))", at: fields["from"]?.value.range ?? node.range)
      }
      phases.append(Clients.Phase(from: start, rate: rate))
    }
    return phases.count == nodes.count ? phases : nil
  }

  private mutating func closed(_ node: Node) -> Clients.Arrivals? {
    guard let fields = fields(of: node, Section.closedLoop) else { return nil }
    guard let member = fields["thinkTime"] else {
      report(
        "'thinkTime' is missing here, such as thinkTime: { exponential: \"5 s\" }", at: node.range)
      return nil
    }
    var thinkTime = Latency.none
    latency(member, into: &thinkTime)
    return .closed(thinkTime: thinkTime)
  }
}

extension Clients {
  /// How many operations can be expected to begin; `nil` if the clients' own pace decides.
  fileprivate var expectedOperations: Double? {
    func operations(_ rate: Rate, _ from: Delay, _ to: Delay) -> Double {
      rate.perSecond * Double(max(to.nanoseconds - from.nanoseconds, 0)) * 1e-9
    }
    switch arrivals {
    case .poisson(let rate), .constant(let rate):
      return operations(rate, .zero, lasts)
    case .profile(let phases):
      var sum = 0.0
      for (index, phase) in phases.enumerated() {
        let end = index + 1 < phases.count ? phases[index + 1].from : lasts
        sum += operations(phase.rate, phase.from, min(end, lasts))
      }
      return sum
    case .together:
      return Double(count)
    case .closed:
      return nil
    }
  }
}
