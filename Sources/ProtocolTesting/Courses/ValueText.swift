import Diagrams
import Simulation
import Text

/// A value in words for a reader: without the names of modules, and the same whatever order a set or a
/// dictionary comes in.
enum ValueText {
  static func of(_ value: Any) -> String {
    if let delay = value as? Delay { return DelayText.text(delay) }
    let mirror = Mirror(reflecting: value)
    let children = mirror.children
    switch mirror.displayStyle {
    case .optional: return children.first.map { of($0.value) } ?? "nil"
    case .set: return "{" + children.map { of($0.value) }.sorted().joined(separator: ", ") + "}"
    case .collection: return "[" + children.map { of($0.value) }.joined(separator: ", ") + "]"
    case .dictionary:
      let pairs = children.map { pair in
        Mirror(reflecting: pair.value).children.map { of($0.value) }.joined(separator: ": ")
      }
      return pairs.isEmpty ? "[:]" : "[" + pairs.sorted().joined(separator: ", ") + "]"
    case .tuple: return "(" + fields(mirror) + ")"
    case .enum where !(value is any CustomStringConvertible):
      guard let payload = children.first else { return "\(value)" }
      let inner = Mirror(reflecting: payload.value)
      let words = inner.displayStyle == .tuple ? fields(inner) : of(payload.value)
      return (payload.label ?? "") + "(" + words + ")"
    case .struct where !(value is any CustomStringConvertible):
      return "\(type(of: value))(" + fields(mirror) + ")"
    default: return "\(value)"
    }
  }

  private static func fields(_ mirror: Mirror) -> String {
    mirror.children.map { field in
      let label = field.label.flatMap { $0.hasPrefix(".") ? nil : $0 + ": " } ?? ""
      return label + of(field.value)
    }.joined(separator: ", ")
  }
}
