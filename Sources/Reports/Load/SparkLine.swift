/// Numbers over time as one line of block characters, from zero up to the largest.
enum SparkLine {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One character for each number; a space where there is none.
  static func text(_ values: [Double?]) -> String {
    let top = values.compactMap { $0 }.max() ?? 0
    let characters = values.map { value -> Character in
      guard let value else { return " " }
      if top <= 0 { return blocks[0] }
      let step = Int((value / top * Double(blocks.count - 1)).rounded())
      return blocks[min(max(step, 0), blocks.count - 1)]
    }
    return String(characters)
  }
}
