/// Where the columns of a chart on a terminal are.
struct TextLayout {
  /// The most characters in a line; more than asked for where there are many participants.
  let width: Int
  /// The column of each participant's lifeline, from left to right.
  let lifelines: [Int]

  /// Widths below this are taken for it: narrower columns hold no words.
  static let leastWidth = 60
  /// The fewest characters from one of many lifelines to the next: room for "gateway 1" and some words.
  static let leastDistance = 14
  /// Widths above this are taken for it: longer arrows only part the texts at their ends.
  static let greatestWidth = 120

  /// - Parameters:
  ///   - times: the characters that the column of times needs.
  ///   - participants: how many lifelines there are: at least 2.
  init(width: Int, times: Int, participants: Int) {
    let first = times + 2
    let crowded = participants > 3 ? first + participants * TextLayout.leastDistance : 0
    let width = max(min(max(width, TextLayout.leastWidth), TextLayout.greatestWidth), crowded)
    // What happens at the last lifeline is told to the right of it, where it needs room for words.
    let room = width - first
    let distance = participants == 2 ? room * 3 / 5 : room / participants
    self.width = width
    lifelines = (0..<participants).map { first + $0 * distance }
  }

  /// How many characters are between a lifeline and the next.
  var gap: Int { lifelines[1] - lifelines[0] - 1 }

  /// How many characters a line of words beside a lifeline may have, with a space on either side.
  func words(beside index: Int) -> Int {
    index + 1 < lifelines.count ? gap - 2 : width - lifelines[index] - 2
  }
}
