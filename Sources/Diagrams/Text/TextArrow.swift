/// The arrow of a message in the space between two lifelines.
struct TextArrow {
  /// A Boolean value that indicates whether the arrow points to the right.
  let isRightward: Bool
  let isLost: Bool
  /// A Boolean value that indicates whether the message is lost because its connection breaks.
  var isBroken = false
  let glyphs: TextGlyphs
  /// The lifelines between those that it connects: how many characters of its room are before each, and
  /// what it looks like.
  var crossed: [(place: Int, lifeline: Character)] = []

  /// The fewest characters that a label with its arrow takes.
  static func room(forLabel label: String) -> Int { label.count + 4 }

  /// The characters between the lifelines.
  ///
  /// The label is next to the sender. A lost message ends half-way, or where its label does, and never on
  /// a third lifeline.
  ///
  /// - Parameter room: the number of characters; the label is left out if it does not fit.
  func characters(label: String, room: Int) -> [Character] {
    // Drawn from the sender on and turned around as a whole if that is on the right.
    let crossed = crossed.map { (isRightward ? $0.place : room - 1 - $0.place, $0.lifeline) }
    var drawn: [Character] = [glyphs.shaft]
    if TextArrow.room(forLabel: label) <= room {
      let words = Array(" " + label + " ")
      drawn += isRightward ? words : words.reversed()
    }
    let fate = isBroken ? "broken" : "lost"
    let end = isLost ? self.end(after: drawn.count, crossed.map { $0.0 }, fate, room: room) : room
    let shaft = drawn.count
    drawn += Array(repeating: glyphs.shaft, count: max(end - 1 - drawn.count, 0))
    drawn.append(isLost ? glyphs.lost : isRightward ? glyphs.headRight : glyphs.headLeft)
    if isLost, drawn.count + fate.count + 2 <= room {
      drawn += [" "] + (isRightward ? Array(fate) : fate.reversed())
    }
    let rest = drawn.count
    drawn += Array(repeating: " ", count: max(room - drawn.count, 0))
    for (place, lifeline) in crossed {
      if place >= rest {
        drawn[place] = lifeline
      } else if place >= shaft, drawn[place] == glyphs.shaft {
        drawn[place] = glyphs.crossing
      }
    }
    return isRightward ? drawn : drawn.reversed()
  }

  /// The length of a lost message in characters.
  ///
  /// - Parameters:
  ///   - label: the characters that its label takes.
  ///   - crossed: the positions of the lifelines that it may cross.
  ///   - fate: the words behind its end, written if there is room.
  private func end(after label: Int, _ crossed: [Int], _ fate: String, room: Int) -> Int {
    let middle = min(max(label + 2, room / 2), room)
    if crossed.isEmpty { return middle }
    let ends = (min(label + 2, room)...room).filter { !crossed.contains($0 - 1) }
    let speaking = ends.filter { end in
      let words = end - 1...end + fate.count + 1
      return words.upperBound <= room && !crossed.contains(where: words.contains)
    }
    func distance(_ end: Int) -> Int { abs(end - middle) }
    let candidates = speaking.isEmpty ? ends : speaking
    return candidates.min { distance($0) < distance($1) } ?? middle
  }
}
