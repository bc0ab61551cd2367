import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// Charts as JSON: the participants, the rows in order of time, the verdict.
extension SequenceChart {
  /// Everything that the chart says, for programs.
  ///
  /// - Returns: a JSON object in lines, each with a line feed at its end.
  package func json() -> String {
    let story = story
    let document = JSONValue.object([
      ("version", .string(Version.current)),
      ("title", .string(title)),
      ("participants", .array(participants.map { .string(name(of: $0)) })),
      ("rows", .array(rows.map(json))),
      ("story", .array(story.map(JSONValue.string))),
      ("client", .array(verdict.client.map(JSONValue.string))),
      ("server", .string(verdict.server)),
      ("outcome", json(verdict.outcome)),
      ("verdict", .array(zip(verdict.kinds, verdict.sentences).map(json))),
      ("evidence", .string(verdict.evidence)),
      ("probability", likelihood?.json ?? .null),
    ])
    return document.text() + "\n"
  }

  /// One row: the time in nanoseconds, the participant, the event as a word and in words, and its
  /// message.
  private func json(_ row: Row) -> JSONValue {
    .object([
      ("time_ns", .number("\(row.instant.nanoseconds)")),
      ("participant", .string(name(of: row.participant))),
      ("what", .string(row.event.word)),
      ("words", .string(row.event.text(.full))),
      ("message", row.event.message.map(json) ?? .null),
    ])
  }

  /// A message with both ends and the request that it belongs to.
  private func json(_ message: Message) -> JSONValue {
    let request = message.content.request
    let status: JSONValue =
      if case .response(let status, _) = message.content { .number(UInt64(status.code)) } else {
        .null
      }
    return .object([
      ("from", .string(name(of: message.sender))),
      ("to", .string(name(of: message.receiver))),
      ("direction", .string(message.content.isRequest ? "request" : "response")),
      ("kind", .string(request.kind.word)),
      ("attempt", .number(UInt64(request.attempt))),
      ("press", .number(UInt64(request.press))),
      ("tries", .string(request.gatewayTries.map(String.init).joined(separator: "."))),
      ("status", status),
      ("departure_ns", .number("\(message.departure.nanoseconds)")),
      ("arrival_ns", message.arrival.map { .number("\($0.nanoseconds)") } ?? .null),
      ("fate", .string(message.isBroken ? "broken" : message.isLost ? "lost" : "arrives")),
    ])
  }

  /// The outcome of the write in numbers.
  private func json(_ outcome: Outcome) -> JSONValue {
    .object([
      ("belief", .string(outcome.belief.word)),
      ("copies", .number(UInt64(outcome.copies))),
      ("copies_at_decision", .number(UInt64(outcome.copiesAtDecision))),
      ("attempts", .number(UInt64(outcome.attempts))),
      ("requests", .number(UInt64(outcome.requests))),
      ("submissions", .number(UInt64(outcome.submissions))),
      ("time_ns", .number("\(outcome.time.nanoseconds)")),
    ])
  }

  /// The classes of the outcome, each with its sentence.
  private func json(_ kind: OutcomeClass, _ sentence: String) -> JSONValue {
    .object([("class", .string(kind.rawValue)), ("sentence", .string(sentence))])
  }
}

/// The members of a row, by the kind of its event.
extension SequenceChart.ChartEvent {
  /// The message that it is about, if it is about one under way.
  var message: SequenceChart.Message? {
    switch self {
    case .sends(let message), .receives(let message), .ignores(let message, _): message
    default: nil
    }
  }
}

/// The members that tell what a message says.
extension SequenceChart.Content {
  /// A Boolean value that indicates whether it is a request.
  fileprivate var isRequest: Bool { if case .request = self { true } else { false } }
}

/// The name of a belief.
extension Belief {
  /// The word for a belief, which is part of the format.
  fileprivate var word: String {
    switch self {
    case .acknowledged: "acknowledged"
    case .error: "error"
    case .timeout: "timeout"
    case .rejected: "rejected"
    }
  }
}

/// The name of a kind of request.
extension Request.Kind {
  /// The word for a kind of request, which is part of the format.
  fileprivate var word: String {
    switch self {
    case .write: "write"
    case .confirm: "confirm"
    case .read: "read"
    }
  }
}

/// The members about the probability of the execution.
extension SequenceChart.Likelihood {
  /// The probability of the execution, by the way in which it was chosen.
  fileprivate var json: JSONValue {
    switch self {
    case .likeliest(let way):
      .object([
        ("outcome", .string(way.outcome.rawValue)),
        ("this_way", .number(way.probability)),
        ("all_ways", .number(way.total)),
        ("share", .number(way.share)),
        ("residual", .number(way.residual)),
        ("discretised", way.discretisation.map { .number(UInt64($0)) } ?? .null),
      ])
    case .faults(let names, let probability):
      .object([
        ("faults", .array(names.map(JSONValue.string))), ("this_way", .number(probability)),
      ])
    case .fewestFaults(let outcome, let names):
      .object([
        ("outcome", .string(outcome.rawValue)), ("faults", .array(names.map(JSONValue.string))),
        ("this_way", .null),
      ])
    }
  }
}
