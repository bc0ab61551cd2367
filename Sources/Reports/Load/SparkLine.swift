/// Numbers over time as one line of characters, from zero up to the largest.
enum SparkLine {
  /// One character for each number; a space where there is none.
  ///
  /// - Parameters:
  ///   - top: the number that the highest level stands for; the largest if it is not given.
  ///   - levels: from the lowest to the highest.
  static func text(
    _ values: [Double?], top: Double? = nil,
    _ levels: [Character] = PlotCharacters.unicode.levels
  ) -> String {
    let top = top ?? values.compactMap { $0 }.max() ?? 0
    let characters = values.map { value -> Character in
      guard let value else { return " " }
      if top <= 0 { return levels[0] }
      let step = Int((value / top * Double(levels.count - 1)).rounded())
      return levels[min(max(step, 0), levels.count - 1)]
    }
    return String(characters)
  }
}
