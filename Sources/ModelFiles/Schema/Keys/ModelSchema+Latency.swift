import Simulation

/// Distributions of lengths of time.
///
/// Any delay may be a distribution. A file says it in the terms of its source: a constant, the
/// parameters of a textbook, the percentiles of a dashboard, or measured values.
extension ModelSchema {
  /// The parameters of the distributions while they are read.
  struct LatencyTerms: Sendable {
    /// The value of a constant, or of an observation.
    var value: Delay?
    /// The mean of an exponential distribution.
    var mean: Delay?
    /// The lower end of a uniform distribution.
    var from: Delay?
    /// The upper end of a uniform distribution.
    var to: Delay?
    /// The scale of a Pareto or Weibull distribution.
    var scale: Delay?
    /// The shape of a Pareto or Weibull distribution.
    var shape: Double?
    /// The 99th percentile, which may stand for a shape.
    var p99: Delay?
    /// The weight of a part or an observation, relative to the others.
    var weight = 1.0
    /// The distribution of a part of a mixture.
    var latency: Latency?
  }

  /// A latency as an object: exactly one distribution.
  static let latency = ObjectDescription(
    name: "a latency",
    keys: [
      form(
        "constant", .either([.duration, .object(constant.description)]), "Always the same length.",
        "\"20 ms\""),
      form(
        "uniform", .object(uniform.description), "All lengths between two bounds, equally likely.",
        "{ from: \"10 ms\", to: \"30 ms\" }"),
      form(
        "exponential", .either([.duration, .object(exponential.description)]),
        "An exponential distribution, by its mean.", "\"20 ms\""),
      form(
        "lognormal", .object(lognormal.description),
        "A lognormal distribution, by its median and its 99th percentile or the standard deviation of the logarithm.",
        "{ median: \"80 ms\", p99: \"600 ms\" }"),
      form(
        "percentiles", .named(.duration),
        "Percentiles as they were measured: p50, p99, p999 (99.9%) and others, with min and max if they are known. Between two of them the logarithm of the length is linear in the logarithm of the share that is longer.",
        "{ p50: \"80 ms\", p95: \"300 ms\", p99: \"600 ms\", max: \"5 s\" }"),
      form(
        "pareto", .object(pareto.description),
        "A Pareto distribution, by its shortest length and the exponent of its tail.",
        "{ scale: \"20 ms\", shape: 1.5 }"),
      form(
        "weibull", .object(weibull.description), "A Weibull distribution.",
        "{ scale: \"20 ms\", shape: 1.5 }"),
      form(
        "empirical", .list(.either([.duration, .object(observation.description)]), 1...Int.max),
        "Observed lengths, each with its weight.", "[\"20 ms\", { value: \"1 s\", weight: 0.01 }]"),
      form(
        "mixture", .list(.object(part.description), 1...Int.max),
        "A mixture of latencies, each with its weight.",
        "[{ weight: 99, latency: \"20 ms\" }, { weight: 1, latency: \"1 s\" }]"),
    ],
    alternatives: [
      "constant", "uniform", "exponential", "lognormal", "percentiles", "pareto", "weibull",
      "empirical", "mixture",
    ])

  /// The description of one kind of distribution, for explanations and the JSON Schema.
  private static func form(
    _ name: String, _ type: ValueType, _ meaning: String, _ example: String
  ) -> KeyDescription {
    KeyDescription(name: name, type: type, meaning: meaning, example: example)
  }

  /// `latency: { constant: "20 ms" }`, which `"20 ms"` says too.
  static let constant = ObjectSchema("'constant'", initial: LatencyTerms()) {
    Key.required("value", \.value, .duration, "The length.", example: "\"20 ms\"")
  }

  /// `latency: { exponential: { mean: "20 ms" } }`, or `{ exponential: "20 ms" }`.
  static let exponential = ObjectSchema("'exponential'", initial: LatencyTerms()) {
    Key.required("mean", \.mean, .duration, "The mean.", example: "\"20 ms\"")
  }

  /// `latency: { uniform: { from: "10 ms", to: "30 ms" } }`.
  static let uniform = ObjectSchema(
    "'uniform'", example: "{ from: \"10 ms\", to: \"30 ms\" }", initial: LatencyTerms()
  ) {
    Key.required("from", \.from, .duration, "The shortest length.", example: "\"10 ms\"")
    Key.required("to", \.to, .duration, "The longest length.", example: "\"30 ms\"")
  }

  /// `latency: { lognormal: { median: "20 ms", sigma: 0.5 } }`.
  static let lognormal = ObjectSchema(
    "'lognormal'", example: "{ median: \"80 ms\", p99: \"600 ms\" }",
    alternatives: ["sigma", "p99"], initial: LatencyTerms()
  ) {
    Key(
      "sigma", \.shape, Codec.number(0.01...100).optional,
      "The standard deviation of the natural logarithm.", example: "0.5", written: .always,
      default: "absent")
    Key(
      "p99", type: .duration,
      "The length that 99% do not exceed; it stands for a sigma of ln (p99 / median) / 2.3263.",
      example: "\"600 ms\"", default: "absent"
    ) { reader, member, terms in
      terms.p99 = reader.parsed(member, Quantity.positiveDelay)
    } write: { _, _ in
      nil
    }
    Key.required("median", \.scale, .positiveDuration, "The median.", example: "\"80 ms\"")
      .written(before: "sigma")
  }
  /// `latency: { pareto: { scale: "10 ms", shape: 2 } }`.
  static let pareto = shaped(
    "pareto", ("scale", "The shortest length."), ("shape", "The exponent of the tail."))
  /// `latency: { weibull: { scale: "20 ms", shape: 0.7 } }`.
  static let weibull = shaped(
    "weibull", ("scale", "The length that 63.2% do not exceed."),
    ("shape", "The exponent; 1 makes it exponential."))

  /// A distribution with a length of time and a positive number that gives it its shape.
  private static func shaped(
    _ name: String, _ scale: (name: String, meaning: String),
    _ shape: (name: String, meaning: String)
  ) -> ObjectSchema<LatencyTerms> {
    ObjectSchema(
      "'\(name)'", example: "{ \(scale.name): \"20 ms\", \(shape.name): 1.5 }",
      initial: LatencyTerms()
    ) {
      Key.required(scale.name, \.scale, .positiveDuration, scale.meaning, example: "\"20 ms\"")
      Key.required(shape.name, \.shape, .number(0.01...100), shape.meaning, example: "1.5")
    }
  }

  /// `latency: { empirical: [{ value: "20 ms", weight: 3 }, "90 ms"] }`.
  static let observation = ObjectSchema("a value of 'empirical'", initial: LatencyTerms()) {
    Key.required("value", \.value, .duration, "The observed length.", example: "\"20 ms\"")
    Key(
      "weight", \.weight, weight, "The number of times that it was observed, or its share.",
      example: "9", written: .always)
  }

  /// `latency: { mixture: [{ weight: 9, latency: "20 ms" }, { weight: 1, latency: "2 s" }] }`.
  static let part = ObjectSchema(
    "a part of 'mixture'", example: mixtureExample, initial: LatencyTerms()
  ) {
    Key(
      "weight", \.weight, weight, "The share of this part, as a number beside those of the others.",
      example: "99", written: .always)
    Key.required(
      "latency", \.latency, .latency, "The latency of this part.",
      example: "{ exponential: \"20 ms\" }", remedy: mixtureExample)
  }

  /// An example of a part of a mixture.
  private static let mixtureExample = "{ weight: 99, latency: { exponential: \"20 ms\" } }"

  // Weights of wildly different sizes would lose the small ones in the sum.
  /// The weight of a part or an observation. Only the ratio to the others counts.
  private static let weight = Codec<Double>.number(1e-9...1e9, what: "a weight")
}

/// Distributions of lengths of time.
extension Codec where Content == Latency {
  /// A length of time alone, which is a constant, or a distribution.
  static let latency = Codec(.latency) { reader, member, _ in
    reader.latency(member.value, called: member.key)
  } write: { latency, form in
    text(of: latency, form)
  }

  /// The same for a time that must not always be zero.
  static let positiveLatency = Codec(.latency) { reader, member, earlier in
    /// The distribution that was read.
    let latency = reader.latency(member.value, called: member.key)
    switch latency ?? earlier {
    case .constant(.zero), .uniform(_, to: .zero):
      reader.reportMismatch(member.key, "must be longer than 0 s", member.value)
    default:
      break
    }
    return latency
  } write: { latency, form in
    text(of: latency, form)
  }

  /// The text of a distribution: the kind by which it was read, with its own parameters.
  private static func text(of latency: Latency, _ form: TextForm) -> JSON5Writer {
    typealias Terms = ModelSchema.LatencyTerms
    switch latency {
    case .constant(let delay):
      return .single("constant", .of(delay))
    case .uniform(let from, let to):
      return .single("uniform", ModelSchema.uniform.text(of: Terms(from: from, to: to), form))
    case .exponential(let mean):
      return .single("exponential", ModelSchema.exponential.text(of: Terms(mean: mean), form))
    case .lognormal(let median, let sigma):
      return .single(
        "lognormal", ModelSchema.lognormal.text(of: Terms(scale: median, shape: sigma), form))
    case .percentiles(let percentiles):
      return .single("percentiles", ModelSchema.text(of: percentiles))
    case .pareto(let scale, let shape):
      return .single(
        "pareto", ModelSchema.pareto.text(of: Terms(scale: scale, shape: shape), form))
    case .weibull(let scale, let shape):
      return .single(
        "weibull", ModelSchema.weibull.text(of: Terms(scale: scale, shape: shape), form))
    case .empirical(let values):
      let elements = values.elements.map {
        ModelSchema.observation.text(of: Terms(value: $0.element, weight: $0.weight), form)
      }
      return .single("empirical", .list(elements))
    case .mixture(let parts):
      let elements = parts.elements.map {
        ModelSchema.part.text(of: Terms(weight: $0.weight, latency: $0.element), form)
      }
      return .single("mixture", .list(elements))
    }
  }
}

extension ModelReader {
  /// - Returns: `nil` if something is wrong, which was reported.
  fileprivate mutating func latency(_ node: Node, called name: String) -> Latency? {
    guard case .object(let members) = node.value else {
      // A length of time alone is a constant.
      do throws(QuantityError) {
        return .constant(try Quantity.delay(node.value))
      } catch {
        reportMismatch(
          name, error.requirement + " or a distribution, for example { exponential: \"20 ms\" }",
          node)
        return nil
      }
    }
    let names = ModelSchema.latency.names
    let list = names.joined(separator: ", ")
    guard members.count == 1, let kind = members.first else {
      report(
        "'\(name)' needs exactly one distribution: \(list)",
        at: members.count > 1 ? members[1].keyRange : node.range)
      return nil
    }
    switch kind.key {
    case "constant":
      return terms(kind, ModelSchema.constant, orOnly: \ModelSchema.LatencyTerms.value)?.value.map(
        Latency.constant)
    case "exponential":
      return terms(kind, ModelSchema.exponential, orOnly: \ModelSchema.LatencyTerms.mean)?.mean.map(
        Latency.exponential)
    case "uniform": return uniform(kind)
    case "lognormal": return lognormal(kind)
    case "percentiles": return percentiles(kind)
    case "pareto":
      return shaped(kind, ModelSchema.pareto).map { .pareto(scale: $0.0, shape: $0.1) }
    case "weibull":
      return shaped(kind, ModelSchema.weibull).map { .weibull(scale: $0.0, shape: $0.1) }
    case "empirical": return empirical(kind)
    case "mixture": return mixture(kind)
    default:
      let near = SpellingSuggestion.suggestion(for: kind.key, among: names)
      report(
        "unknown distribution '\(kind.key)'; "
          + (near.map { "did you mean '\($0)'?" } ?? "known are \(list)"), at: kind.keyRange)
      return nil
    }
  }

  /// The parameters of a distribution, or of one that is given by a length of time alone.
  private mutating func terms(
    _ kind: Member, _ schema: ObjectSchema<ModelSchema.LatencyTerms>,
    orOnly path: Path<ModelSchema.LatencyTerms, Delay?>? = nil
  ) -> ModelSchema.LatencyTerms? {
    var terms = schema.initial
    if let path {
      guard case .object = kind.value.value else {
        terms[keyPath: path] = parsed(kind, Quantity.delay)
        return terms
      }
    }
    return read(kind.value, schema, into: &terms) == nil ? nil : terms
  }

  /// Reads a uniform distribution, whose ends must be in order.
  private mutating func uniform(_ kind: Member) -> Latency? {
    guard let terms = terms(kind, ModelSchema.uniform), let from = terms.from, let to = terms.to
    else { return nil }
    if from > to {
      report("'from' must not be longer than 'to'; swap them", at: kind.value.range)
      return nil
    }
    return .uniform(from: from, to: to)
  }

  /// Reads a distribution with a scale and a shape.
  private mutating func shaped(
    _ kind: Member, _ schema: ObjectSchema<ModelSchema.LatencyTerms>
  ) -> (Delay, Double)? {
    guard let terms = terms(kind, schema), let scale = terms.scale, let shape = terms.shape
    else { return nil }
    return (scale, shape)
  }

  /// Reads measured values, each with a weight or alone.
  ///
  /// - Returns: `nil` if something is wrong, which was reported.
  private mutating func empirical(_ kind: Member) -> Latency? {
    guard let nodes = elements(kind, example: "{ value: \"20 ms\", weight: 9 }") else { return nil }
    var pairs: [Weighted<Delay>.Pair] = []
    for node in nodes {
      guard case .object = node.value else {
        // A bare value is one observation.
        do throws(QuantityError) {
          pairs.append(.init(try Quantity.delay(node.value), weight: 1))
        } catch {
          reportMismatch("empirical", "each value " + error.requirement, node)
        }
        continue
      }
      var terms = ModelSchema.observation.initial
      read(node, ModelSchema.observation, into: &terms)
      if let value = terms.value { pairs.append(.init(value, weight: terms.weight)) }
    }
    guard pairs.count == nodes.count else { return nil }
    return Weighted(pairs).map(Latency.empirical)
  }

  /// Reads a mixture: distributions with weights, of which each delay belongs to one.
  private mutating func mixture(_ kind: Member) -> Latency? {
    guard let nodes = elements(kind, example: ModelSchema.part.description.example ?? "") else {
      return nil
    }
    var pairs: [Weighted<Latency>.Pair] = []
    for node in nodes {
      var terms = ModelSchema.part.initial
      read(node, ModelSchema.part, into: &terms)
      if let latency = terms.latency { pairs.append(.init(latency, weight: terms.weight)) }
    }
    guard pairs.count == nodes.count else { return nil }
    return Weighted(pairs).map(Latency.mixture)
  }

  /// The elements of a list that must not be empty.
  private mutating func elements(_ kind: Member, example: String) -> [Node]? {
    guard case .array(let nodes) = kind.value.value, !nodes.isEmpty else {
      reportMismatch(kind.key, "must be a list, for example [\(example)]", kind.value)
      return nil
    }
    return nodes
  }
}
