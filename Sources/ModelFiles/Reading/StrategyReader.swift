import EndToEnd
import Simulation

/// A strategy from the model's sections, its preset, and what it says itself.
///
/// The order is fixed: the model's sections, then the preset, then the strategy's own keys. The
/// last word wins, so a strategy may change a part of its preset.
extension ModelReader {
  /// Reads one strategy on the base of what all strategies share; `nil` if it has errors.
  mutating func strategy(_ member: Member, base: Fields, hasEventLimit: Bool) -> Strategy? {
    if member.key.isEmpty || !Choice.isLine(member.key) {
      report(
        "a strategy's name must be one line of 1 to 200 characters without control characters",
        at: member.keyRange)
    }
    let fields = fields(of: member.value, ModelSchema.strategy.description)
    var draft = ScenarioDraft()
    // The model's gateways may have presets too, and do with this method what those do.
    if let method = fields?["method"] { draft.method = self.method(method) ?? draft.method }
    draft.mentionsConnections = mentionsConnections(base.node) || mentionsConnections(member.value)
    read(ModelSchema.sections, of: base, into: &draft)
    guard let fields else { return nil }
    draft.fields = fields
    let preset = preset(of: fields)
    if let preset { begin(preset, Sections(fields, base), fields, &draft.scenario) }
    read(ModelSchema.sections, of: fields, into: &draft)
    draft.scenario = finish(draft)
    if let preset {
      draft.scenario.client.deadline = preset.deadline
      apply(preset, of: draft, fields: fields, to: &draft.scenario.client.retry)
      draft.scenario.client.budget = preset.budget
      draft.scenario.client.circuitBreaker = preset.breaker
    }
    read(ModelSchema.rules, of: fields, into: &draft)
    if fields["hedge"] == nil, let hedge = preset?.hedge, let member = fields["preset"] {
      apply(hedge, at: member, fields, to: &draft.scenario.client)
    }
    var scenario = draft.scenario
    settleConnections(of: &scenario)
    check(scenario, member, fields, Sections(fields, base))
    if scenario.client.retry.attempts == nil, scenario.client.deadline == nil, !hasEventLimit {
      report(
        "unbounded attempts need a 'deadline' here, or 'limits: { events: 100000 }' in the model",
        at: (fields["attempts"] ?? fields["preset"])?.value.range ?? member.keyRange)
    }
    warn(about: scenario, of: member, Sections(fields, base))
    return Strategy(name: member.key, scenario: scenario)
  }

  /// Looks for parts of a scenario that contradict each other.
  ///
  /// - Parameter sections: the places of the settings, in the strategy or in the model around it.
  private mutating func check(
    _ scenario: Scenario, _ member: Member, _ fields: Fields, _ sections: Sections
  ) {
    if scenario.server.capacity != nil, scenario.clients == nil {
      report(
        "'capacity' limits how many writes are served at once, and this model has one at a "
          + "time; add 'clients', for example clients: { count: 100, arrivals: { poisson: \"50/s\" } }",
        at: sections["server", "capacity"]?.keyRange ?? member.keyRange)
    }
    if scenario.key?.scope == .intention, scenario.person == nil {
      report(
        "a key of scope \"intention\" is what several presses of a person share, and there is no "
          + "'person' here; add one, for example person: { resubmits: \"45%\", after: \"20 s\" }",
        at: fields["key"]?.value.range ?? member.keyRange)
    }
    checkUniqueness(of: scenario, member, fields)
    checkDowntimes(of: scenario) { key in
      sections["server", key]?.keyRange ?? member.keyRange
    }
  }

  /// A second write replaces the first, is refused, or is a reservation of its own.
  private mutating func checkUniqueness(
    of scenario: Scenario, _ member: Member, _ fields: Fields
  ) {
    let range = (fields["unique"] ?? fields["clientChosenId"])?.keyRange ?? member.keyRange
    if let id = scenario.clientChosenID, id.create, id.ifMatch {
      report(
        "'create' refuses any data that is there, and 'ifMatch' replaces one version of it; choose one",
        at: fields["clientChosenId"]?.value.range ?? range)
    }
    guard scenario.server.isUnique else { return }
    if scenario.clientChosenID != nil {
      report(
        "'unique' refuses the second write, and 'clientChosenId' lets it replace the first; choose "
          + "one, or say clientChosenId: { create: true }", at: range)
    }
    if scenario.reservation != nil {
      report(
        "'unique' cannot go with 'reserveConfirm': every reserve makes a reservation of its own; "
          + "choose one", at: range)
    }
  }

  /// One operation by itself meets an outage by chance, and many meet the same one.
  ///
  /// - Parameter range: returns the place of a setting of the server.
  private mutating func checkDowntimes(of scenario: Scenario, at range: (String) -> SourceRange) {
    let server = scenario.server
    let instead = "say when it is down: server: { outages: [{ from: \"20 s\", lasts: \"10 s\" }] }"
    guard let clients = scenario.clients else {
      if !server.outages.isEmpty {
        report(
          "'outages' are times of a run with many writes, and this model has one at a time; "
            + "add 'clients', or say how often one meets an outage: "
            + "server: { outage: { chance: \"1%\", lasts: \"10 s\" } }", at: range("outages"))
      }
      if !server.slowdowns.isEmpty {
        report(
          "'slowdowns' are times of a run with many writes, and this model has one at a time; "
            + "add 'clients', or say how often one meets a slow period: "
            + "server: { slow: { chance: \"1%\", lasts: \"10 s\", factor: 10 } }",
          at: range("slowdowns"))
      }
      return
    }
    if server.outage != nil {
      report(
        "'outage' is the chance that one write by itself meets an outage, and with 'clients' "
          + "they meet the same ones; " + instead, at: range("outage"))
    }
    if server.restarts != nil {
      report(
        "'restarts' are met by one write by itself, and with 'clients' a restart would strike "
          + "all that are served; " + instead, at: range("restarts"))
    }
    if server.slow != nil {
      report(
        "'slow' is the chance that one write by itself meets a slow period, and with 'clients' "
          + "they meet the same ones; say when it is slow: "
          + "server: { slowdowns: [{ from: \"20 s\", lasts: \"10 s\", factor: 10 }] }",
        at: range("slow"))
    }
    if let last = server.slowdowns.last, last.from >= clients.lasts {
      report(
        "a slowdown begins at \(Quantity.text(of: last.from)), and no write begins after "
          + "\(Quantity.text(of: clients.lasts)); let it begin earlier, or lengthen 'lasts' of "
          + "'clients'", at: range("slowdowns"))
    }
    if let last = server.outages.last, last.from >= clients.lasts {
      report(
        "an outage begins at \(Quantity.text(of: last.from)), and no write begins after "
          + "\(Quantity.text(of: clients.lasts)); let it begin earlier, or lengthen 'lasts' of "
          + "'clients'", at: range("outages"))
    }
  }
}
