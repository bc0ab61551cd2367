import EndToEnd
import Simulation

/// The keys of the figures that a model bounds or expects.
extension ModelSchema {
  /// The upper bounds for every strategy.
  static let bounds = ObjectSchema(
    "'atMost'", example: "{ duplicate: \"0.1%\" }", remedies: figureRemedies,
    initial: [Figure: Double]()
  ) {
    figures(\.self, "The upper bound on")
  }

  /// The expected values of one strategy.
  static let expectation = ObjectSchema(
    "'expect'", example: "{ duplicate: 0.0149498 }", remedies: figureRemedies,
    initial: Expectation(strategy: "", values: [:])
  ) {
    figures(\.values, "The expected value of")
    Key(
      "tolerance", \.tolerance, tolerance,
      "The largest difference from the expected values, as a part of each.", example: "\"0.1%\"",
      written: .always)
  }

  /// The tolerance of an expectation, as a fraction of its value.
  private static let tolerance = Codec<Double>(.probability) { value throws(QuantityError) in
    try Quantity.probability(value).value
  } write: {
    fraction($0)
  }

  /// The keys of all figures: each may be bounded and expected under the same name.
  private static func figures<Root>(
    _ path: Path<Root, [Figure: Double]>, _ opening: String
  ) -> [Key<Root>] {
    Figure.all.map { figure in
      let codec = figure.codec
      return Key<Root>(
        figure.name, type: codec.type, "\(opening) \(figure.meaning).", example: figure.example,
        written: .ifNotDefault, default: "absent"
      ) { reader, member, root in
        if let value = codec.read(&reader, member, nil) { root[keyPath: path][figure] = value }
      } write: { root, form in
        root[keyPath: path][figure].map { codec.write($0, form) }
      }
    }
  }

  /// A fraction of 1, as a percentage.
  private static func fraction(_ value: Double) -> JSON5Writer {
    Probability(value).map { .of($0) } ?? .number(value)
  }

  /// The columns of reports that users may try as keys.
  private static let figureRemedies = [
    "attempts_mean": "say 'attempts'", "requests_mean": "say 'requests'",
    "copies_mean": "say 'copies'", "time_mean_ms": "say 'time', with a unit",
    "cost_mean": "say 'cost'",
  ]
}

extension Figure {
  /// The figure in a few words.
  fileprivate var meaning: String {
    switch self {
    case .rate(let outcomeClass): "the share of the writes that are \(outcomeClass.rawValue)"
    case .attempts: "the mean number of requests that the client sends for a write"
    case .requests: "the mean number of requests for a write that reach the server"
    case .copies: "the mean number of copies of a write"
    case .time: "the mean time from the first send to the client's decision"
    case .cost: "the mean cost of a write"
    }
  }

  /// A value that works, for explanations.
  fileprivate var example: String {
    switch self {
    case .rate: "\"0.1%\""
    case .attempts, .requests: "1.05"
    case .copies: "1.001"
    case .time: "\"50 ms\""
    case .cost: "0.2"
    }
  }

  /// The two directions between a value of a model file and the figure's value.
  fileprivate var codec: Codec<Double> {
    switch self {
    case .rate:
      Codec(.probability) { value throws(QuantityError) in
        try Quantity.probability(value).value
      } write: {
        Probability($0).map { .of($0) } ?? .number($0)
      }
    case .attempts, .requests, .copies: .number(0...1e15)
    case .time:
      Codec(.duration) { value throws(QuantityError) in
        Double(try Quantity.delay(value).nanoseconds) * 1e-6
      } write: {
        .of(Delay.nanoseconds(Int64(($0 * 1e6).rounded())))
      }
    case .cost: .number(-1e15...1e15, what: "an amount")
    }
  }
}

extension ModelReader {
  /// The expectations of a model, one for each strategy that it names.
  mutating func expectations(_ member: Member) -> [Expectation] {
    guard case .object(let members) = member.value.value else {
      reportMismatch(
        "expect",
        "must be an object of strategies, for example { blind: { duplicate: 0.0149498 } }",
        member.value)
      return []
    }
    return members.compactMap { member in
      var expectation = Expectation(strategy: member.key, values: [:])
      let fields = read(member.value, ModelSchema.expectation, into: &expectation)
      return fields == nil ? nil : expectation
    }
  }

  /// Looks for bounds and expectations that nothing can meet.
  mutating func checkFigures(
    of draft: ModelSchema.ModelDraft, _ strategies: [Strategy], _ fields: Fields
  ) {
    let needsPrices =
      draft.atMost[.cost] != nil
      || draft.expectations.contains { $0.values[.cost] != nil }
    if needsPrices, draft.costs == nil {
      report(
        "a bound on 'cost' needs prices; add some, for example costs: { duplicate: 60 }",
        at: fields["atMost"]?.keyRange ?? fields["expect"]?.keyRange)
    }
    guard case .object(let members)? = fields["expect"]?.value.value,
      case .object(let named)? = fields["strategies"]?.value.value
    else { return }
    let names = named.map(\.key)
    for member in members where !names.contains(member.key) {
      let near = SpellingSuggestion.suggestion(for: member.key, among: names)
      report(
        "'expect' names '\(member.key)', which is no strategy of this model; "
          + (near.map { "did you mean '\($0)'?" } ?? "it has \(names.joined(separator: ", "))"),
        at: member.keyRange)
    }
  }
}
