import Text

/// The frame of all charts of a page: an image with a title and a description, as wide as a phone.
///
/// Many small charts beside each other take the place of a large one, so that their words are as large on a
/// phone as on a desk.
struct ChartFrame {
  /// In pixels of the chart's own.
  static let width = 340.0

  /// The title, in a few words.
  let title: String
  /// The description for readers who cannot see the chart.
  let description: String

  /// The chart as an image.
  ///
  /// - Parameter width: the width of the image; wider than a phone only for several charts in one image.
  func image(width: Double = ChartFrame.width, height: Double, _ content: [Markup]) -> Markup {
    Markup(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img",
        "viewBox": "0 0 \(Self.text(width)) \(Self.text(height))",
        "width": Self.text(width), "height": Self.text(height),
      ],
      [Markup("title", title), Markup("desc", description)] + content)
  }

  /// A chart at a place in an image.
  static func group(x: Double, y: Double, _ content: [Markup]) -> Markup {
    Markup("g", ["transform": "translate(\(Self.text(x)) \(Self.text(y)))"], content)
  }

  /// A number of pixels.
  static func text(_ pixels: Double) -> String {
    NumberText.withoutZeros(NumberText.fixed(pixels, decimals: 1))
  }

  /// Words at a place.
  static func words(_ text: String, x: Double, y: Double, _ kind: String = "") -> Markup {
    let place: KeyValuePairs<StaticString, String> = ["x": Self.text(x), "y": Self.text(y)]
    if kind.isEmpty { return Markup("text", place, text) }
    return Markup("text", ["class": kind, "x": Self.text(x), "y": Self.text(y)], text)
  }

  /// A rectangle of a class of the style sheet; a negative width draws nothing.
  static func rectangle(
    _ kind: String, x: Double, y: Double, width: Double, height: Double
  ) -> Markup {
    Markup(
      "rect",
      [
        "class": kind, "x": Self.text(x), "y": Self.text(y), "width": Self.text(max(width, 0)),
        "height": Self.text(height),
      ])
  }

  /// A stroke along some points.
  static func path(_ kind: String, _ points: [(x: Double, y: Double)]) -> Markup {
    Markup("path", ["class": kind, "d": Self.pathData(points)])
  }

  /// The points of a stroke, as a path has them.
  static func pathData(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + Self.text(point.x) + " " + Self.text(point.y)
    }.joined()
  }
}
