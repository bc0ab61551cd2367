import EndToEnd
import Simulation

/// The two directions between a value of a model file and a parameter.
struct Codec<Content: Sendable>: Sendable {
  /// Reads a member, given the parameter as it is so far. The result is `nil` if the member is wrong,
  /// which was reported.
  typealias Read = @Sendable (inout ModelReader, Member, Content?) -> Content?
  /// Writes a parameter in a form; the inverse of reading, so that `show` reads back to the same
  /// model.
  typealias Write = @Sendable (Content, TextForm) -> JSON5Writer
  /// Reads a value that needs nothing of the model around it.
  ///
  /// - Throws: the requirement that the value does not meet, for a message that names the key.
  typealias Parse = @Sendable (Value) throws(QuantityError) -> Content

  /// The kind of value, for messages, `explain` and the JSON Schema.
  let type: ValueType
  /// Reads a value into a property, and reports what is wrong with it at its place.
  let read: Read
  /// Writes a value as a model file says it.
  let write: Write

  dynamic init(_ type: ValueType, read: @escaping Read, write: @escaping Write) {
    self.type = type
    self.read = read
    self.write = write
  }

  /// A value that does not depend on what the parameter was, and is wrong in one way only.
  ///
  /// - Parameter alternative: the end of the message about a wrong value.
  dynamic init(
    _ type: ValueType, alternative: String = "", parse: @escaping Parse,
    write: @escaping @Sendable (Content) -> JSON5Writer
  ) {
    self.init(type) { reader, member, _ in
      reader.parsed(member, alternative: alternative, parse)
    } write: { content, _ in
      write(content)
    }
  }

  /// The same for a parameter that may have no value yet.
  dynamic var optional: Codec<Content?> {
    let read = read
    let write = write
    return Codec<Content?>(type) { reader, member, content in
      read(&reader, member, content ?? nil).map { .some($0) }
    } write: { content, form in
      content.map { write($0, form) } ?? .atom("null")
    }
  }
}

extension ModelReader {
  /// The value of a member; `nil` if it is wrong, which was reported.
  dynamic mutating func parsed<Content>(
    _ member: Member, alternative: String = "",
    _ parse: (Value) throws(QuantityError) -> Content
  ) -> Content? {
    do throws(QuantityError) {
      return try parse(member.value.value)
    } catch {
      reportMismatch(member.key, error.requirement + alternative, member.value)
      return nil
    }
  }
}

// MARK: - Quantities

/// `true` or `false`.
extension Codec where Content == Bool {
  /// The words `true` and `false`, without quotes.
  static let boolean = Codec(.boolean, parse: Choice.isTrue) { .of($0) }
}

/// `0.01`, `"1%"` or `"0.5‰"`.
extension Codec where Content == Probability {
  /// A number from 0 to 1, or a percentage or per mille with its sign.
  static let probability = Codec(.probability, parse: Quantity.probability) { .of($0) }
}

/// `"200 ms"`: a number and a unit, from ns to d.
extension Codec where Content == Delay {
  /// Any length of time, 0 s included.
  static let duration = Codec(.duration, parse: Quantity.delay) { .of($0) }
  /// A length of time that is longer than 0 s.
  static let positiveDuration = Codec(.duration, parse: Quantity.positiveDelay) { .of($0) }
  /// A bound that "none" takes away.
  static let cap = Codec(.either([.duration, .words(["none"])]), parse: Quantity.delayOrLongest) {
    $0 == .longest ? .quoted("none") : .of($0)
  }
}

/// `"200 ms"` or `"none"`.
extension Codec where Content == Delay? {
  /// A length that must not be zero, or "none".
  static let durationOrNone = Codec(
    .either([.duration, .words(["none"])]), parse: Quantity.positiveDelayOrNone
  ) { .of($0) }
}

/// `"100/s"`: a number for each unit of time.
extension Codec where Content == Rate {
  /// A rate with its unit of time, in quotes.
  static let rate = Codec(.rate, parse: Quantity.rate) { .quoted(Quantity.text(of: $0)) }
}

/// `3`: a whole number, not in quotes.
extension Codec where Content: FixedWidthInteger {
  /// A whole number in a range, which the JSON Schema states too.
  dynamic static func count(_ range: ClosedRange<Content>) -> Codec {
    let range = UInt64(range.lowerBound)...UInt64(range.upperBound)
    return Codec(.count(range)) { value throws(QuantityError) in
      Content(try Quantity.count(value, in: range))
    } write: {
      .atom("\($0)")
    }
  }
}

/// `0.5`: a number without a unit.
extension Codec where Content == Double {
  /// A number in a range; `what` names it in messages.
  static func number(_ range: ClosedRange<Double>, what: String = "a number") -> Codec {
    Codec(.number(range)) { value throws(QuantityError) in
      try Quantity.number(value, in: range, what: what)
    } write: {
      .number($0)
    }
  }
}

/// `10`, `0.1`: tokens of a retry budget, of which millionths count.
extension Codec where Content == RetryBudget.Tokens {
  /// A number of tokens; a bucket counts them in millionths, so that a tenth earned ten times is
  /// one.
  static let tokens = Codec(
    .number(0...RetryBudget.Tokens.most)
  ) { value throws(QuantityError) in
    .init(try Quantity.number(value, in: 0...RetryBudget.Tokens.most, what: "a number of tokens"))
  } write: {
    .number($0.value)
  }
}

extension Codec where Content == String {
  /// Text without a line break.
  static let line = Codec(.line, parse: Choice.line) { .quoted($0) }

  /// A text of any length, for the data of the program itself.
  static let text = Codec(.line, parse: plainText) { .quoted($0) }

  /// Reads a text as it is, line breaks included.
  @Sendable fileprivate static func plainText(_ value: Value) throws(QuantityError) -> String {
    guard case .string(let text) = value else {
      throw QuantityError(requirement: "must be a text in quotes")
    }
    return text
  }
}

/// `["a", "b"]`.
extension Codec where Content == [String] {
  /// A list of lines, of any length.
  static let texts = Codec(.list(.line, 0...Int.max)) { value throws(QuantityError) in
    guard case .array(let nodes) = value else {
      throw QuantityError(requirement: "must be a list of texts")
    }
    var texts: [String] = []
    for node in nodes { texts.append(try Codec<String>.plainText(node.value)) }
    return texts
  } write: {
    .list($0.map { .quoted($0) })
  }
}

extension Codec where Content: Equatable {
  /// One of some words, each with its meaning.
  dynamic static func words(_ options: [(word: String, meaning: Content)]) -> Codec {
    Codec(.words(options.map(\.word))) { value throws(QuantityError) in
      try Choice.oneOf(options, value)
    } write: {
      .word($0, among: options)
    }
  }

  /// The same codec with the word "none" for nothing.
  dynamic var orNone: Codec<Content?> {
    let read = read
    let write = write
    return Codec<Content?>(.either([type, .words(["none"])])) { reader, member, content in
      if case .string("none") = member.value.value { return .some(nil) }
      return read(&reader, member, content ?? nil).map { .some($0) }
    } write: { content, form in
      content.map { write($0, form) } ?? .quoted("none")
    }
  }
}

/// `"503"`: a status of HTTP in quotes, as `retryOn` has it.
extension Codec where Content == Status {
  /// An HTTP status from "400" to "599".
  static let status = Codec(.status) { value throws(QuantityError) in
    guard let status = Status(modelValue: value) else {
      throw QuantityError(requirement: "must be an error status from \"400\" to \"599\"")
    }
    return status
  } write: {
    .quoted("\($0.code)")
  }
}

extension Status {
  /// An error status, as a text or a number; `nil` for anything else.
  init?(modelValue value: Value) {
    let code: UInt16? =
      switch value {
      case .string(let text): UInt16(text)
      case .number(let number): UInt16(exactly: number.value)
      default: nil
      }
    guard let code, code >= 400, code <= 599 else { return nil }
    self.init(code: code)
  }
}
