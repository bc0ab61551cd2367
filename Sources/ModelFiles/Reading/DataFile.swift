/// Lists of objects that are built into the program as JSON5, for example its presets.
enum DataFile {
  /// Reads a list.
  ///
  /// - Parameter name: the name of the data in messages.
  /// - Throws: all that is wrong with the data.
  dynamic static func read<Element: Sendable>(
    _ name: String, _ text: String, _ schema: ObjectSchema<Element>
  ) throws(ModelFileError) -> [Element] {
    let source = SourceText(name: name, bytes: Array(text.utf8))
    var diagnostics = Diagnostics()
    let root = JSON5Parser.parse(source, limits: ParserLimits(), diagnostics: &diagnostics)
    guard let root else { throw ModelFileError(description: diagnostics.rendered(in: source)) }
    var reader = ModelReader(source: source, limits: ModelFile.Limits(), diagnostics: diagnostics)
    var elements: [Element] = []
    if case .array(let nodes) = root.value {
      for node in nodes {
        var element = schema.initial
        reader.read(node, schema, into: &element)
        elements.append(element)
      }
    } else {
      reader.report("the data must be a list of objects", at: root.range)
    }
    if reader.diagnostics.hasErrors {
      throw ModelFileError(description: reader.diagnostics.rendered(in: source))
    }
    return elements
  }
}
