import Text

/// The places of strategies in the file of a model.
package enum ModelPlaces {
  /// The place of each strategy's name, by that name; empty for a file that is no model.
  ///
  /// ```swift
  /// ModelPlaces.strategies(in: source, limits: ParserLimits())["blind"]?.line
  /// ```
  package static func strategies(
    in source: SourceText, limits: ParserLimits
  ) -> [String: SourcePlace] {
    var diagnostics = Diagnostics()
    guard let root = JSON5Parser.parse(source, limits: limits, diagnostics: &diagnostics),
      case .object(let keys) = root.value,
      let strategies = keys.first(where: { $0.key == "strategies" }),
      case .object(let members) = strategies.value.value
    else { return [:] }
    var places: [String: SourcePlace] = [:]
    for member in members {
      let (line, column) = source.position(at: member.keyRange.lower)
      places[member.key] = SourcePlace(line: line, column: column)
    }
    return places
  }
}
