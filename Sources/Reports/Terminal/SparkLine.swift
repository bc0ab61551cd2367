import Statistics
import Study
import Text

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
      // Within the levels before it is whole: a negative number by a tiny one is infinite.
      let highest = Double(levels.count - 1)
      return levels[Int(min(max(value / top * highest, 0), highest).rounded())]
    }
    return String(characters)
  }
}

/// Sweeps as curves, for `--plot`.
extension Sweep {
  /// A curve for each strategy, for a terminal of 80 columns: from zero up to the largest value of all.
  ///
  /// Of a sweep of two parameters there is a group of curves for each value of the first.
  package func plot(_ characters: PlotCharacters) -> String {
    let values = points.flatMap {
      $0.comparison.results.compactMap { $0[order.measure]?.estimate.value }
    }
    guard let top = values.max(), top > 0 else { return "" }
    var text = ""
    for line in lines where line.count > 1 {
      let from = line.first?.values.last?.text ?? ""
      let to = line.last?.values.last?.text ?? ""
      let first = parameters.count > 1 ? ", \(parameters[0]) = \(line[0].values[0].text)" : ""
      text += "\n\(order.rawValue) by \(parameters.last ?? "") from \(from) to \(to)\(first)\n"
      text += curves(line, top: top, characters)
    }
    return characters == .plain ? ASCIIText.plain(text) : text
  }

  /// The curves of one line of points, a strategy each, with the values at both ends.
  ///
  /// A sweep with more points than there are columns loses some of them, evenly. The table has
  /// all.
  private func curves(_ line: [Point], top: Double, _ characters: PlotCharacters) -> String {
    let names = line[0].comparison.results.map {
      SanitizedText.visible($0.strategy, ascii: characters == .plain)
    }
    let nameWidth = min(names.map(\.count).max() ?? 0, 16)
    // What does not fit is left out evenly.
    let room = 80 - nameWidth - 24
    let shown =
      line.count <= room ? line : (0..<room).map { line[$0 * (line.count - 1) / (room - 1)] }
    var text = ""
    for (index, name) in names.enumerated() {
      let values = shown.map { $0.comparison.results[index][order.measure]?.estimate.value }
      let texts = [shown[0], shown[shown.count - 1]].map { point in
        let result = point.comparison.results[index]
        return result[order.measure].map { EstimateText($0, of: result).value } ?? ""
      }
      let name = name.count > nameWidth ? String(name.prefix(nameWidth - 1)) + "~" : name
      text += name.padded(to: nameWidth, .left) + " "
      text += SparkLine.text(values, top: top, characters.levels)
      text += "  \(texts[0]) … \(texts[1])\n"
    }
    return text
  }
}

/// Series as curves, for `run` with many clients.
extension LoadSeries {
  /// The series for a terminal of 80 columns: a line a quantity.
  func text() -> String {
    var shown: [(name: String, quantity: Quantity)] = [
      ("offered/s", .offered), ("goodput/s", .goodput), ("requests/s", .requests),
      ("requests/op", .amplification),
    ]
    if workers != nil { shown += [("queue", .queue), ("wait (ms)", .wait)] }
    let seconds = Double(binWidth.nanoseconds) * Double(bins.count) / 1e9
    let width = shown.map(\.name.count).max() ?? 0
    let lines = shown.map { name, quantity in
      let values = bins.indices.map { value(quantity, in: $0) }
      let top = values.compactMap { $0 }.max() ?? 0
      return name.padded(to: width, .left) + " " + SparkLine.text(values) + " "
        + LoadSeries.rounded(top) + "\n"
    }
    let time =
      "0 s to \(LoadSeries.rounded(seconds)) s, a character is "
      + "\(LoadSeries.rounded(seconds / Double(bins.count))) s, and the number is the largest value:"
    return time + "\n" + lines.joined()
  }

  /// To three digits: the height of a line of blocks says no more.
  private static func rounded(_ value: Double) -> String {
    if value >= 100_000 { return NumberText.fixed(value / 1_000, decimals: 0) + "k" }
    let decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
    return NumberText.withoutZeros(NumberText.fixed(value, decimals: decimals))
  }
}
