/// The kinds of value that a key of a model may have, for explanations and for the JSON Schema.
package indirect enum ValueType: Sendable {
  case boolean
  /// A fraction of 1, a percentage or a number of thousandths.
  case probability
  /// A length of time with its unit.
  case duration
  /// A number per unit of time.
  case rate
  /// A whole number in a range.
  case count(ClosedRange<UInt64>)
  /// A number in a range.
  case number(ClosedRange<Double>)
  /// A text of one line.
  case line
  /// A name from one of the lists of the program.
  case name(NameList)
  /// An error status of HTTP.
  case status
  /// One of these words.
  case words([String])
  /// One literal without quotes: `true`, `false` or `1`.
  case literal(String)
  /// A distribution of lengths of time, which may contain others.
  case latency
  /// An object with keys of its own.
  case object(ObjectDescription)
  /// A list of values of one type, with a range for its length.
  case list(ValueType, ClosedRange<Int>)
  /// An object whose keys are names of the user's own.
  case named(ValueType)
  /// Any of these, the usual one first.
  case either([ValueType])

  /// The kind in words, for a reader of `disagree explain`.
  package var phrase: String {
    switch self {
    case .boolean: return "true or false"
    case .probability: return "a probability, for example \"1%\", \"0.5‰\" or 0.01"
    case .duration: return "a length of time, for example \"200 ms\""
    case .rate: return "a rate, for example \"100/s\""
    case .count(let range):
      let end = range.upperBound == .max ? "" : " to \(range.upperBound)"
      return "a whole number from \(range.lowerBound)" + end
    case .number(let range):
      return "a number from \(JSON5Writer.plain(range.lowerBound)) to "
        + JSON5Writer.plain(range.upperBound)
    case .line: return "a text of one line"
    case .status: return "an error status from \"400\" to \"599\""
    case .name(let list): return "a name that '\(list.rawValue)' lists"
    case .words(let words):
      return words.map { "\"\($0)\"" }.joined(separator: ", ")
    case .literal(let text): return text
    case .latency:
      return "a length of time, or a distribution, for example { exponential: \"20 ms\" }"
    case .object: return "an object"
    case .list(let element, _): return "a list; each element is " + element.phrase
    case .named(let element): return "an object of named elements; each is " + element.phrase
    case .either(let types): return types.map(\.phrase).joined(separator: ", or ")
    }
  }

  /// The objects that a value of this kind may be, or that its elements may be.
  package var objects: [ObjectDescription] {
    switch self {
    case .object(let description): [description]
    case .latency: [ModelSchema.latency]
    case .list(let element, _), .named(let element): element.objects
    case .either(let types):
      // A key may take one object or a list of them.
      types.flatMap(\.objects).reduce(into: []) { objects, object in
        if !objects.contains(where: { $0.name == object.name }) { objects.append(object) }
      }
    case .boolean, .probability, .duration, .rate, .count, .number, .line, .name, .status, .words,
      .literal:
      []
    }
  }
}

/// The lists of names that the program knows, each by the command that prints it.
package enum NameList: String, Sendable {
  case presets = "disagree presets"
  /// The idempotency protocols of servers.
  case protocols = "disagree presets --protections"

  /// The names.
  var names: [String] {
    switch self {
    case .presets: Preset.all.map(\.name)
    case .protocols: Protection.all.filter { $0.key != nil }.map(\.name)
    }
  }
}

/// One key of a model as its readers see it.
package struct KeyDescription: Sendable {
  /// The key itself.
  package let name: String
  /// The kind of value that the key takes, with its bounds.
  package let type: ValueType
  /// One sentence of plain English.
  package let meaning: String
  /// A value as a model file says it.
  package let example: String
  /// The value where the file says none, as a model file says it; `nil` if there is none.
  package var defaultText: String?
  /// A Boolean value that indicates whether a file must say it.
  package var isRequired = false
}

/// An object of a model as its readers see it.
package struct ObjectDescription: Sendable {
  /// The name in messages, as in "unknown key 'x' in NAME".
  package let name: String
  /// The keys of the object, in the order in which `show` writes them.
  package var keys: [KeyDescription]
  /// The keys of which the object must have exactly one; empty if there is no such rule.
  package var alternatives: [String] = []
  /// A Boolean value that indicates whether an object may change a part of an earlier one, so that a file
  /// need not say the required keys again.
  var mayBePart = false
  /// An object for messages to users who wrote something else.
  var example: String?
  /// Keys that users look for here in vain, with what to do instead.
  var remedies: [String: String] = [:]

  /// The description of a key.
  package subscript(name: String) -> KeyDescription? { keys.first { $0.name == name } }

  /// The names of all keys.
  package var names: [String] { keys.map(\.name) }

  /// The object that a misplaced key belongs in, if that is certain.
  static func home(of key: String, not object: ObjectDescription) -> ObjectDescription? {
    let homes = ModelSchema.homes.filter { $0.name != object.name && $0[key] != nil }
    return homes.count == 1 ? homes[0] : nil
  }
}
