import EndToEnd
import Simulation

/// Turns the tree of a file into a model, and writes down everything that is wrong on the way.
///
/// What is wrong is left at its default, so that the rest can be looked at too.
struct ModelReader {
  let source: SourceText
  let limits: ModelFile.Limits
  var diagnostics: Diagnostics

  /// - Returns: `nil` if no model can be made of it; then at least one error was reported.
  mutating func model(_ root: Node) -> Model? {
    guard let fields = fields(of: root, Section.model) else { return nil }
    if let member = fields["format"] { checkFormat(member) }

    var title = source.modelName
    read("title", of: fields, into: &title) { value throws(QuantityProblem) in
      try Choice.line(value)
    }
    var events: UInt64?
    if let member = fields["limits"], let limits = self.fields(of: member.value, Section.limits) {
      read("events", of: limits, into: &events) { value throws(QuantityProblem) in
        try Quantity.count(value, in: 1...1_000_000_000_000)
      }
    }
    events = limits.events ?? events

    let strategies = strategies(of: fields, hasEventLimit: events != nil)
    let costs = fields["costs"].flatMap { self.costs($0.value) }
    if let costs, costs.support != 0, !strategies.contains(where: { $0.scenario.person != nil }) {
      report(
        "'support' is the price of a person's call to support, and no strategy has a 'person'; add "
          + "one, or remove the price",
        at: fields["costs"]?.keyRange)
    }
    let never = fields["never"].map { outcomeClasses($0) } ?? []
    guard !strategies.isEmpty else { return nil }
    let hasClients = strategies[0].scenario.clients != nil
    if let odd = strategies.first(where: { ($0.scenario.clients != nil) != hasClients }) {
      report(
        "'\(odd.name)' and '\(strategies[0].name)' cannot be compared: one has many clients and one "
          + "has not; put 'clients' at the top of the model",
        at: fields["strategies"]?.keyRange)
    }
    return Model(
      name: source.modelName, title: title, strategies: strategies, costs: costs, never: never,
      eventLimit: events ?? (hasClients ? 1_000_000_000 : 1_000_000))
  }

  private mutating func checkFormat(_ member: Member) {
    if case .number(let number) = member.value.value, number.value == 1 { return }
    report(
      "'format' must be 1, the only format that this version reads", at: member.value.range)
  }

  private mutating func strategies(of fields: Fields, hasEventLimit: Bool) -> [Strategy] {
    guard let member = fields["strategies"] else {
      // Even without strategies, what is wrong with the sections should be known.
      var draft = ScenarioDraft()
      apply(sectionsOf: fields, to: &draft)
      if diagnostics.isTextCutShort { return [] }
      report(
        "a model needs 'strategies', such as strategies: { none: { attempts: 1 } }",
        at: fields.node.range)
      return []
    }
    guard case .object(let members) = member.value.value else {
      reportMismatch(
        "strategies", "must be an object of named strategies, such as { none: { attempts: 1 } }",
        member.value)
      return []
    }
    if members.isEmpty {
      report(
        "'strategies' needs at least one strategy, such as none: { attempts: 1 }",
        at: member.value.range)
    }
    if members.count > limits.strategies {
      report(
        "a model may have \(limits.strategies) strategies, not \(members.count); "
          + "--limit-strategies allows more", at: member.keyRange)
      return []
    }
    return members.compactMap {
      strategy($0, base: fields, hasEventLimit: hasEventLimit)
    }
  }

  private mutating func costs(_ node: Node) -> Costs? {
    let names = OutcomeClass.allCases.map(\.rawValue) + ["attempt", "support"]
    guard
      let fields = fields(
        of: node,
        Section(name: "'costs'", keys: names, example: "{ duplicate: 60, attempt: 0.001 }"))
    else { return nil }
    var costs = Costs()
    func amount(_ value: Value) throws(QuantityProblem) -> Double {
      // Beyond this, sums over many operations could leave the range of a double.
      try Quantity.number(value, in: -1e15...1e15, what: "an amount")
    }
    for outcomeClass in OutcomeClass.allCases {
      var price = 0.0
      read(outcomeClass.rawValue, of: fields, into: &price, amount)
      costs.classes[outcomeClass] = price
    }
    read("attempt", of: fields, into: &costs.attempt, amount)
    read("support", of: fields, into: &costs.support, amount)
    return costs
  }

  private mutating func outcomeClasses(_ member: Member) -> [OutcomeClass] {
    let options = OutcomeClass.allCases.map { ($0.rawValue, $0) }
    guard case .array(let nodes) = member.value.value else {
      reportMismatch("never", "must be a list, such as [\"lost\"]", member.value)
      return []
    }
    var classes: [OutcomeClass] = []
    for node in nodes {
      do {
        let outcomeClass = try Choice.oneOf(options, node.value)
        if classes.contains(outcomeClass) {
          report("'never' lists this twice; remove one", at: node.range)
        }
        classes.append(outcomeClass)
      } catch {
        reportMismatch("never", "each " + error.requirement, node)
      }
    }
    return classes
  }
}

extension SourceText {
  /// The file's name without folder and extension.
  fileprivate var modelName: String {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}
