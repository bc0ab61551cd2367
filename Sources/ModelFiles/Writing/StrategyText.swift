import EndToEnd

/// One strategy as text: its sections and its rules.
struct StrategyText {
  /// The sections that could stand at the top of the model, always the same ones in the same order.
  let sections: [JSON5Writer.Member]
  /// The keys that only a strategy has.
  let rules: [JSON5Writer.Member]

  /// The members of a strategy, divided into the sections that could stand at the top and its own
  /// rules.
  init(_ scenario: Scenario, _ form: TextForm) {
    let members = ModelSchema.strategy.members(of: ScenarioDraft(scenario: scenario), form)
    let names = ModelSchema.sectionNames
    sections = members.filter { names.contains($0.key) }
    rules = members.filter { !names.contains($0.key) }
  }

  /// The rules, and those sections that differ from the common ones.
  func text(beside common: [JSON5Writer.Member]) -> JSON5Writer {
    let own = sections.filter { !common.contains($0) }.map { section in
      // An object would change one gateway of those that all strategies have.
      let isPart = common.contains { $0.key == section.key && $0.value.isList }
      return isPart && section.value.isObject
        ? JSON5Writer.Member(key: section.key, value: .list([section.value])) : section
    }
    return .object(rules + own)
  }

  /// For every section the form that most strategies have; of two the earlier.
  static func commonSections(of strategies: [StrategyText]) -> [JSON5Writer.Member] {
    guard let first = strategies.first else { return [] }
    return first.sections.indices.map { index in
      let forms = strategies.map { $0.sections[index] }
      var count: [JSON5Writer.Member: Int] = [:]
      for form in forms { count[form, default: 0] += 1 }
      var best = forms[0]
      for form in forms where count[form, default: 0] > count[best, default: 0] { best = form }
      return best
    }
  }
}
