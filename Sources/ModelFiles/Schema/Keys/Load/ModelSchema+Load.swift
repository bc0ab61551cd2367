import EndToEnd
import Simulation

/// Many clients and their arrivals.
///
/// An open system gets writes at a rate that does not depend on it; in a closed one each client
/// waits for its last write. The difference decides how an overload ends, see Schroeder, Wierman
/// and Harchol-Balter, *Open Versus Closed: A Cautionary Tale* (NSDI 2006).
extension ModelSchema {
  /// `clients: { count: 100, arrivals: { poisson: "50/s" }, lasts: "60 s" }`.
  static let clients = ObjectSchema(
    "'clients'", example: "{ arrivals: { poisson: \"100/s\" }, lasts: \"60 s\" }",
    mayBePart: true, initial: Clients(count: 1, arrivals: .poisson(Rate(perSecond: 1)))
  ) {
    Key(
      "count", \.count, .count(1...Clients.most),
      "The number of clients; each has a retry budget and a circuit breaker of its own.",
      example: "100", written: .always)
    Key(
      "arrivals", \.arrivals, arrivals, "The times at which writes begin, over all clients.",
      example: "{ poisson: \"100/s\" }", written: .always, isRequired: true)
    Key(
      "lasts", \.lasts, .positiveDuration,
      "The time in which writes begin; those that have begun are followed to their end.",
      example: "\"60 s\"", written: .always)
    Key(
      "warmsUp", \.warmsUp, .duration, "The time before the first write that is measured.",
      example: "\"10 s\"", written: .always)
  }

  /// Looks at clients whose run cannot end well.
  @Sendable static func check(_ reader: inout ModelReader, _ clients: Clients, _ fields: Fields) {
    if clients.warmsUp >= clients.lasts {
      reader.report(
        "'warmsUp' must end before writes cease to begin, after "
          + "\(Quantity.text(of: clients.lasts)); shorten it, or lengthen 'lasts'",
        at: (fields["warmsUp"] ?? fields["lasts"])?.value.range ?? fields.node.range)
    }
    guard let expected = clients.expectedOperations else { return }
    if expected > Double(Fleet.mostOperations) * 0.9 {
      reader.report(
        "some \(JSON5Writer.plain(expected.rounded())) writes would begin, and a run has room for "
          + "\(Fleet.mostOperations); lower the rate, or let it last less long and make more runs",
        at: (fields["arrivals"] ?? fields["lasts"])?.value.range ?? fields.node.range)
    }
  }

  /// The parameters of the kinds of arrivals while they are read.
  struct ArrivalTerms: Sendable {
    /// The rate of all writes together, of an open system.
    var rate: Rate?
    /// The rates of an open system, one after the other.
    var phases: [Clients.Phase]?
    /// The time that a client of a closed system waits between two writes.
    var thinkTime: Latency?
    /// The start of a phase.
    var from = Delay.zero
    /// The think time of a closed system, which says that it is one.
    var closed: Latency?
  }

  /// `arrivals`: at a rate, in phases of rates, or when the write before has ended.
  static let arrivalKinds = ObjectSchema(
    "'arrivals'", alternatives: ["poisson", "constant", "profile", "closed"],
    initial: ArrivalTerms()
  ) {
    Key(
      "poisson", \.rate, Codec.rate.optional,
      "A mean rate over all clients; arrivals are independent of each other.",
      example: "\"100/s\"", written: .always, default: "absent")
    Key(
      "constant", \.rate, Codec.rate.optional,
      "A rate over all clients with equal times between arrivals.", example: "\"100/s\"",
      written: .always, default: "absent")
    Key(
      "profile", \.phases, profile.optional, "Poisson arrivals whose rate changes at fixed times.",
      example: "[{ from: \"0 s\", rate: \"50/s\" }]", written: .always, default: "absent")
    Key(
      "closed", \.closed, closed.optional,
      "A closed loop: each client thinks, writes, waits for its decision, and thinks again.",
      example: "{ thinkTime: { exponential: \"1 s\" } }", written: .always, default: "absent")
  }

  /// `profile: [{ from: "0 s", rate: "50/s" }, { from: "10 s", rate: "200/s" }]`: one element of
  /// it.
  static let phase = ObjectSchema(
    "a phase of a profile", example: "{ from: \"10 s\", rate: \"200/s\" }",
    initial: ArrivalTerms()
  ) {
    Key(
      "from", \.from, .duration, "The time at which the phase begins.", example: "\"10 s\"",
      written: .always)
    Key.required(
      "rate", \.rate, .rate, "The mean rate of the arrivals in the phase.", example: "\"50/s\"")
  }

  /// `closed: { thinkTime: { exponential: "1 s" } }`.
  static let closedLoop = ObjectSchema(
    "'closed'", example: "{ thinkTime: { exponential: \"1 s\" } }", initial: ArrivalTerms()
  ) {
    Key.required(
      "thinkTime", \.thinkTime, .latency,
      "The time between a client's decision and the start of its next write.",
      example: "{ exponential: \"5 s\" }")
  }

  /// The phases of a profile, which begin at 0 s and follow each other in time.
  private static let profile = Codec<[Clients.Phase]>(
    .list(.object(phase.description), 1...1_000)
  ) { reader, member, _ in
    guard case .array(let nodes) = member.value.value, (1...1_000).contains(nodes.count) else {
      reader.reportMismatch(
        "profile",
        "must be a list of 1 to 1000 phases, for example [{ from: \"0 s\", rate: \"50/s\" }]",
        member.value)
      return nil
    }
    var phases: [Clients.Phase] = []
    for (index, node) in nodes.enumerated() {
      var terms = phase.initial
      guard let fields = reader.read(node, phase, into: &terms) else { return nil }
      guard let rate = terms.rate else { continue }
      if index == 0 && terms.from > .zero {
        reader.report(
          "the first phase must begin at \"0 s\"; its rate may be \"0/s\"", at: node.range)
      }
      if let last = phases.last, terms.from <= last.from {
        reader.report(
          "this phase must begin after the one before it, later than "
            + "\(Quantity.text(of: last.from))", at: fields["from"]?.value.range ?? node.range)
      }
      phases.append(Clients.Phase(from: terms.from, rate: rate))
    }
    return phases.count == nodes.count ? phases : nil
  } write: { phases, form in
    .list(
      phases.map { phase.text(of: ArrivalTerms(rate: $0.rate, from: $0.from), form) })
  }

  /// A closed system by its think time.
  private static let closed = Codec<Latency>(.object(closedLoop.description)) {
    reader, member, _ in
    var terms = closedLoop.initial
    reader.read(member.value, closedLoop, into: &terms)
    return terms.thinkTime
  } write: { thinkTime, form in
    closedLoop.text(of: ArrivalTerms(thinkTime: thinkTime), form)
  }

  /// One kind of arrivals, or "together" for a herd that begins at once.
  private static let arrivals = Codec<Clients.Arrivals>(
    .either([.object(arrivalKinds.description), .words(["together"])])
  ) { reader, member, _ in
    /// The value that was written.
    let node = member.value
    if case .string("together") = node.value { return .together }
    guard case .object = node.value else {
      reader.reportMismatch(
        "arrivals", "must be an object, for example { poisson: \"100/s\" }, or \"together\"", node)
      return nil
    }
    guard let fields = reader.fields(of: node, arrivalKinds.description) else { return nil }
    /// The kinds that the object names. Exactly one must be there.
    let kinds = arrivalKinds.description.names.compactMap { fields[$0] }
    guard kinds.count == 1 else {
      reader.report(
        "'arrivals' needs one of poisson, constant, profile and closed, for example "
          + "{ poisson: \"100/s\" }; \"together\" is a herd that begins at once",
        at: kinds.count > 1 ? kinds[1].keyRange : node.range)
      return nil
    }
    /// The parameters of that kind.
    var terms = arrivalKinds.initial
    reader.read(arrivalKinds.keys, of: fields, into: &terms)
    if let rate = terms.rate { return kinds[0].key == "poisson" ? .poisson(rate) : .constant(rate) }
    if let phases = terms.phases { return .profile(phases) }
    return terms.closed.map { .closed(thinkTime: $0) }
  } write: { arrivals, form in
    switch arrivals {
    case .together: .quoted("together")
    case .poisson(let rate): .single("poisson", Codec.rate.write(rate, form))
    case .constant(let rate): .single("constant", Codec.rate.write(rate, form))
    case .profile(let phases): .single("profile", profile.write(phases, form))
    case .closed(let thinkTime): .single("closed", closed.write(thinkTime, form))
    }
  }
}

extension Clients {
  /// The number of operations that can be expected to begin; `nil` if the clients' own pace decides.
  ///
  /// It is the integral of the rate over the run. The reader compares it with the room of a run,
  /// so that a model that is too large is an error at once and not after a minute.
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
