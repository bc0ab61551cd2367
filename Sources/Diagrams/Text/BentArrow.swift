/// The arrow of a message on two lines of a terminal: it leaves on one, turns down, and arrives on a later one.
struct BentArrow {
  /// The columns of the two lifelines.
  private let sender: Int
  private let target: Int
  private let label: [Character]
  /// The place of the row at which the message arrives.
  let arrival: Int
  /// The column at which it turns down.
  let column: Int

  /// The fewest characters that a label with its arrow takes: a shaft, spaces around the label, and two corners.
  static func room(forLabel label: String) -> Int { label.count + 5 }

  /// Creates an arrow that turns where no other one does.
  ///
  /// - Parameters:
  ///   - label: the words on it; none where they stand above.
  ///   - isNext: true if it arrives on the next line.
  ///   - others: the arrows that are under way.
  init(
    from sender: Int, to target: Int, label: String, arrival: Int, isNext: Bool,
    besides others: [BentArrow]
  ) {
    (self.sender, self.target, self.arrival) = (sender, target, arrival)
    self.label = label.isEmpty ? [] : Array(" " + label + " ")
    let room = abs(target - sender) - 1
    let sign = sender < target ? 1 : -1
    let least = 1 + self.label.count
    let most = max(room - 3, least)
    // Beside the words of other rows, which stand to the right of a lifeline: as far to the right as there is room.
    var places = Array(least...most)
    if sign > 0 { places.reverse() }
    if isNext { places.insert(max(least, min(room / 2, most)), at: 0) }
    let columns = places.map { sender + sign * (1 + $0) }
    column =
      columns.first { column in !others.contains { abs($0.column - column) < 2 } } ?? columns[0]
  }

  private var isRightward: Bool { sender < target }

  /// The column at which the characters begin, and the characters: from the sender to the corner.
  func leaving(_ glyphs: TextGlyphs, _ others: [BentArrow]) -> (Int, [Character]) {
    let count = abs(column - sender) - 1
    var drawn = [glyphs.shaft] + (isRightward ? label : label.reversed())
    while drawn.count < count {
      let place = isRightward ? sender + 1 + drawn.count : sender - 1 - drawn.count
      drawn.append(others.contains { $0.column == place } ? glyphs.crossing : glyphs.shaft)
    }
    let corner = isRightward ? glyphs.cornersRight.down : glyphs.cornersLeft.down
    return isRightward
      ? (sender + 1, drawn + [corner]) : (column, [corner] + drawn.reversed())
  }

  /// The same from the corner to the target.
  func arriving(_ glyphs: TextGlyphs) -> (Int, [Character]) {
    let shaft = Array(repeating: glyphs.shaft, count: max(abs(target - column) - 2, 0))
    return isRightward
      ? (column, [glyphs.cornersRight.end] + shaft + [glyphs.headRight])
      : (target + 1, [glyphs.headLeft] + shaft + [glyphs.cornersLeft.end])
  }
}

extension Diagram.Arrow {
  /// Returns true if the arrow of a terminal bends: it arrives at the neighbor of its sender, at a known row.
  func bends(from sender: Int) -> Bool {
    arrival != nil && !isLost && abs(target - sender) == 1
  }
}
