/// How the reader takes values out of objects.
extension ModelReader {
  /// The members of an object; unknown ones are reported.
  mutating func fields(of node: Node, _ section: Section) -> Fields? {
    guard case .object(let members) = node.value else {
      let example = section.example.map { " such as \($0)" } ?? ", { … }"
      report("\(section.name) must be an object\(example), not \(excerpt(node))", at: node.range)
      return nil
    }
    for member in members where !section.keys.contains(member.key) {
      var message = "unknown key '\(member.key)' in \(section.name)"
      if let remedy = section.remedies[member.key] {
        message += "; " + remedy
      } else if let home = Section.home(of: member.key, not: section) {
        message += "; it belongs in \(home.name)"
      } else if let near = SpellingSuggestion.suggestion(for: member.key, among: section.keys) {
        message += "; did you mean '\(near)'?"
      } else {
        message += "; known are \(section.keys.joined(separator: ", "))"
      }
      report(message, at: member.keyRange)
    }
    return Fields(node, members)
  }

  /// Reads a member, if it is there, with one of the quantities' readers.
  mutating func read<Content>(
    _ key: String, of fields: Fields, into target: inout Content,
    _ parse: (Value) throws(QuantityProblem) -> Content
  ) {
    guard let member = fields[key] else { return }
    do {
      target = try parse(member.value.value)
    } catch {
      reportMismatch(key, error.requirement, member.value)
    }
  }

  /// Says what a value must be, and what it is instead.
  mutating func reportMismatch(_ key: String, _ requirement: String, _ node: Node) {
    report("'\(key)' \(requirement), not \(excerpt(node))", at: node.range)
  }

  mutating func report(_ message: String, at range: SourceRange?) {
    diagnostics.report(message, at: range)
  }

  /// What stands there in the file, in short.
  private func excerpt(_ node: Node) -> String {
    switch node.value {
    case .object: return "an object"
    case .array: return "a list"
    case .null, .boolean, .number, .string:
      let text = source.text(in: node.range)
      return text.count <= 60 ? text : text.prefix(57) + "…"
    }
  }
}
