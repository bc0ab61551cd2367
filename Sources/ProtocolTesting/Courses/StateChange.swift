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
    if old.displayStyle == .dictionary, depth > 0 {
      compare(entries: old, new, path: path, &changes)
      return
    }
    let (was, becomes) = (ValueText.of(before), ValueText.of(after))
    if was != becomes { changes.append("\(path.isEmpty ? "" : path + ": ")\(was) → \(becomes)") }
  }

  /// The entries of a dictionary that have come, gone or changed.
  private static func compare(
    entries old: Mirror, _ new: Mirror, path: String, _ changes: inout [String]
  ) {
    let (was, becomes) = (texts(old), texts(new))
    for key in Set(was.keys).union(becomes.keys).sorted() where was[key] != becomes[key] {
      changes.append("\(path)[\(key)]: \(was[key] ?? "nil") → \(becomes[key] ?? "nil")")
    }
  }

  private static func texts(_ dictionary: Mirror) -> [String: String] {
    var texts: [String: String] = [:]
    for entry in dictionary.children {
      let pair = Array(Mirror(reflecting: entry.value).children)
      texts[ValueText.of(pair[0].value)] = ValueText.of(pair[1].value)
    }
    return texts
  }
}
