import EndToEnd
import Simulation
import Text

/// Turns the tree of a file into a model, and notes everything that is wrong on the way.
///
/// A parameter whose value is wrong keeps its default, so that the rest is looked at as well.
struct ModelReader {
  /// The text of the file, for excerpts.
  let source: SourceText
  /// The bounds on what a file may hold.
  let limits: ModelFile.Limits
  var diagnostics: Diagnostics
  /// The settings that do nothing, or may not do what is meant.
  var warnings = Diagnostics()

  /// - Returns: `nil` if no model can be made of it; then at least one error was reported.
  mutating func model(_ root: Node) -> Model? {
    guard let fields = fields(of: root, ModelSchema.model) else { return nil }
    var draft = ModelSchema.ModelDraft()
    draft.title = source.modelName
    read(ModelSchema.top.keys, of: fields, into: &draft)
    let events = limits.events ?? draft.limits.events
    let strategies = strategies(of: fields, hasEventLimit: events != nil)
    if let costs = draft.costs, costs.support != 0,
      !strategies.contains(where: { $0.scenario.person != nil })
    {
      report(
        "'support' is the price of a person's call to support, and no strategy has a 'person'; add "
          + "one, or remove the price",
        at: fields["costs"]?.keyRange)
    }
    checkFigures(of: draft, strategies, fields)
    guard !strategies.isEmpty else { return nil }
    let hasClients = strategies[0].scenario.clients != nil
    if let odd = strategies.first(where: { ($0.scenario.clients != nil) != hasClients }) {
      report(
        "'\(odd.name)' and '\(strategies[0].name)' cannot be compared: one has many clients and one "
          + "has not; put 'clients' at the top of the model",
        at: fields["strategies"]?.keyRange)
    }
    var model = Model(
      name: source.modelName, title: draft.title, strategies: strategies, costs: draft.costs,
      never: draft.never, eventLimit: events ?? (hasClients ? 1_000_000_000 : 1_000_000))
    model.atMost = draft.atMost
    model.expectations = draft.expectations
    return model
  }

  /// The strategies in the order of the file.
  ///
  /// Each is read on the base of the model's sections, which are read again for each strategy: a
  /// section may depend on the strategy's method or on its preset.
  private mutating func strategies(of fields: Fields, hasEventLimit: Bool) -> [Strategy] {
    guard let member = fields["strategies"] else {
      // Even without strategies, what is wrong with the sections should be known.
      var draft = ScenarioDraft()
      read(ModelSchema.sections, of: fields, into: &draft)
      if diagnostics.isTextCutShort { return [] }
      report(
        "a model needs 'strategies', for example strategies: { none: { attempts: 1 } }",
        at: fields.node.range)
      return []
    }
    guard case .object(let members) = member.value.value else {
      reportMismatch(
        "strategies",
        "must be an object of named strategies, for example { none: { attempts: 1 } }",
        member.value)
      return []
    }
    if members.isEmpty {
      report(
        "'strategies' needs at least one strategy, for example none: { attempts: 1 }",
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
}

extension SourceText {
  /// The file's name without folder and extension.
  fileprivate var modelName: String {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    var stem = file
    if let dot = file.lastIndex(of: "."), dot != file.startIndex { stem = String(file[..<dot]) }
    // It is the title of a model without one, so that it has to be one line that can be read again.
    var visible = SanitizedText.visible(stem)
    while !Choice.isLine(visible) { visible.unicodeScalars.removeLast() }
    return visible
  }
}
