import Statistics
import Study
import Text

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
    return characters == .plain ? PlotText.plain(text) : text
  }

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
