/// What a line of a chart looks like: told from the others by its dashes and its marks as well as by its
/// colour.
struct LineStyle {
  /// The class of its strokes and fills.
  let kind: String
  private let shape: Int

  /// - Parameter index: which line of its chart it is, below `count`.
  init(_ index: Int) {
    precondition(index < LineStyle.count, "each line looks unlike all others")
    kind = LineStyle.kinds[index]
    shape = index
  }

  /// How many lines are told apart.
  static let count = kinds.count

  private static let kinds = ["first", "harm", "second", "third", "other"]

  /// A short piece of the line, for a legend.
  func sample(y: Double) -> [Markup] {
    [ChartFrame.path("line \(kind)", [(0, y), (34, y)])] + mark(x: 17, y: y)
  }

  /// A sign on the line, of a shape of its own.
  func mark(x: Double, y: Double) -> [Markup] {
    let kind = kind + " mark"
    return switch shape {
    case 0:
      [
        Markup(
          "circle", ["class": kind, "cx": ChartFrame.text(x), "cy": ChartFrame.text(y), "r": "3"])
      ]
    case 1: [ChartFrame.rectangle(kind, x: x - 3, y: y - 3, width: 6, height: 6)]
    case 2: [ChartFrame.path(kind, [(x - 4, y + 3), (x, y - 4), (x + 4, y + 3)])]
    case 3: [ChartFrame.path(kind, [(x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)])]
    default: [ChartFrame.path(kind, [(x - 4, y - 3), (x, y + 4), (x + 4, y - 3)])]
    }
  }
}
