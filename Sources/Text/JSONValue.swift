/// A JSON document.
///
/// Members keep their order, and numbers have the same digits as in the CSV. Foundation's encoder promises
/// neither.
package enum JSONValue {
  case null
  case boolean(Bool)
  /// A number by its digits.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// The shortest digits that read back as the same number; `null` if it is not finite.
  package static func number(_ value: Double) -> JSONValue {
    value.isFinite ? .number(NumberText.shortest(value)) : .null
  }

  /// All digits of an integer. JavaScript reads those beyond 2⁵³ inexactly.
  package static func number(_ value: UInt64) -> JSONValue { .number("\(value)") }

  /// The text with two spaces for each level.
  ///
  /// - Parameter inOneLine: true to put an object on one line if it has no array and no object in it.
  package func text(indentation: Int = 0, inOneLine: Bool = true) -> String {
    let margin = String(repeating: " ", count: indentation + 2)
    let end = String(repeating: " ", count: indentation)
    switch self {
    case .null: return "null"
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .number(let digits): return digits
    case .string(let text): return JSONText.quoted(text)
    case .array(let elements):
      if elements.isEmpty { return "[]" }
      let lines = elements.map {
        margin + $0.text(indentation: indentation + 2, inOneLine: inOneLine)
      }
      return "[\n" + lines.joined(separator: ",\n") + "\n" + end + "]"
    case .object(let members):
      if inOneLine, members.allSatisfy({ $0.value.isPlain }) {
        let pairs = members.map { JSONText.quoted($0.key) + ": " + $0.value.text() }
        return "{ " + pairs.joined(separator: ", ") + " }"
      }
      let lines = members.map {
        margin + JSONText.quoted($0.key) + ": "
          + $0.value.text(indentation: indentation + 2, inOneLine: inOneLine)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + end + "}"
    }
  }

  private var isPlain: Bool {
    switch self {
    case .null, .boolean, .number, .string: true
    case .array, .object: false
    }
  }
}

/// Pieces of JSON and JSON5.
package enum JSONText {
  /// The text in quotes, so that JSON and JSON5 read it back as it is.
  ///
  /// The characters that ``SanitizedText`` makes visible become escapes of JSON: printed on a terminal,
  /// the document cannot act on it.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where SanitizedText.isHidden(scalar):
        for unit in Character(scalar).utf16 {
          let digits = String(unit, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// The elements, which are JSON already, as an array on one line.
  package static func list(_ elements: [String]) -> String {
    "[" + elements.joined(separator: ", ") + "]"
  }
}
