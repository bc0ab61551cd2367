import EndToEnd
import Text

extension ModelFile {
  /// Reads a model in which some values are others.
  ///
  /// - Parameter choices: for each variation which of its values it has, counted from 0; applied in this
  ///   order. Where a strategy has a section of its own, that comes after the model's, as always.
  /// - Throws: all errors of the file, and a path that leads nowhere.
  package static func read(
    _ source: SourceText, limits: Limits = Limits(), varying choices: [(Variation, Int)]
  ) throws(ModelFileError) -> Model {
    try reading(source, limits: limits, varying: choices).model
  }

  /// Reads a model in which some values are others, with its warnings.
  package static func reading(
    _ source: SourceText, limits: Limits = Limits(), varying choices: [(Variation, Int)]
  ) throws(ModelFileError) -> Reading {
    var source = source
    for (variation, index) in choices {
      source = try source.replacing(variation, index, limits: limits.parser)
    }
    return try reading(source, limits: limits)
  }
}

extension SourceText {
  /// The text in which a variation has one of its values.
  fileprivate func replacing(
    _ variation: Variation, _ index: Int, limits: ParserLimits
  ) throws(ModelFileError) -> SourceText {
    var diagnostics = Diagnostics()
    let root = JSON5Parser.parse(self, limits: limits, diagnostics: &diagnostics)
    guard let root, !diagnostics.hasErrors else {
      throw ModelFileError(description: diagnostics.rendered(in: self))
    }
    let keys = variation.path.keys
    var node = root
    for (depth, key) in keys.enumerated() {
      switch node.value {
      case .object(let members):
        if let member = members.first(where: { $0.key == key }) {
          node = member.value
          continue
        }
        if depth == 1, keys[0] == "strategies" {
          let remedy =
            SpellingSuggestion.suggestion(for: key, among: members.map(\.key)).map {
              "did you mean '\($0)'?"
            }
            ?? "it has \(members.map(\.key).joined(separator: ", "))"
          throw problem(variation, "the model has no strategy '\(key)'; \(remedy)", at: node.range)
        }
        var syntax = variation.syntax[index]
        for key in keys[(depth + 1)...].reversed() {
          syntax = "{ \(JSONText.quoted(key)): \(syntax) }"
        }
        let member = " \(JSONText.quoted(key)): \(syntax)" + (members.isEmpty ? " " : ",")
        let place = node.range.lower + 1
        return changed(place..<place, to: member, variation, index)
      case .array(let nodes):
        guard let number = Int(key), nodes.indices.contains(number) else {
          throw problem(
            variation, "this list has the elements 0 to \(nodes.count - 1), and no '\(key)'",
            at: node.range)
        }
        node = nodes[number]
      case .null, .boolean, .number, .string:
        throw problem(
          variation,
          "'\(keys[..<depth].joined(separator: "."))' is no object here, and has no '\(key)'",
          at: node.range)
      }
    }
    return changed(
      node.range.lower..<node.range.upper, to: variation.syntax[index], variation, index)
  }

  /// The text with a value in place of another, and a note of that for messages: a mistake in a
  /// varied model is shown with the value that caused it.
  private func changed(
    _ range: Range<Int>, to syntax: String, _ variation: Variation, _ index: Int
  ) -> SourceText {
    var bytes = bytes
    bytes.replaceSubrange(range, with: Array(syntax.utf8))
    let change = "\(variation.name)=\(variation.values[index].text)"
    return SourceText(
      name: name, bytes: bytes, change: self.change.map { "\($0), \(change)" } ?? change)
  }

  /// An error about a variation, at the place in the file that it is about.
  private func problem(
    _ variation: Variation, _ message: String, at range: SourceRange
  ) -> ModelFileError {
    var diagnostics = Diagnostics()
    diagnostics.report("--vary \(variation.name): \(message)", at: range)
    return ModelFileError(description: diagnostics.rendered(in: self))
  }
}
