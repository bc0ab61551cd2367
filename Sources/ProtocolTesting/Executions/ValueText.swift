import Diagrams
import Simulation
import Text

/// The text of a value for a reader: without the names of modules, and with sets and dictionaries in order.
enum ValueText {
  /// The text of a value. Sets and dictionaries are sorted, so that the same value has the same
  /// text in every process.
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

  /// The states of nodes by name: "[client: (sends: 2), server: (records: 1)]".
  static func of<Name, NodeState>(nodes: [NodeState], names: [Name]) -> String {
    let texts = zip(names, nodes).map { "\(of($0)): \(of($1))" }
    return "[" + texts.joined(separator: ", ") + "]"
  }

  /// The members of a structure or a tuple, with their names.
  private static func fields(_ mirror: Mirror) -> String {
    mirror.children.map { field in
      let label = field.label.flatMap { $0.hasPrefix(".") ? nil : $0 + ": " } ?? ""
      return label + of(field.value)
    }.joined(separator: ", ")
  }
}

/// The differences between two values, for a reader: "charges: 1 → 2".
enum StateChange {
  /// The number of levels of nested structs that are compared field by field.
  private static let depth = 3

  /// The differences between two values, one for each member that differs.
  static func changes<Value>(from before: Value, to after: Value) -> [String] {
    var changes: [String] = []
    compare(before, after, path: "", depth: depth, &changes)
    return changes
  }

  /// Compares two values member by member, down to a depth.
  private static func compare(
    _ before: Any, _ after: Any, path: String, depth: Int, _ changes: inout [String]
  ) {
    let (old, new) = (Mirror(reflecting: before), Mirror(reflecting: after))
    let isStruct = old.displayStyle == .struct || old.displayStyle == .tuple
    if isStruct, depth > 0, !old.children.isEmpty, old.children.count == new.children.count {
      for (one, other) in zip(old.children, new.children) {
        let name = path + (path.isEmpty ? "" : ".") + (one.label ?? "")
        compare(one.value, other.value, path: name, depth: depth - 1, &changes)
      }
      return
    }
    if old.displayStyle == .dictionary, depth > 0 {
      compare(entries: old, new, path: path, &changes)
      return
    }
    let (was, becomes) = (ValueText.of(before), ValueText.of(after))
    if was != becomes { changes.append("\(path.isEmpty ? "" : path + ": ")\(was) → \(becomes)") }
  }

  /// Appends the entries of a dictionary that were added, removed or changed.
  private static func compare(
    entries old: Mirror, _ new: Mirror, path: String, _ changes: inout [String]
  ) {
    let (was, becomes) = (texts(old), texts(new))
    for key in Set(was.keys).union(becomes.keys).sorted() where was[key] != becomes[key] {
      changes.append("\(path)[\(key)]: \(was[key] ?? "nil") → \(becomes[key] ?? "nil")")
    }
  }

  /// The entries of a dictionary as texts, which can be compared although their types are not
  /// known.
  private static func texts(_ dictionary: Mirror) -> [String: String] {
    var texts: [String: String] = [:]
    for entry in dictionary.children {
      let pair = Array(Mirror(reflecting: entry.value).children)
      texts[ValueText.of(pair[0].value)] = ValueText.of(pair[1].value)
    }
    return texts
  }
}
