import Text

/// The JSON Schema of model files (draft 2020-12), for editors.
///
/// It is for the data of a JSON5 file. What a schema cannot say, for example that a phase begins after
/// the one before it, only the reader checks.
package struct JSONSchema {
  /// The schema, ready to be written to a file.
  package static var text: String {
    var schema = JSONSchema()
    let model = schema.fragment(of: .object(ModelSchema.model))
    let members: [JSONValue.Member] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("A model of disagree")), ("$ref", model.reference),
      ("$defs", .object(schema.definitions)),
    ]
    return JSONValue.object(members).text(inOneLine: false) + "\n"
  }

  /// The definitions, in the order of their first use.
  private var definitions: [JSONValue.Member] = []
  /// The names of the definitions that are there, with the keys that tell namesakes apart.
  private var known: [String: [String]] = [:]

  /// The schema of a kind of value.
  private mutating func fragment(of type: ValueType) -> JSONValue {
    switch type {
    case .boolean: return .object([("type", .string("boolean"))])
    case .probability: return defined("probability", Self.probability)
    case .duration: return defined("duration", Self.duration)
    case .rate:
      return .object([("type", .string("string")), ("pattern", .string(Self.ratePattern))])
    case .count(let range): return .anyOf([count(range), Self.pattern("^[0-9]+$")])
    case .number(let range):
      return .object([
        ("type", .string("number")), ("minimum", .atom(JSON5Writer.plain(range.lowerBound))),
        ("maximum", .atom(JSON5Writer.plain(range.upperBound))),
      ])
    case .line: return .object([("type", .string("string")), ("maxLength", .atom("200"))])
    case .name(let list): return .object([("enum", .array(list.names.map(JSONValue.string)))])
    case .status: return .anyOf([count(400...599), Self.pattern("^[45][0-9][0-9]$")])
    case .words(let words): return .object([("enum", .array(words.map(JSONValue.string)))])
    case .literal(let text): return .object([("const", .atom(text))])
    case .latency:
      if known["latency"] == nil {
        // A mixture contains latencies: the name must be known before the definition is.
        known["latency"] = []
        let place = definitions.count
        let latency = JSONValue.anyOf([
          fragment(of: .duration), definition(of: ModelSchema.latency),
        ])
        definitions.insert(("latency", latency), at: place)
      }
      return .reference("latency")
    case .object(let object): return reference(to: object)
    case .list(let element, let counts):
      var members: [JSONValue.Member] = [
        ("type", .string("array")), ("items", fragment(of: element)),
      ]
      if counts.lowerBound > 0 { members.append(("minItems", .atom("\(counts.lowerBound)"))) }
      if counts.upperBound < .max { members.append(("maxItems", .atom("\(counts.upperBound)"))) }
      return .object(members)
    case .named(let element):
      return .object([
        ("type", .string("object")), ("additionalProperties", fragment(of: element)),
      ])
    case .either(let types): return .anyOf(types.map { fragment(of: $0) })
    }
  }

  /// A reference to a definition, which is added if it is not there.
  private mutating func defined(_ name: String, _ schema: JSONValue) -> JSONValue {
    if known[name] == nil {
      known[name] = []
      definitions.append((name, schema))
    }
    return .reference(name)
  }

  /// A reference to the definition of an object, which is made if it is not there.
  private mutating func reference(to object: ObjectDescription) -> JSONValue {
    var name = object.name.filter { $0 != "'" }.split(separator: " ").joined(separator: "-")
    if let names = known[name], names != object.names { name += "-" + (object.names.first ?? "") }
    if known[name] == nil {
      known[name] = object.names
      let place = definitions.count
      let definition = definition(of: object)
      definitions.insert((name, definition), at: place)
    }
    return .reference(name)
  }

  /// The definition of an object: its keys with their meanings, defaults and types, and no
  /// others.
  ///
  /// Unknown keys are errors here as in the reader: a misspelled key is found while it is typed.
  private mutating func definition(of object: ObjectDescription) -> JSONValue {
    let properties = object.keys.map { key -> JSONValue.Member in
      var members: [JSONValue.Member] = [("description", .string(key.meaning))]
      if let value = key.defaultText.flatMap(JSONValue.init(scalar:)) {
        members.append(("default", value))
      }
      // A model needs a strategy; other objects of named elements may be empty.
      if key.isRequired, case .named = key.type {
        members.append(("minProperties", .atom("1")))
      }
      return (key.name, .object(members + fragment(of: key.type).members))
    }
    var members: [JSONValue.Member] = [
      ("type", .string("object")), ("additionalProperties", .atom("false")),
      ("properties", .object(properties)),
    ]
    let required = object.mayBePart ? [] : object.keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { members.append(("required", .array(required.map(JSONValue.string)))) }
    if !object.alternatives.isEmpty {
      let choices = object.alternatives.map { name in
        JSONValue.object([("required", .array([.string(name)]))])
      }
      members.append(("oneOf", .array(choices)))
    }
    return .object(members)
  }

  /// The schema of whole numbers in a range.
  private func count(_ range: ClosedRange<UInt64>) -> JSONValue {
    var members: [JSONValue.Member] = [
      ("type", .string("integer")), ("minimum", .atom("\(range.lowerBound)")),
    ]
    if range.upperBound < .max { members.append(("maximum", .atom("\(range.upperBound)"))) }
    return .object(members)
  }

  /// The pattern of a number that stands before a unit.
  private static let digits = #"([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"#
  /// The pattern of a rate.
  private static let ratePattern = "^ *" + digits + " */ *(s|min|h|d) *$"
  /// A length of time: a number with a unit, or 0 without one.
  private static let duration = JSONValue.anyOf([
    .object([("const", .atom("0"))]), pattern("^" + digits + " *(ns|us|µs|μs|ms|s|min|h|d)$"),
  ])
  /// A probability: a number from 0 to 1, or a text with a sign.
  private static let probability = JSONValue.anyOf([
    .object([
      ("type", .string("number")), ("minimum", .atom("0")), ("maximum", .atom("1")),
    ]),
    pattern(#"^(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+)%$"#),
    pattern(#"^(1000(\.0*)?|[0-9]{1,3}(\.[0-9]*)?|\.[0-9]+)‰$"#),
    pattern(#"^(0?\.[0-9]+|0(\.[0-9]*)?|1(\.0*)?|[0-9.]+[eE]-[0-9]+[%‰]?)$"#),
  ])

  /// The schema of texts that match a pattern.
  private static func pattern(_ pattern: String) -> JSONValue {
    .object([("type", .string("string")), ("pattern", .string(pattern))])
  }
}

/// The pieces of a JSON Schema.
extension JSONValue {
  /// A key of an object with its value.
  fileprivate typealias Member = (key: String, value: JSONValue)

  /// A number, or a word without quotes.
  fileprivate static func atom(_ text: String) -> JSONValue { .number(text) }

  /// A value that fits one of several schemas.
  fileprivate static func anyOf(_ choices: [JSONValue]) -> JSONValue {
    .object([("anyOf", .array(choices))])
  }

  /// A reference to a definition by its name.
  fileprivate static func reference(_ name: String) -> JSONValue {
    .object([("$ref", .string("#/$defs/" + name))])
  }

  /// The value of a scalar as model files write it; `nil` for anything else.
  fileprivate init?(scalar text: String) {
    if text == "true" || text == "false" || NumberSyntax.literal(text) != nil {
      self = .atom(text)
    } else if text.count > 1, text.hasPrefix("\""), text.hasSuffix("\""),
      !text.dropFirst().dropLast().contains("\"")
    {
      self = .string(String(text.dropFirst().dropLast()))
    } else {
      return nil
    }
  }

  /// The members of an object; none for anything else.
  fileprivate var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The text of a reference.
  fileprivate var reference: JSONValue { members.first { $0.key == "$ref" }?.value ?? .null }
}
