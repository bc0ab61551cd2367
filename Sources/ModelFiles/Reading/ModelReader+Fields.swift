/// The members of an object, each by its key.
struct Fields: Sendable {
  /// The object itself, for what is wrong with all of it.
  let node: Node
  /// The members by their keys. Of two with the same key the first counts: the parser has
  /// reported the second.
  private let members: [String: Member]

  /// The members of an object that was read.
  init(_ node: Node, _ members: [Member]) {
    self.node = node
    self.members = Dictionary(members.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The member of a key; `nil` if the object does not say it.
  subscript(key: String) -> Member? { members[key] }
}

/// Members of objects, and what is wrong with them.
extension ModelReader {
  /// The members of an object; unknown ones are reported.
  mutating func fields(of node: Node, _ object: ObjectDescription) -> Fields? {
    guard case .object(let members) = node.value else {
      let example = object.example.map { ", for example \($0)" } ?? ", { … }"
      report("\(object.name) must be an object\(example), not \(excerpt(node))", at: node.range)
      return nil
    }
    for member in members where object[member.key] == nil {
      var message = "unknown key '\(member.key)' in \(object.name)"
      // Further errors are only counted, and looking for what was meant takes long.
      if diagnostics.isFull {
        report(message, at: member.keyRange)
        continue
      }
      if let remedy = object.remedies[member.key] {
        message += "; " + remedy
      } else if let home = ObjectDescription.home(of: member.key, not: object) {
        message += "; it belongs in \(home.name)"
      } else if let near = SpellingSuggestion.suggestion(for: member.key, among: object.names) {
        message += "; did you mean '\(near)'?"
      } else {
        message += "; known are \(object.names.joined(separator: ", "))"
      }
      report(message, at: member.keyRange)
    }
    return Fields(node, members)
  }

  /// Reports the requirement for a value, and the value that is there instead.
  mutating func reportMismatch(_ key: String, _ requirement: String, _ node: Node) {
    report("'\(key)' \(requirement), not \(excerpt(node))", at: node.range)
  }

  /// Reports an error at a place of the file; `nil` for the file as a whole.
  mutating func report(_ message: String, at range: SourceRange?) {
    diagnostics.report(message, at: range)
  }

  /// The beginning of the text at a place.
  private func excerpt(_ node: Node) -> String {
    switch node.value {
    case .object: return "an object"
    case .array: return "a list"
    case .null, .boolean, .number, .string:
      let text = source.text(in: node.range)
      return text.unicodeScalars.count <= 60
        ? text : String(text.unicodeScalars.prefix(57)) + "…"
    }
  }
}
