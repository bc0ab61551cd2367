import Statistics
import Study

/// A JSON text in the making: members keep their order, and numbers are the same digits as in the
/// CSV, neither of which Foundation's encoder promises.
enum JSONValue {
  case null
  case boolean(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  static func number(_ value: Double) -> JSONValue {
    value.isFinite ? .number(NumberText.shortest(value)) : .null
  }

  static func number(_ value: UInt64) -> JSONValue { .number("\(value)") }

  /// The text with two spaces for each level.
  func text(indentation: Int = 0) -> String {
    let margin = String(repeating: " ", count: indentation + 2)
    let end = String(repeating: " ", count: indentation)
    switch self {
    case .null: return "null"
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .number(let digits): return digits
    case .string(let text): return JSONValue.quoted(text)
    case .array(let elements):
      if elements.isEmpty { return "[]" }
      let lines = elements.map { margin + $0.text(indentation: indentation + 2) }
      return "[\n" + lines.joined(separator: ",\n") + "\n" + end + "]"
    case .object(let members):
      if members.allSatisfy({ $0.value.isPlain }) {
        let pairs = members.map { JSONValue.quoted($0.key) + ": " + $0.value.text() }
        return "{ " + pairs.joined(separator: ", ") + " }"
      }
      let lines = members.map {
        margin + JSONValue.quoted($0.key) + ": " + $0.value.text(indentation: indentation + 2)
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

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
