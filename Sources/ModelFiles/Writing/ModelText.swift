import EndToEnd

/// Models as text, which reads back as the same model.
///
/// The sections that most strategies have stand at the top, and a strategy has those that differ.
/// Presets and named protocols stand there as the rules that they are.
package enum ModelText {
  /// The text with every key and its value, for users.
  ///
  /// A model without `clients` or without `costs` has no such key there, because no word says that.
  package static func complete(_ model: Model) -> String {
    text(of: model, .complete)
  }

  /// The text from which the digest of a model is computed: of the keys only those that it uses, and
  /// those that were always written.
  ///
  /// Two models have the same text if and only if they mean the same.
  package static func canonical(_ model: Model) -> String {
    let usage = TextForm.Usage()
    for strategy in model.strategies { _ = StrategyText(strategy.scenario, .noting(usage)) }
    return text(of: model, .canonical(usage))
  }

  /// The text of a model in a form.
  ///
  /// Sections that most strategies share are written once, at the top, and the others beside the
  /// strategies that differ. The digest is computed from this text, so its order and its breaks
  /// stay as they are.
  private static func text(of model: Model, _ form: TextForm) -> String {
    let strategies = model.strategies.map { StrategyText($0.scenario, form) }
    let common = StrategyText.commonSections(of: strategies)
    let texts = zip(model.strategies, strategies).map { strategy, text in
      JSON5Writer.Member(key: strategy.name, value: text.text(beside: common))
    }
    var draft = ModelSchema.ModelDraft()
    draft.title = model.title
    draft.costs = model.costs
    draft.never = model.never
    draft.atMost = model.atMost
    draft.expectations = model.expectations
    draft.limits.events = model.eventLimit
    var members = ModelSchema.top.members(of: draft, form)
    let place = members.firstIndex { $0.key == "title" }.map { $0 + 1 } ?? 0
    members.insert(
      contentsOf: common + [.init(key: "strategies", value: .object(texts))], at: place)
    return JSON5Writer.object(members).text() + "\n"
  }
}

/// A short name for a text, the same on every machine.
package enum Digest {
  /// FNV-1a with 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv), as 16 hexadecimal digits.
  ///
  /// It tells apart models that users changed. It does not protect against models that are made to look
  /// alike.
  package static func hexadecimal(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash ^= UInt64(byte)
      hash = hash &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
