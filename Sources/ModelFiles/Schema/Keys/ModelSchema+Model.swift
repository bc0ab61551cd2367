import EndToEnd

/// The keys at the top of a model.
extension ModelSchema {
  /// A model, as users see it.
  static let model: ObjectDescription = {
    var description = top.description
    // The sections stand between the title and the strategies.
    let place = description.keys.firstIndex { $0.name == "strategies" } ?? 0
    let sections = strategy.description.keys.filter { sectionNames.contains($0.name) }
    description.keys.insert(contentsOf: sections, at: place)
    return description
  }()

  /// The keys of a model beside its sections.
  static let top = ObjectSchema(
    "a model", example: "{ strategies: { none: { attempts: 1 } } }", initial: ModelDraft()
  ) {
    modelKeys
  }

  /// The names of the sections that strategies may have as well.
  static let sectionNames = Set(sections.map(\.name))

  /// The parameters of a model beside its sections.
  struct ModelDraft: Sendable {
    /// The question of the model, the heading of its reports.
    var title = ""
    /// The strategies, in the order of the file.
    var strategies: [Strategy] = []
    /// The prices; `nil` if the file has none.
    var costs: Costs?
    /// The anomalies that must be impossible.
    var never: [OutcomeClass] = []
    /// The upper bounds on rates and means.
    var atMost: [Figure: Double] = [:]
    /// The results that the file states, which `check` compares.
    var expectations: [Expectation] = []
    /// The bounds of a trial.
    var limits = Limits()
  }

  /// The bounds of a trial that a model sets by itself. An option of the command line has the
  /// last word.
  struct Limits: Sendable {
    /// `nil` leaves it to the kind of the model.
    var events: UInt64?
  }

  @KeyBuilder<ModelDraft> private static var modelKeys: [Key<ModelDraft>] {
    Key(
      "$schema", type: .line,
      "The JSON Schema of the file, which editors read and this program does not.",
      example: "\"disagree.schema.json\"", default: "absent"
    ) { reader, member, _ in
      guard case .string(let text) = member.value.value, Choice.isLine(text) else {
        reader.reportMismatch(
          "$schema", "must be the address of a schema in quotes, at most 200 characters",
          member.value)
        return
      }
    } write: { _, _ in
      nil
    }
    Key(
      "format", type: .literal("1"), "The version of the format of model files.", example: "1",
      written: .always, default: "1"
    ) { reader, member, _ in
      if case .number(let number) = member.value.value, number.value == 1 { return }
      reader.report(
        "'format' must be 1, the only format that this version reads", at: member.value.range)
    } write: { _, _ in
      .atom("1")
    }
    Key(
      "title", \.title, .line, "The title of reports.", example: "\"Is it safe to retry?\"",
      written: .always, default: "the file's name")
    Key(
      "strategies", type: .named(.object(strategy.description)),
      "The strategies to compare, by their names.",
      example: "{ none: { attempts: 1 }, blind: { attempts: 4, backoff: { fixed: \"50 ms\" } } }",
      isRequired: true
    ) { _, _, _ in
      // The strategies need the sections, so the reader of the model reads them.
    } write: { _, _ in
      nil
    }
    Key(
      "costs", type: .object(costs.description),
      "The cost of a write of each kind, in one currency; the cheapest strategy is named.",
      example: "{ lost: 40, phantom: 8, duplicate: 60, attempt: 0.001 }", written: .ifNotDefault,
      default: "absent"
    ) { reader, member, model in
      var value = costs.initial
      if reader.read(member.value, costs, into: &value) != nil { model.costs = value }
    } write: { model, form in
      model.costs.map { costs.text(of: $0, form) }
    }
    Key(
      "never", type: .list(.words(outcomeClasses.map(\.word)), 0...Int.max),
      "The kinds of outcome that must not happen.", example: "[\"lost\"]", written: .always
    ) { reader, member, model in
      model.never = reader.outcomeClasses(member)
    } write: { model, _ in
      .list(model.never.map { .quoted($0.rawValue) })
    }
    Key(
      "atMost", type: .object(bounds.description),
      "The upper bounds on rates and means, for every strategy.",
      example: "{ duplicate: \"0.1%\", cost: 0.2 }", written: .ifNotDefault, default: "absent"
    ) { reader, member, model in
      var values: [Figure: Double] = [:]
      if reader.read(member.value, bounds, into: &values) != nil { model.atMost = values }
    } write: { model, form in
      model.atMost.isEmpty ? nil : bounds.text(of: model.atMost, form)
    }
    Key(
      "expect", type: .named(.object(expectation.description)),
      "The values that strategies are expected to have, by the strategies' names: regression tests.",
      example: "{ blind: { duplicate: 0.0149498 } }", written: .ifNotDefault, default: "absent"
    ) { reader, member, model in
      model.expectations = reader.expectations(member)
    } write: { model, form in
      if model.expectations.isEmpty { return nil }
      return .object(
        model.expectations.map {
          .init(key: $0.strategy, value: expectation.text(of: $0, form))
        })
    }
    Key(
      "limits", \.limits, .object(limits), "The bounds that keep a model from running without end.",
      example: "{ events: 1000000 }", written: .always, default: "absent")
  }

  /// `limits: { events: 1000000 }`.
  static let limits = ObjectSchema(
    "'limits'", example: "{ events: 1000000 }", initial: Limits()
  ) {
    Key(
      "events", \.events, Codec.count(1...1_000_000_000_000).optional,
      "The most events that one trial may handle.", example: "1000000", written: .always,
      default: "1000000, or 1000000000 with clients")
  }

  /// The words of the anomalies and of a clean write.
  private static let outcomeClasses = OutcomeClass.allCases.map { (word: $0.rawValue, meaning: $0) }

  /// `costs: { lost: 40, phantom: 8, duplicate: 60, unsure: 2, attempt: 0.001 }`.
  static let costs = ObjectSchema(
    "'costs'", example: "{ duplicate: 60, attempt: 0.001 }", initial: Costs()
  ) {
    outcomeClasses.map { price($0.meaning) }
    Key(
      "attempt", \.attempt, amount, "The cost of one attempt.", example: "0.001",
      written: .always)
    Key(
      "support", \.support, amount, "The cost of one call to support, in models with a person.",
      example: "5", written: .ifNotDefault)
  }

  /// The key that prices the writes of one outcome class.
  private static func price(_ outcomeClass: OutcomeClass) -> Key<Costs> {
    Key(
      outcomeClass.rawValue, type: amount.type,
      "The cost of a write that ends as \(outcomeClass.rawValue).", example: "40",
      written: .always
    ) { reader, member, costs in
      costs.classes[outcomeClass] = amount.read(&reader, member, nil) ?? 0
    } write: { costs, form in
      amount.write(costs.classes[outcomeClass] ?? 0, form)
    }
  }

  // Beyond this, sums over many operations could leave the range of a double.
  /// An amount of money, or of anything else that adds up. It may be negative: a gain.
  private static let amount = Codec<Double>.number(-1e15...1e15, what: "an amount")
}

extension ModelReader {
  /// Reads the list of `never`, and reports an outcome that stands there twice.
  fileprivate mutating func outcomeClasses(_ member: Member) -> [OutcomeClass] {
    let options = OutcomeClass.allCases.map { ($0.rawValue, $0) }
    guard case .array(let nodes) = member.value.value else {
      reportMismatch("never", "must be a list, for example [\"lost\"]", member.value)
      return []
    }
    var classes: [OutcomeClass] = []
    for node in nodes {
      do throws(QuantityError) {
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
