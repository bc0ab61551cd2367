import Text

/// Explanations of the keys of a model, for `disagree explain`.
package enum ModelReference {
  /// A path that leads to no key.
  package struct PathError: Error, Hashable, Sendable {
    /// The problem and its remedy, in one line.
    package let message: String
  }

  /// A key and the path by which users name it.
  package struct Entry: Sendable {
    /// The path, for example `strategies.NAME.retryOn`.
    package let path: String
    /// The declaration of the key.
    package let key: KeyDescription
  }

  /// Every key of a model in the order of the declarations, with NAME for the name of a strategy.
  ///
  /// The sections stand there once, though strategies may have them, too, and so does the latency.
  package static let entries: [Entry] = {
    var all = keys(of: ModelSchema.model, at: "")
    let latency = KeyDescription(
      name: "latency", type: .latency,
      meaning: "A length of time, or a distribution of lengths, wherever a time is random.",
      example: "{ lognormal: { median: \"20 ms\", sigma: 0.5 } }")
    all.append(Entry(path: "latency", key: latency))
    return all + keys(of: ModelSchema.latency, at: "latency.")
  }()

  /// The entries of an object and of all objects inside it, in the order of the declarations.
  ///
  /// A strategy's sections are left out: they stand at the top of the model, and are the same
  /// there.
  private static func keys(of object: ObjectDescription, at prefix: String) -> [Entry] {
    object.keys.flatMap { key -> [Entry] in
      let isInherited = !prefix.isEmpty && object.name == ModelSchema.strategy.description.name
      if isInherited, ModelSchema.sectionNames.contains(key.name) { return [] }
      let path = prefix + key.name
      let below = path + (key.type.isNamed ? ".NAME." : ".")
      let objects = key.type.isLatency ? [] : key.type.objects
      return [Entry(path: path, key: key)] + objects.flatMap { keys(of: $0, at: below) }
    }
  }

  /// The key at a path, for example `server.failsAfterStore` or `strategies.blind.attempts`.
  ///
  /// A path may leave out its beginning where only one key ends in it.
  package static func entry(at path: String) throws(PathError) -> Entry {
    guard let keys = ModelPath(path[...])?.keys else {
      throw PathError(
        message: "'\(SanitizedText.visible(path))' is no path of keys with dots between them, "
          + "for example server.failsAfterStore")
    }
    if let key = key(at: keys) { return Entry(path: path, key: key) }
    let ends = entries.filter { $0.path.hasSuffix("." + path) }
    if ends.count == 1 { return ends[0] }
    if ends.count > 1 {
      throw PathError(
        message: "there are several keys '\(SanitizedText.visible(path))': "
          + ends.map(\.path).joined(separator: ", "))
    }
    let visible = SanitizedText.visible(path)
    throw PathError(message: "no model has a key '\(visible)'; " + remedy(for: keys, path))
  }

  /// The advice about a path that leads nowhere: a similar path, the paths that end in the same
  /// key, or the command that lists all of them.
  private static func remedy(for keys: [String], _ path: String) -> String {
    let names = entries.map(\.path)
    if let near = SpellingSuggestion.suggestion(for: path, among: names) {
      return "did you mean \(near)?"
    }
    let last = keys[keys.count - 1]
    let ends = names.filter { $0.split(separator: ".").last.map(String.init) == last }
    if !ends.isEmpty, ends.count <= 5 {
      return "did you mean \(ends.joined(separator: " or "))?"
    }
    let parts = Set(names.flatMap { $0.split(separator: ".").map(String.init) })
    if let near = SpellingSuggestion.suggestion(for: last, among: parts.sorted()) {
      return "did you mean \(names.first { $0 == near || $0.hasSuffix("." + near) } ?? near)?"
    }
    return "'disagree explain' lists them"
  }

  /// The key that the keys of a path lead to, from the top of a model.
  private static func key(at keys: [String]) -> KeyDescription? {
    var objects = [ModelSchema.model]
    var found: KeyDescription?
    var isNamed = false
    if keys[0] == "latency" {
      found = entries.first { $0.path == "latency" }?.key
      objects = [ModelSchema.latency]
    }
    for key in found == nil ? keys[...] : keys.dropFirst() {
      if isNamed {
        isNamed = false
        continue
      }
      if found?.type.isList == true, Int(key) != nil { continue }
      guard let next = objects.lazy.compactMap({ $0[key] }).first else { return nil }
      found = next
      objects = next.type.objects
      isNamed = next.type.isNamed
    }
    return found
  }

  /// All that is known of a key, in lines of 80 columns.
  package static func page(for entry: Entry) -> String {
    let key = entry.key
    var page = Paragraphs()
    page.append(SanitizedText.visible(entry.path))
    page.separate()
    page.append("meaning", key.meaning)
    page.append("type", key.type.phrase)
    page.append("default", key.isRequired ? "none: a model must say it" : key.defaultText ?? "none")
    page.append("example", "\(key.name): \(key.example)")
    for object in key.type.objects where !object.keys.isEmpty {
      page.separate()
      // The alternatives stand first.
      let count = object.alternatives.count
      page.append(count == 0 ? "Its keys:" : "Its keys, exactly one of the first \(count):")
      for key in object.keys { page.append("-", "\(key.name): \(key.meaning)") }
    }
    return page.text
  }

  /// The keys at the top of a model, and the way to the others.
  package static var overview: String {
    var page = Paragraphs()
    page.append("The keys of a model:")
    page.separate()
    for key in ModelSchema.model.keys { page.append(key.name, key.meaning) }
    page.separate()
    page.append("disagree explain PATH explains one, for example server.failsAfterStore,")
    page.append("strategies.NAME.attempts or latency.lognormal; --schema prints a JSON Schema.")
    return page.text
  }
}

/// Value types in the words of `explain`.
extension ValueType {
  /// A Boolean value that indicates whether the keys of the object are names of the user's own.
  fileprivate var isNamed: Bool { if case .named = self { true } else { false } }

  /// A Boolean value that indicates whether the value is a distribution, whose keys are listed
  /// once for all of them.
  fileprivate var isLatency: Bool { if case .latency = self { true } else { false } }

  /// A Boolean value that indicates whether the value may be a list.
  fileprivate var isList: Bool {
    switch self {
    case .list: true
    case .either(let types): types.contains { $0.isList }
    default: false
    }
  }
}
