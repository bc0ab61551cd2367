import EndToEnd
import Simulation

/// The client, its person and the logs.
extension ModelSchema {
  /// `client: { timeout: "2 s" }`: all that strategies share.
  static let client = ObjectSchema(
    "'client'", example: "{ timeout: \"2 s\" }", initial: Client()
  ) {
    Key(
      "timeout", \.timeout, .positiveDuration,
      "The time that the client waits for the response to one attempt.", example: "\"2 s\"",
      written: .always)
    Key(
      "acceptsLateResponses", \.acceptsLateResponses, .boolean,
      "Whether a success that answers an earlier attempt counts while the client is still trying.",
      example: "false", written: .always)
    Key(
      "crashes", \.crashes, .object(crashes), "The crashes of the client's process while it waits.",
      example: "{ chance: \"1%\", restartsAfter: \"10 s\" }", written: .always)
  }

  /// `crashes: { chance: "1%", restartsAfter: "5 s" }`.
  static let crashes = ObjectSchema(
    "'crashes'", example: "{ chance: \"1%\", restartsAfter: \"10 s\" }", initial: ClientCrashes()
  ) {
    Key(
      "chance", \.chance, .probability,
      "The chance, for each attempt, that the client's process ends just after it sent the request.",
      example: "\"1%\"", written: .always)
    Key(
      "restartsAfter", \.restartsAfter, .duration, "The time until the process is back.",
      example: "\"10 s\"", written: .always)
  }

  /// `evidence: { serverLog: true, clientLog: "final" }`: who writes down what.
  static let evidence = ObjectSchema(
    "'evidence'", example: "{ serverLog: true, clientLog: \"final\" }", initial: Logs()
  ) {
    Key(
      "serverLog", \.server, .boolean,
      "Whether the server and the gateways log their failures: each 5xx that they answer.",
      example: "true", written: .always)
    Key(
      "clientLog", \.client, clientLog,
      "The failures that the client logs: those of all attempts, those without an answer and the final one, only the final one, or none.",
      example: "\"attempts\"", written: .always)
  }

  /// The words of `clientLog`, from the most that a client may log to nothing.
  private static let clientLogs: [(word: String, meaning: Logs.ClientLog)] = [
    ("attempts", .attempts), ("timeouts", .timeouts), ("final", .final), ("none", .nothing),
  ]
  /// A word of that list, or `false` for "none".
  private static let clientLog = Codec<Logs.ClientLog>(
    .either([.words(clientLogs.map(\.word)), .literal("false")])
  ) { value throws(QuantityError) in
    if case .boolean(false) = value { return .nothing }
    guard case .string(let word) = value, let log = clientLogs.first(where: { $0.word == word })
    else {
      throw QuantityError(
        requirement: "must be \"attempts\", \"timeouts\", \"final\" or \"none\"")
    }
    return log.meaning
  } write: {
    .word($0, among: clientLogs)
  }

  /// `person: { resubmits: "45%", after: "20 s" }`.
  static let person = ObjectSchema("'person'", initial: Person()) {
    Key(
      "resubmits", \.resubmits, .probability,
      "The chance, each time that nothing was acknowledged, that the user presses the button again.",
      example: "\"45%\"", written: .always)
    Key(
      "after", \.after, .latency, "The time until the user presses again.", example: "\"20 s\"",
      written: .always)
    Key(
      "presses", \.mostSubmissions, .count(Person.mostRange), "The most presses in all.",
      example: "3", written: .always)
    Key(
      "contactsSupport", \.contactsSupport, .probability,
      "The chance, each time that nothing was acknowledged, that the user calls support instead of pressing again.",
      example: "\"5%\"", written: .always)
    Key(
      "closesPage", \.closesPage, habit,
      "The chance that the user closes the page before the answer, alone or with the time until then.",
      example: "{ chance: \"3%\", after: \"300 ms\" }", written: .always)
    Key(
      "pressesTwice", \.pressesTwice, habit,
      "The chance that the user presses a second time without waiting for anything, alone or with the time until then.",
      example: "{ chance: \"3%\", after: \"300 ms\" }", written: .always)
    Key(
      "impatient", \.impatience, impatienceCodec,
      "Whether the user presses again and again while no answer comes, up to 'presses' in all.",
      example: "{ every: \"5 s\" }", written: .ifNotDefault)
  }

  /// `impatient: { every: "5 s" }`: presses while no answer comes.
  private static let impatienceCodec = Codec<Person.Impatience?>.object(
    impatience, or: .false,
    mismatch: "must be an object, for example { every: \"5 s\", chance: \"50%\" }, or false")

  /// `impatient: { every: "5 s", chance: "50%" }`: presses that do not wait for any outcome.
  static let impatience = ObjectSchema("'impatient'", initial: Person.Impatience()) {
    Key(
      "every", \.every, .positiveLatency,
      "The time without an answer after which the user presses again.", example: "\"5 s\"",
      written: .always, isRequired: true)
    Key(
      "chance", \.chance, .probability,
      "The chance, after each press, that the user does not just wait for the answer.",
      example: "\"50%\"", written: .always)
  }

  /// A habit of the user: a chance alone, or with the time until it happens.
  private static let habit = Codec<Person.Habit>(
    .either([.object(habitNamed("a habit").description), .probability])
  ) { reader, member, habit in
    // The two habits have the same keys, and messages name the one that they are about.
    Codec<Person.Habit>.object(
      habitNamed("'\(member.key)'"), orOnly: \.chance, .probability,
      alternative: ", or an object, for example { chance: \"3%\", after: \"300 ms\" }",
      resets: true,
      parse: Quantity.probability
    ).read(&reader, member, habit)
  } write: { habit, form in
    habitNamed("a habit").text(of: habit, form)
  }

  /// The keys of a habit, under the name that messages use.
  private static func habitNamed(_ name: String) -> ObjectSchema<Person.Habit> {
    ObjectSchema(name, initial: Person.Habit()) {
      Key(
        "chance", \.chance, .probability, "The chance that the user does it.", example: "\"3%\"",
        written: .always)
      Key(
        "after", \.after, .latency, "The time between the press and the habit.",
        example: "\"300 ms\"", written: .always)
    }
  }

  /// Looks at the shares of the users who press again.
  @Sendable static func check(_ reader: inout ModelReader, _ person: Person, _ fields: Fields) {
    let sum = person.resubmits.value + person.contactsSupport.value
    // What is 1 on paper may be a little more as a sum of doubles.
    if sum > 1 + 1e-12 {
      reader.report(
        "'resubmits' and 'contactsSupport' are shares of the same people, and "
          + "\(Quantity.text(of: person.resubmits)) and "
          + "\(Quantity.text(of: person.contactsSupport)) are more than all of them",
        at: (fields["contactsSupport"] ?? fields["resubmits"])?.value.range ?? fields.node.range)
    }
    if person.mostSubmissions == 1,
      person.resubmits != .never || person.pressesTwice.chance != .never
        || person.impatience != nil
    {
      reader.report(
        "'presses' allows one press in all, and this person would press again; raise it, or leave out "
          + "'resubmits', 'pressesTwice' and 'impatient'",
        at: fields["presses"]?.value.range ?? fields.node.range)
    }
  }
}
