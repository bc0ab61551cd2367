import EndToEnd
import Statistics
import Study
import Text

/// Sweeps as JSON: a comparison for each point, with its values.
extension Sweep {
  /// The sweep for programs.
  func json() -> String {
    let model = points[0].comparison.model
    let document = JSONValue.object([
      ("version", .string(Version.current)),
      ("model", .object([("name", .string(model.name)), ("title", .string(model.title))])),
      ("parameters", .array(parameters.map(JSONValue.string))),
      ("order", .string(order.rawValue)),
      ("best", .array(stretches.flatMap { $0 }.map(json))),
      (
        "points",
        .array(
          points.map { point in
            .object([
              ("values", .object(Array(zip(parameters, point.values.map(\.json))))),
              ("model_digest", .string(point.comparison.model.digest)),
              (
                "strategies",
                .array(point.comparison.results.map { $0.json(in: point.comparison.model) })
              ),
            ])
          })
      ),
    ])
    return document.text() + "\n"
  }

  /// A stretch of points with the same best strategies, by the values at its two ends.
  private func json(_ stretch: Stretch) -> JSONValue {
    .object([
      ("from", .array(points[stretch.points.lowerBound].values.map(\.json))),
      ("to", .array(points[stretch.points.upperBound].values.map(\.json))),
      ("strategies", .array(stretch.best.map(JSONValue.string))),
    ])
  }
}

/// A value as a member: its number where it has one, else its text.
extension SweepValue {
  /// The number, or the text of a value that is no number.
  fileprivate var json: JSONValue { number.map(JSONValue.number) ?? .string(text) }
}
