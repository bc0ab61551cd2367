import EndToEnd
import Simulation

/// The waits before retries.
///
/// A wait before a retry is a growth, which says how long, and a jitter, which makes a part of it
/// random. Both are read as a whole, because some jitters need a certain growth.
extension ModelSchema {
  /// The parameters of a backoff's growth while they are read.
  struct GrowthTerms: Sendable {
    /// The first wait; `nil` if the file does not say it.
    var base: Delay?
    /// The growth from one wait to the next, of linear backoff.
    var step: Delay?
    /// The growth from one wait to the next as a factor, of exponential backoff.
    var factor = 2.0
    /// The power of the number of the retry, of polynomial backoff.
    var power: UInt8 = 2
    /// The longest wait.
    var cap = Delay.longest
  }

  /// The parameters of a backoff beside its growth.
  static let backoff = ObjectSchema(
    "'backoff'", alternatives: ["fixed", "linear", "exponential", "polynomial", "schedule"],
    initial: Backoff.none
  ) {
    growth("fixed", .duration, "The same wait before every retry.", "\"50 ms\"")
    growth(
      "linear", .either([.duration, .object(linear.description)]),
      "A wait that grows by the same step with every retry: base + n · step.",
      "{ base: \"50 ms\", step: \"50 ms\", cap: \"1 s\" }")
    growth(
      "exponential", .either([.duration, .object(exponentialGrowth.description)]),
      "A wait that grows by the same factor with every retry: base · factor^n.",
      "{ base: \"50 ms\", factor: 2, cap: \"1 s\" }")
    growth(
      "polynomial", .object(polynomial.description),
      "A wait that grows by a power of the number of retries: base + step · n^power.",
      "{ base: \"15 s\", step: \"1 s\", power: 4 }")
    growth(
      "schedule", .list(.duration, 1...1_000), "The waits one by one; the last one is repeated.",
      "[\"5 s\", \"5 min\", \"30 min\"]")
    Key(
      "jitter", \.jitter, jitter, "The random part of each wait.", example: "\"full\"",
      written: .always)
    Key(
      "least", \.least, .duration, "The shortest wait.", example: "\"10 ms\"",
      written: .ifNotDefault)
    Key(
      "capsJitter", \.capsJitter, .boolean,
      "Whether the cap of the growth also cuts what the jitter made longer.", example: "true",
      written: .ifNotDefault)
  }

  /// A kind of growth, which the codec of the whole backoff reads and writes.
  private static func growth(
    _ name: String, _ type: ValueType, _ meaning: String, _ example: String
  ) -> Key<Backoff> {
    Key(name, type: type, meaning, example: example, written: .always, default: "absent") {
      reader, member, backoff in
      // Decorrelated jitter grows by 3 where nothing is said.
      if let growth = reader.growth(member, factor: backoff.jitter == .decorrelated ? 3 : 2) {
        backoff.growth = growth
      }
    } write: { backoff, form in
      backoff.growth.flatMap { growth in
        let (kind, text) = growthText(growth, form)
        return kind == name ? text : nil
      }
    }
  }

  /// The word and the text of a growth, the inverse of reading one.
  private static func growthText(
    _ growth: Backoff.Growth, _ form: TextForm
  ) -> (kind: String, text: JSON5Writer) {
    switch growth {
    case .fixed(let delay):
      return ("fixed", .of(delay))
    case .linear(let base, let step, let cap):
      return ("linear", linear.text(of: GrowthTerms(base: base, step: step, cap: cap), form))
    case .exponential(let base, let factor, let cap):
      let terms = GrowthTerms(base: base, factor: factor, cap: cap)
      return ("exponential", exponentialGrowth.text(of: terms, form))
    case .polynomial(let base, let step, let power, let cap):
      let terms = GrowthTerms(base: base, step: step, power: power, cap: cap)
      return ("polynomial", polynomial.text(of: terms, form))
    case .schedule(let delays):
      return ("schedule", .list(delays.map { .of($0) }))
    }
  }

  /// `linear: { base: "1 s", step: "1 s", cap: "10 s" }`.
  static let linear = ObjectSchema("'linear'", initial: GrowthTerms()) {
    base
    step
    cap
  }

  /// `exponential: { base: "50 ms", factor: 2, cap: "1 s" }`.
  ///
  /// The wait before retry *n*, counted from 0, is `base · factor^n`, cut to `cap`. Without a
  /// factor it doubles.
  static let exponentialGrowth = ObjectSchema("'exponential'", initial: GrowthTerms()) {
    base
    Key(
      "factor", \.factor, .number(1...1_000_000), "The factor from one wait to the next.",
      example: "2", written: .always, default: "2, or 3 with decorrelated jitter")
    cap
  }

  /// `polynomial: { base: "15 s", step: "1 s", power: 4 }`.
  static let polynomial = ObjectSchema(
    "'polynomial'", example: "{ base: \"15 s\", step: \"1 s\", power: 4 }", initial: GrowthTerms()
  ) {
    base
    step
    Key(
      "power", \.power, .count(1...16), "The exponent of the number of retries.", example: "4",
      written: .always)
    cap
  }

  /// The first wait, which every growth needs.
  private static let base = Key<GrowthTerms>.required(
    "base", \.base, .duration, "The wait before the first retry.", example: "\"50 ms\"")
  /// The part of a wait that is added for each further retry.
  private static let step = Key<GrowthTerms>(
    "step", \.step, Codec.duration.optional, "The step by which the wait grows.",
    example: "\"50 ms\"", written: .always, default: "the base")
  /// The longest wait, to which the growth is cut before its jitter, unless `capsJitter` says
  /// otherwise.
  private static let cap = Key<GrowthTerms>(
    "cap", \.cap, .cap, "The longest wait before jitter.", example: "\"1 s\"", written: .always)

  /// The parameters of jitter while they are read.
  struct JitterTerms: Sendable {
    /// The part of the wait that is random.
    var share = Probability.never
    /// The longest random addition.
    var upTo: Delay?
    /// The unit of the random addition; zero for any length.
    var step = Delay.zero
  }

  /// `jitter: { proportional: "25%" }`, or one of the other ways to make a wait random.
  static let jitterKinds = ObjectSchema(
    "'jitter'", alternatives: ["proportional", "shortened", "additive"], initial: JitterTerms()
  ) {
    Key(
      "proportional", \.share, .probability,
      "A uniform draw between the wait less this share and the wait more this share.",
      example: "\"25%\"", written: .always, default: "absent")
    Key(
      "shortened", \.share, .probability,
      "A uniform draw between the wait less this share and the wait.", example: "\"25%\"",
      written: .always, default: "absent")
    Key(
      "additive", type: .either([.duration, .object(additive.description)]),
      "A uniform draw from zero to this length, on top of the wait.", example: "\"100 ms\"",
      written: .always, default: "absent"
    ) { reader, member, terms in
      if case .object = member.value.value {
        reader.read(member.value, additive, into: &terms)
      } else {
        terms.upTo = reader.parsed(member, Quantity.delay)
      }
    } write: { _, _ in
      nil
    }
  }

  /// `jitter: { additive: { upTo: "1 s", step: "1 ms" } }`.
  static let additive = ObjectSchema("'additive'", initial: JitterTerms()) {
    Key.required(
      "upTo", \.upTo, .duration, "The most that is added before the first retry.",
      example: "\"50 ms\"")
    Key(
      "step", \.step, .duration, "The length by which the most grows with every retry.",
      example: "\"50 ms\"", written: .always)
  }

  /// The jitters that are a word.
  ///
  /// Full and equal jitter are those of Brooker, "Exponential Backoff And Jitter" (AWS
  /// Architecture Blog, 2015), and so is decorrelated jitter.
  private static let jitterWords: [(word: String, meaning: Backoff.Jitter)] = [
    ("none", .none), ("full", .full), ("equal", .equal), ("decorrelated", .decorrelated),
  ]

  /// A jitter: a word, or an object with one kind.
  private static let jitter = Codec<Backoff.Jitter>(
    .either([.words(jitterWords.map(\.word)), .object(jitterKinds.description)])
  ) { reader, member, _ in
    guard case .object = member.value.value else {
      return reader.parsed(member, alternative: ", or { proportional: \"25%\" }") {
        value throws(QuantityError) in
        try Choice.oneOf(jitterWords, value)
      }
    }
    guard let fields = reader.fields(of: member.value, jitterKinds.description) else { return nil }
    /// The kinds that the object names. Exactly one must be there.
    let kinds = jitterKinds.description.names.compactMap { fields[$0] }
    guard kinds.count == 1 else {
      reader.report(
        "'jitter' needs one of proportional, shortened and additive, for example "
          + "{ proportional: \"25%\" }", at: member.value.range)
      return nil
    }
    /// The parameters of that kind.
    var terms = jitterKinds.initial
    reader.read(jitterKinds.keys, of: fields, into: &terms)
    switch kinds[0].key {
    case "proportional": return .proportional(terms.share.value)
    case "shortened": return .shortened(terms.share.value)
    default: return .additive(upTo: terms.upTo ?? .zero, step: terms.step)
    }
  } write: { jitter, form in
    switch jitter {
    case .proportional(let share): return .single("proportional", .number(share))
    case .shortened(let share): return .single("shortened", .number(share))
    case .additive(let upTo, step: .zero): return .single("additive", .of(upTo))
    case .additive(let upTo, let step):
      return .single("additive", additive.text(of: JitterTerms(upTo: upTo, step: step), form))
    case .none, .full, .equal, .decorrelated: return .word(jitter, among: jitterWords)
    }
  }
}

/// The value of `backoff`: `"none"`, or an object with one kind of growth.
extension Codec where Content == Backoff {
  /// `backoff: { exponential: { base: "50 ms", cap: "1 s" }, jitter: "full" }`.
  static let backoff = Codec(
    .either([.object(ModelSchema.backoff.description), .words(["none"])])
  ) { reader, member, _ in
    if case .string("none") = member.value.value { return Backoff.none }
    guard case .object = member.value.value else {
      reader.reportMismatch(
        "backoff", "must be \"none\" or an object, for example { fixed: \"50 ms\" }", member.value)
      return nil
    }
    /// The keys of backoff beside its growth.
    let schema = ModelSchema.backoff
    guard let fields = reader.fields(of: member.value, schema.description) else { return nil }
    /// The kinds of growth that the object names. Exactly one must be there.
    let growths = schema.description.alternatives.compactMap { fields[$0] }
    guard growths.count == 1 else {
      reader.report(
        "'backoff' needs one of fixed, linear, exponential, polynomial and schedule, for example "
          + "{ fixed: \"50 ms\" }",
        at: growths.count > 1 ? growths[1].keyRange : member.value.range)
      return nil
    }
    /// The backoff so far, at its defaults.
    var backoff = schema.initial
    // The jitter comes first: the growth's default factor depends on it.
    reader.read(schema.keys.filter { $0.name == "jitter" }, of: fields, into: &backoff)
    if backoff.jitter == .decorrelated, growths[0].key != "exponential" {
      reader.report(
        "\"decorrelated\" jitter needs an exponential backoff", at: fields["jitter"]?.keyRange)
    }
    reader.read(schema.keys.filter { $0.name != "jitter" }, of: fields, into: &backoff)
    return backoff.growth == nil ? nil : backoff
  } write: { backoff, form in
    backoff.growth == nil ? .quoted("none") : ModelSchema.backoff.text(of: backoff, form)
  }
}

/// The reading of backoff, which checks growth and jitter against each other.
extension ModelReader {
  /// - Parameter factor: the factor of an exponential backoff that does not say it.
  fileprivate mutating func growth(_ member: Member, factor: Double) -> Backoff.Growth? {
    switch member.key {
    case "fixed":
      return .fixed(parsed(member, Quantity.delay) ?? .zero)
    case "linear":
      guard let terms = growthTerms(member, ModelSchema.linear, factor: factor) else { return nil }
      let base = terms.base ?? .zero
      return .linear(base: base, step: terms.step ?? base, cap: terms.cap)
    case "polynomial":
      var terms = ModelSchema.polynomial.initial
      if read(member.value, ModelSchema.polynomial, into: &terms) == nil { return nil }
      let base = terms.base ?? .zero
      return .polynomial(
        base: base, step: terms.step ?? base, power: terms.power, cap: terms.cap)
    case "schedule":
      return schedule(member.value)
    default:
      guard let terms = growthTerms(member, ModelSchema.exponentialGrowth, factor: factor) else {
        return nil
      }
      return .exponential(base: terms.base ?? .zero, factor: terms.factor, cap: terms.cap)
    }
  }

  /// The parameters of a growth, or of one that is given by a length of time alone.
  private mutating func growthTerms(
    _ member: Member, _ schema: ObjectSchema<ModelSchema.GrowthTerms>, factor: Double
  ) -> ModelSchema.GrowthTerms? {
    var terms = schema.initial
    terms.factor = factor
    guard case .object = member.value.value else {
      terms.base = parsed(member, Quantity.delay)
      return terms
    }
    return read(member.value, schema, into: &terms) == nil ? nil : terms
  }

  /// Reads a fixed list of waits, as queues and webhooks have them. The last one repeats if there
  /// are more retries than waits.
  private mutating func schedule(_ node: Node) -> Backoff.Growth? {
    guard case .array(let nodes) = node.value, (1...1_000).contains(nodes.count) else {
      reportMismatch(
        "schedule", "must be a list of 1 to 1000 waits, for example [\"5 s\", \"5 min\"]", node)
      return nil
    }
    var delays: [Delay] = []
    for node in nodes {
      do throws(QuantityError) {
        delays.append(try Quantity.delay(node.value))
      } catch {
        reportMismatch("schedule", error.requirement, node)
        return nil
      }
    }
    return .schedule(delays)
  }
}
