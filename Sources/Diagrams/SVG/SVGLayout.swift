import Text

/// The columns of a diagram in an SVG, in whole pixels.
struct SVGLayout {
  /// The width of a character: of 13 pixels in height it has 8, where fonts take 7.8 and less.
  static let column = 8
  /// From one line of words to the next.
  static let line = 18
  /// Around everything.
  static let margin = 16
  /// The most columns of a name.
  static let longestName = 24

  /// The width of the picture, in pixels.
  let width: Int
  /// The right end of the times.
  let times: Int
  /// The position of each lifeline, from left to right.
  let lifelines: [Int]
  /// The names of the lanes, cut to the width of a column.
  let names: [String]

  /// The columns that the texts of a diagram need: the widest label decides the space between
  /// lanes.
  init(_ diagram: Diagram) {
    names = diagram.lanes.map { SVGText.cut($0.name, columns: SVGLayout.longestName) }
    let widest = names.map(SVGText.columns).max() ?? 0
    var label = 0
    var lastNote = 0
    var time = "time".count
    for row in diagram.rows {
      time = max(time, DelayText.text(row.instant).count)
      switch row.content {
      case .arrow(let arrow) where abs(arrow.target - row.lane) == 1:
        let fate = arrow.isLost ? SVGLayout.fate / SVGLayout.column : 0
        label = max(label, SVGText.columns(arrow.label.full) + 3 + fate)
      case .note(let words) where row.lane == diagram.lanes.count - 1:
        lastNote = max(
          lastNote, SVGText.columns(words.full) + 3 + (row.copies.map { min($0, 4) * 2 } ?? 0))
      case .arrow, .note: break
      }
    }
    let gap = SVGLayout.column * max(min(max(label, 22), 48), widest + 6)
    let half = SVGLayout.column * (widest + 2) / 2
    times = SVGLayout.margin + SVGLayout.column * time
    let first = times + 2 * SVGLayout.column + max(half, SVGLayout.column)
    lifelines = (0..<diagram.lanes.count).map { first + $0 * gap }
    let right = max(SVGLayout.column * min(max(lastNote, 20), 36), half)
    width = max(
      first + (diagram.lanes.count - 1) * gap + right + SVGLayout.margin,
      diagram.hasTitle ? 560 : 400)
  }

  /// The maximum number of columns for words beside a lifeline.
  func words(beside lane: Int) -> Int {
    let end = lane + 1 < lifelines.count ? lifelines[lane + 1] : width - SVGLayout.margin
    return (end - lifelines[lane] - 20) / SVGLayout.column
  }

  /// The number of columns from margin to margin.
  var columns: Int { (width - 2 * SVGLayout.margin) / SVGLayout.column }

  /// The end of a lost message: half-way or behind its label, and never on a third lifeline.
  ///
  /// - Parameter label: the columns that its label takes.
  func end(from lane: Int, to target: Int, label: Int) -> Int {
    let (from, sign) = (lifelines[lane], lane < target ? 1 : -1)
    let span = abs(lifelines[target] - from)
    let farthest = span - SVGLayout.fate
    var end = max(span / 2, min(label * SVGLayout.column + 2 * SVGLayout.column, farthest))
    for other in lifelines where other != from && other != lifelines[target] {
      let distance = (other - from) * sign
      // From the cross to the end of the word.
      if (end - 10...end + SVGLayout.fate).contains(distance) {
        end = distance + 32 <= farthest ? distance + 32 : distance - SVGLayout.fate
      }
    }
    return from + sign * end
  }

  /// The room that the word "lost" needs behind the cross of a lost message.
  private static let fate = 72
}
