import EndToEnd
import Foundation
import ModelFiles
import Study

/// A text that is not a model, or a file that cannot be read.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// A paragraph for each fault: its place, the fault, the line, and what to write instead.
  public let description: String

  /// The text that Foundation shows for the error.
  public var errorDescription: String? { description }
}

extension Model {
  /// Reads a model file.
  ///
  /// ```swift
  /// let model = try Model.read(contentsOf: url) { print($0, terminator: "") }
  /// ```
  ///
  /// - Parameter warn: the receiver of the warnings, a paragraph each: a setting that does nothing, or may not do what
  ///   is meant, with its place and the remedy.
  /// - Throws: all faults of the file that can be told apart, or the reason why it cannot be read.
  public static func read(
    contentsOf url: URL, warn: (String) -> Void = { _ in }
  ) throws(ModelError) -> Model {
    try read(try source(of: url), warn: warn)
  }

  /// Reads a model from its text.
  ///
  /// - Parameters:
  ///   - name: the name that results and messages give it.
  ///   - warn: the receiver of the warnings, as for a file.
  /// - Throws: all faults of the text that can be told apart.
  public static func read(
    _ text: String, name: String = "model", warn: (String) -> Void = { _ in }
  ) throws(ModelError) -> Model {
    try read(SourceText(name: name, bytes: Array(text.utf8)), warn: warn)
  }

  /// The write of the essay, with nine strategies: a model to try things with.
  public static func essay() throws(ModelError) -> Model {
    try read(EssayModel.text, name: EssayModel.name)
  }

  private static func read(
    _ source: SourceText, warn: (String) -> Void
  ) throws(ModelError) -> Model {
    do {
      let reading = try ModelFile.reading(source)
      for paragraph in reading.warningParagraphs { warn(paragraph) }
      return reading.model
    } catch {
      throw ModelError(description: error.description)
    }
  }

  fileprivate static func source(of url: URL) throws(ModelError) -> SourceText {
    do {
      return SourceText(
        name: url.path(percentEncoded: false), bytes: Array(try Data(contentsOf: url)))
    } catch {
      throw ModelError(
        description:
          "'\(url.path(percentEncoded: false))' cannot be read: \(error.localizedDescription)")
    }
  }
}

extension SweepPlan {
  /// The largest number of points of a sweep that is read.
  public static let mostPoints = 1_000

  /// Reads the sweep of a model file over one or two of its values.
  ///
  /// - Parameters:
  ///   - variations: paths and their values, as `--vary` has them: "network.request.loss=0%..20%:1%".
  ///   - order: the measure that the best strategy has the least of.
  ///   - plan: the comparison to make at each point, from the model there.
  /// - Throws: the faults of the file, also at any of the points, or of a variation.
  public static func read(
    contentsOf url: URL, varying variations: String..., order: ComparisonOrder = .disagree,
    plan: (Model) -> ComparisonPlan = { ComparisonPlan($0) }
  ) throws(ModelError) -> SweepPlan {
    let source = try Model.source(of: url)
    var choices: [[(Variation, Int)]] = [[]]
    var parameters: [String] = []
    for text in variations {
      let variation: Variation
      do {
        variation = try Variation(text, limit: mostPoints)
      } catch {
        throw ModelError(description: error.message)
      }
      parameters.append(variation.name)
      choices = choices.flatMap { choice in
        variation.values.indices.map { choice + [(variation, $0)] }
      }
    }
    if choices.count > mostPoints {
      throw ModelError(description: "these are \(choices.count) points, more than \(mostPoints)")
    }
    var points: [Point] = []
    for choice in choices {
      do {
        let model = try ModelFile.read(source, varying: choice)
        points.append(Point(values: choice.map { $0.values[$1] }, plan: plan(model)))
      } catch {
        throw ModelError(description: error.description)
      }
    }
    return SweepPlan(parameters: parameters, points: points, order: order)
  }
}
