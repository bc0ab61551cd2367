/// The columns of a diagram on a terminal.
struct TextLayout {
  /// The most characters in a line; more than asked for where there are many lanes.
  let width: Int
  /// The column of each lane's lifeline, from left to right.
  let lifelines: [Int]

  /// Widths below this are taken for it: narrower columns hold no words.
  static let leastWidth = 60
  /// The fewest characters from one of many lifelines to the next: room for "gateway 1" and some words.
  static let leastDistance = 14
  /// Widths above this are taken for it: longer arrows only part the texts at their ends.
  static let greatestWidth = 120

  /// - Parameters:
  ///   - times: the characters that the column of times needs.
  ///   - names: of the lanes: at least 1. None stands in the way of the next.
  init(width: Int, times: Int, names: [String]) {
    let first = times + 2
    let count = names.count
    let least = max(TextLayout.leastDistance, (names.map { $0.count }.max() ?? 0) + 2)
    let isCrowded = count > 3 || least > TextLayout.leastDistance
    let crowded = isCrowded ? first + count * least : 0
    let width = max(min(max(width, TextLayout.leastWidth), TextLayout.greatestWidth), crowded)
    // What happens at the last lifeline is told to the right of it, where it needs room for words.
    let room = width - first
    let distance = count == 2 ? room * 3 / 5 : room / count
    self.width = width
    lifelines = (0..<count).map { first + $0 * distance }
  }

  /// The number of characters between two lifelines.
  func room(between one: Int, and other: Int) -> Int {
    abs(lifelines[one] - lifelines[other]) - 1
  }

  /// The maximum number of characters in a line of words beside a lifeline, with a space on either side.
  func words(beside index: Int) -> Int {
    index + 1 < lifelines.count
      ? room(between: index, and: index + 1) - 2 : width - lifelines[index] - 2
  }
}

/// The characters that a diagram on a terminal is drawn with.
///
/// The arrow heads are those that no terminal shows as an emoji.
struct TextGlyphs {
  /// The lifeline of an active participant.
  let lifeline: Character
  /// The lifeline of an inactive participant.
  let stopped: Character
  /// The lifeline of a participant that is sure.
  let sure: Character
  /// An event on a lifeline.
  let point: Character
  /// A stored copy.
  let copy: Character
  let shaft: Character
  let headRight: Character
  let headLeft: Character
  /// The end of a lost message.
  let lost: Character
  /// The start of an arrow to the right.
  let tailRight: Character
  /// The start of an arrow to the left.
  let tailLeft: Character
  /// The crossing of an arrow and a third lifeline.
  let crossing: Character
  /// A message under way, between the lines where it leaves and arrives.
  let underWay: Character
  /// The corners at which an arrow to the right turns down, and turns to its end.
  let cornersRight: (down: Character, end: Character)
  /// The same of an arrow to the left.
  let cornersLeft: (down: Character, end: Character)

  static let drawn = TextGlyphs(
    lifeline: "│", stopped: "┊", sure: "┃", point: "●", copy: "■", shaft: "─", headRight: "►",
    headLeft: "◄", lost: "✗",
    tailRight: "├", tailLeft: "┤", crossing: "┼", underWay: "╎", cornersRight: ("╮", "╰"),
    cornersLeft: ("╭", "╯"))

  static let ascii = TextGlyphs(
    lifeline: "|", stopped: ":", sure: "!", point: "*", copy: "#", shaft: "-", headRight: ">",
    headLeft: "<", lost: "x",
    tailRight: "+", tailLeft: "+", crossing: "|", underWay: ":", cornersRight: ("\\", "\\"),
    cornersLeft: ("/", "/"))
}
