import Simulation

/// How the reader takes in a latency.
extension ModelReader {
  mutating func latency(_ member: Member, into latency: inout Latency) {
    if let read = self.latency(member.value, called: member.key) { latency = read }
  }

  /// - Returns: `nil` if something is wrong, which was reported.
  private mutating func latency(_ node: Node, called name: String) -> Latency? {
    guard case .object(let members) = node.value else {
      // A length of time alone is a constant.
      do {
        return .constant(try Quantity.delay(node.value))
      } catch {
        reportMismatch(
          name, error.requirement + " or a distribution such as { exponential: \"20 ms\" }", node)
        return nil
      }
    }
    guard members.count == 1, let kind = members.first else {
      report(
        "'\(name)' needs exactly one distribution: \(Distribution.list)",
        at: members.count > 1 ? members[1].keyRange : node.range)
      return nil
    }
    guard let distribution = Distribution(rawValue: kind.key) else {
      let near = SpellingSuggestion.suggestion(
        for: kind.key, among: Distribution.allCases.map(\.rawValue))
      report(
        "unknown distribution '\(kind.key)'; "
          + (near.map { "did you mean '\($0)'?" } ?? "known are \(Distribution.list)"),
        at: kind.keyRange)
      return nil
    }
    return self.latency(distribution, kind)
  }

  /// The distributions, as models call them.
  private enum Distribution: String, CaseIterable {
    case constant, uniform, exponential, lognormal, pareto, weibull, empirical, mixture

    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
  }

  private mutating func latency(_ distribution: Distribution, _ kind: Member) -> Latency? {
    switch distribution {
    case .constant:
      return delay("value", ofSingle: kind).map(Latency.constant)
    case .exponential:
      return delay("mean", ofSingle: kind).map(Latency.exponential)
    case .uniform:
      return uniform(kind)
    case .lognormal:
      return shaped(kind, "median", "sigma").map { .lognormal(median: $0.0, sigma: $0.1) }
    case .pareto:
      return shaped(kind, "scale", "shape").map { .pareto(scale: $0.0, shape: $0.1) }
    case .weibull:
      return shaped(kind, "scale", "shape").map { .weibull(scale: $0.0, shape: $0.1) }
    case .empirical:
      return empirical(kind)
    case .mixture:
      return mixture(kind)
    }
  }

  /// A length of time, alone or as the only member of an object.
  private mutating func delay(_ key: String, ofSingle kind: Member) -> Delay? {
    var delay: Delay?
    if case .object = kind.value.value {
      let section = Section(name: "'\(kind.key)'", keys: [key])
      guard let fields = fields(of: kind.value, section) else { return nil }
      read(key, required: "\"20 ms\"", of: fields, into: &delay, Quantity.delay)
    } else {
      do {
        delay = try Quantity.delay(kind.value.value)
      } catch {
        reportMismatch(kind.key, error.requirement, kind.value)
      }
    }
    return delay
  }

  private mutating func uniform(_ kind: Member) -> Latency? {
    let section = Section(
      name: "'uniform'", keys: ["from", "to"], example: "{ from: \"10 ms\", to: \"30 ms\" }")
    guard let fields = fields(of: kind.value, section) else { return nil }
    var from: Delay?
    var to: Delay?
    read("from", required: "\"10 ms\"", of: fields, into: &from, Quantity.delay)
    read("to", required: "\"30 ms\"", of: fields, into: &to, Quantity.delay)
    guard let from, let to else { return nil }
    if from > to {
      report("'from' must not be longer than 'to'; swap them", at: kind.value.range)
      return nil
    }
    return .uniform(from: from, to: to)
  }

  /// A length of time with a positive number that gives the distribution its shape.
  private mutating func shaped(
    _ kind: Member, _ scaleKey: String, _ shapeKey: String
  ) -> (Delay, Double)? {
    let section = Section(
      name: "'\(kind.key)'", keys: [scaleKey, shapeKey],
      example: "{ \(scaleKey): \"20 ms\", \(shapeKey): 1.5 }")
    guard let fields = fields(of: kind.value, section) else { return nil }
    var scale: Delay?
    var shape: Double?
    read(scaleKey, required: "\"20 ms\"", of: fields, into: &scale, Duration.positive)
    read(shapeKey, required: "1.5", of: fields, into: &shape) { value throws(QuantityProblem) in
      try Quantity.number(value, in: 0.01...100)
    }
    guard let scale, let shape else { return nil }
    return (scale, shape)
  }

  private mutating func empirical(_ kind: Member) -> Latency? {
    let section = Section(name: "a value of 'empirical'", keys: ["value", "weight"])
    guard let nodes = elements(kind, example: "{ value: \"20 ms\", weight: 9 }") else { return nil }
    var pairs: [Weighted<Delay>.Pair] = []
    for node in nodes {
      guard case .object = node.value else {
        // A bare value is one observation.
        do {
          pairs.append(.init(try Quantity.delay(node.value), weight: 1))
        } catch {
          reportMismatch("empirical", "each value " + error.requirement, node)
        }
        continue
      }
      guard let fields = fields(of: node, section) else { continue }
      var value: Delay?
      var weight = 1.0
      read("value", required: "\"20 ms\"", of: fields, into: &value, Quantity.delay)
      read("weight", of: fields, into: &weight, Self.weight)
      if let value { pairs.append(.init(value, weight: weight)) }
    }
    guard pairs.count == nodes.count else { return nil }
    return Weighted(pairs).map(Latency.empirical)
  }

  private mutating func mixture(_ kind: Member) -> Latency? {
    let example = "{ weight: 99, latency: { exponential: \"20 ms\" } }"
    let section = Section(
      name: "a part of 'mixture'", keys: ["weight", "latency"], example: example)
    guard let nodes = elements(kind, example: example) else { return nil }
    var pairs: [Weighted<Latency>.Pair] = []
    for node in nodes {
      guard let fields = fields(of: node, section) else { continue }
      var weight = 1.0
      read("weight", of: fields, into: &weight, Self.weight)
      if let member = fields["latency"] {
        if let latency = latency(member.value, called: "latency") {
          pairs.append(.init(latency, weight: weight))
        }
      } else {
        report("'latency' is missing here, such as \(example)", at: node.range)
      }
    }
    guard pairs.count == nodes.count else { return nil }
    return Weighted(pairs).map(Latency.mixture)
  }

  /// The elements of a list that must not be empty.
  private mutating func elements(_ kind: Member, example: String) -> [Node]? {
    guard case .array(let nodes) = kind.value.value, !nodes.isEmpty else {
      reportMismatch(kind.key, "must be a list, such as [\(example)]", kind.value)
      return nil
    }
    return nodes
  }

  private static func weight(_ value: Value) throws(QuantityProblem) -> Double {
    // Weights of wildly different sizes would lose the small ones in the sum.
    try Quantity.number(value, in: 1e-9...1e9, what: "a weight")
  }

  private mutating func read<Content>(
    _ key: String, required example: String, of fields: Fields, into target: inout Content?,
    _ parse: (Value) throws(QuantityProblem) -> Content
  ) {
    if fields[key] == nil {
      report("'\(key)' is missing here, such as \(key): \(example)", at: fields.node.range)
    }
    read(key, of: fields, into: &target) { value throws(QuantityProblem) in try parse(value) }
  }
}
