/// The arrow of a message in the space between two lifelines.
struct TextArrow {
  /// Whether it goes from left to right.
  let isRightward: Bool
  let isLost: Bool
  /// Whether it is lost because its connection breaks.
  var isBroken = false
  let glyphs: TextGlyphs

  /// The fewest characters that a label with its arrow takes.
  static func room(forLabel label: String) -> Int { label.count + 4 }

  /// The characters between the lifelines.
  ///
  /// The label is next to the sender. A lost message ends half-way, or where its label does.
  ///
  /// - Parameter room: how many characters there are; the label is left out if it does not fit.
  func characters(label: String, room: Int) -> [Character] {
    // Drawn from the sender on and turned around as a whole if that is on the right.
    var drawn: [Character] = [glyphs.shaft]
    if TextArrow.room(forLabel: label) <= room {
      let words = Array(" " + label + " ")
      drawn += isRightward ? words : words.reversed()
    }
    let end = isLost ? min(max(drawn.count + 2, room / 2), room) : room
    drawn += Array(repeating: glyphs.shaft, count: max(end - 1 - drawn.count, 0))
    drawn.append(isLost ? glyphs.lost : isRightward ? glyphs.headRight : glyphs.headLeft)
    let fate = isBroken ? "broken" : "lost"
    if isLost, drawn.count + fate.count + 2 <= room {
      drawn += [" "] + (isRightward ? Array(fate) : fate.reversed())
    }
    drawn += Array(repeating: " ", count: max(room - drawn.count, 0))
    return isRightward ? drawn : drawn.reversed()
  }
}
