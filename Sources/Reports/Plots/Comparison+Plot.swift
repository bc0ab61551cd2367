import Statistics
import Study

extension Comparison {
  /// The shares of the table as bars, for a terminal of 80 columns: only those that some strategy has.
  package func plot(_ characters: PlotCharacters) -> String {
    let columns = comparedColumns.filter { column in
      column.measure.unit == "probability"
        && results.contains { ($0[column.measure]?.estimate.value ?? 0) > 0 }
    }
    let plots = columns.map { column in
      BarPlot(
        title: column.heading,
        bars: results.compactMap { result in
          result[column.measure].map { measurement in
            let text = EstimateText(measurement, of: result).value
            return BarPlot.Bar(
              name: result.strategy, value: measurement.estimate.value,
              low: measurement.estimate.low, high: measurement.estimate.high,
              text: characters == .plain ? PlotText.plain(text) : text)
          }
        }
      ).text(width: 80, characters)
    }
    if plots.isEmpty { return "" }
    let isExact = results.allSatisfy { if case .exact = $0.method { true } else { false } }
    let legend =
      isExact
      ? "" : "\n\(characters.sure) surely, \(characters.below)\(characters.above) perhaps (95%).\n"
    return "\n" + plots.joined(separator: "\n") + legend
  }
}

/// Text of reports where there is nothing but ASCII.
enum PlotText {
  static func plain(_ text: String) -> String {
    var plain = ""
    for character in text {
      switch character {
      case "–", "−": plain += "-"
      case "…": plain += "..."
      case "±": plain += "+-"
      default: plain += character.isASCII ? String(character) : "?"
      }
    }
    return plain
  }
}
