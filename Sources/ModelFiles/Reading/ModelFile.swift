import EndToEnd

/// Models as text: read strictly, with every error of a file in one go.
///
/// ```swift
/// let model = try ModelFile.read(SourceText(name: "models/essay.json5", bytes: bytes))
/// ```
package enum ModelFile {
  /// Bounds that keep a file from exhausting the machine.
  package struct Limits: Sendable {
    /// The size and the nesting of the text.
    package var parser = ParserLimits()
    /// The most strategies of one model: each needs memory of its own.
    package var strategies = 100
    /// The most events that one trial may handle, which overrules the model; `nil` leaves it to the
    /// model.
    package var events: UInt64?

    /// Creates the limits that the program has by default.
    package init() {}
  }

  /// Reads a model.
  ///
  /// - Throws: all errors of the file that can be told apart.
  package static func read(
    _ source: SourceText, limits: Limits = Limits()
  ) throws(ModelFileError) -> Model {
    try reading(source, limits: limits).model
  }

  /// A model, with what a reader of the file should know about it.
  package struct Reading: Sendable {
    /// The model with every default filled in.
    package let model: Model
    /// The settings that do nothing, or may not do what is meant.
    package let warnings: Diagnostics
    /// The text that was read.
    let source: SourceText

    /// One paragraph for each warning, in the order of their places, ready for a terminal.
    package var warningText: String { warnings.rendered(in: source, as: .warning) }

    /// The same, each warning by itself.
    package var warningParagraphs: [String] { warnings.paragraphs(in: source, as: .warning) }
  }

  /// Reads a model with its warnings.
  ///
  /// - Throws: all errors of the file that can be told apart; then its warnings are not told.
  package static func reading(
    _ source: SourceText, limits: Limits = Limits()
  ) throws(ModelFileError) -> Reading {
    var diagnostics = Diagnostics()
    guard
      let root = JSON5Parser.parse(source, limits: limits.parser, diagnostics: &diagnostics)
    else {
      throw ModelFileError(description: diagnostics.rendered(in: source))
    }
    var reader = ModelReader(source: source, limits: limits, diagnostics: diagnostics)
    let model = reader.model(root)
    guard var model, !reader.diagnostics.hasErrors else {
      throw ModelFileError(description: reader.diagnostics.rendered(in: source))
    }
    model.digest = Digest.hexadecimal(of: ModelText.canonical(model))
    return Reading(model: model, warnings: reader.warnings, source: source)
  }
}

/// A file that is not a model, with what is wrong and where.
package struct ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One paragraph for each error, in the order of their places, ready for a terminal.
  package let description: String
}
