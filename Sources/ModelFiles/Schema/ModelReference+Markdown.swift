import Text

/// The page "Model file" of the reference.
extension ModelReference {
  /// The page of the reference that lists every key of a model, as Markdown: a table for each object.
  package static var markdown: String {
    var text = """
      # Model file

      Every key of a model file, with its type, its default and an example.

      A model file is JSON5. A number with a unit is a text: `"200 ms"`, `"1%"`, `"100/s"`. An unknown key, a wrong \
      unit or a probability above 1 is an error with its line and column. A key that is left out has its default. \
      `disagree show` prints a model with every key, and `disagree explain PATH` prints one row of these tables. \
      In `retryOn`, `show` leaves out "connect" and "reset" where the model has no chance of them. \
      `disagree explain --schema` prints a JSON Schema, with which an editor completes and checks a model.

      NAME stands for the name of a strategy. A strategy may repeat any section of the model, in part, for itself. \
      Wherever a distribution may stand, it is one of those under [latency](#latency).

      """
    for group in groups {
      text += "\n" + heading(of: group.parent) + introduction(of: group.parent)
      text += "| key | meaning | type | default | example |\n|---|---|---|---|---|\n"
      for entry in group.entries { text += row(for: entry) }
    }
    return text
  }

  /// The entries by the path of the object that they belong to, in their order.
  private static var groups: [(parent: String, entries: [Entry])] {
    var groups: [(parent: String, entries: [Entry])] = []
    for entry in entries where entry.path != latencyPath {
      let parent = parent(of: entry.path)
      if let index = groups.firstIndex(where: { $0.parent == parent }) {
        groups[index].entries.append(entry)
      } else {
        groups.append((parent, [entry]))
      }
    }
    return groups
  }

  /// The path of the distributions, which every latency has and the page lists once.
  private static let latencyPath = "latency"

  /// The path of the object that a key belongs to; empty at the top.
  private static func parent(of path: String) -> String {
    path.split(separator: ".").dropLast().joined(separator: ".")
  }

  /// The heading of an object, one level deeper inside another.
  private static func heading(of parent: String) -> String {
    let depth = parent.split(separator: ".").count { $0 != "NAME" }
    let title = parent.isEmpty ? "The top of a model" : parent
    return String(repeating: "#", count: depth > 1 ? 3 : 2) + " " + title + "\n\n"
  }

  /// The meaning of an object, and the rule for its alternatives.
  private static func introduction(of parent: String) -> String {
    let path = parent.hasSuffix(".NAME") ? String(parent.dropLast(5)) : parent
    guard let entry = entries.first(where: { $0.path == path }) else { return "" }
    var text = MarkdownTable.escaped(entry.key.meaning)
    for object in entry.key.type.objects where !object.alternatives.isEmpty {
      let names = object.alternatives.map { "`\($0)`" }.joined(separator: ", ")
      text += " Exactly one of \(names) must be there."
    }
    return text + "\n\n"
  }

  /// The row of a key: name, meaning, type, default and example.
  ///
  /// The example is complete, with the name of its key. A test reads each one as a part of a
  /// model.
  private static func row(for entry: Entry) -> String {
    let key = entry.key
    let cells = [
      MarkdownTable.code(key.name), MarkdownTable.escaped(key.meaning),
      MarkdownTable.escaped(key.type.phrase), standard(of: key),
      MarkdownTable.code("\(key.name): \(key.example)"),
    ]
    return "| " + cells.joined(separator: " | ") + " |\n"
  }

  /// The default of a key. That of a large object is said by its own keys.
  private static func standard(of key: KeyDescription) -> String {
    if key.isRequired { return "required" }
    guard let text = key.defaultText else { return "none" }
    let isLong = text.count > 48 && !key.type.objects.isEmpty
    return isLong ? "the defaults of its keys" : MarkdownTable.code(text)
  }
}
