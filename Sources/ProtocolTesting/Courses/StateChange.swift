/// What an event has changed in a value, for a reader: "server.charges: 1 → 2".
enum StateChange {
  /// How deep values are compared that hold others.
  private static let depth = 3

  static func changes<Value>(from before: Value, to after: Value) -> [String] {
    var changes: [String] = []
    compare(before, after, path: "", depth: depth, &changes)
    return changes
  }

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
    let (was, becomes) = (text(before), text(after))
    if was != becomes { changes.append("\(path.isEmpty ? "" : path + ": ")\(was) → \(becomes)") }
  }

  /// A value in words that do not depend on the order in which a set or a dictionary comes.
  static func text(_ value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .set:
      return "{" + mirror.children.map { text($0.value) }.sorted().joined(separator: ", ") + "}"
    case .dictionary:
      let pairs = mirror.children.map { pair in
        Mirror(reflecting: pair.value).children.map { text($0.value) }.joined(separator: ": ")
      }
      return "[" + pairs.sorted().joined(separator: ", ") + "]"
    case .optional:
      return mirror.children.first.map { text($0.value) } ?? "nil"
    case .collection:
      return "[" + mirror.children.map { text($0.value) }.joined(separator: ", ") + "]"
    default:
      return "\(value)"
    }
  }
}
