import Statistics
import Study
import Text

/// Bars for a terminal: a line for each value, as long as it is large, with its interval.
struct BarPlot {
  /// The heading.
  let title: String
  /// In the order in which they are drawn.
  let bars: [Bar]
  /// The value of a bar as wide as the plot; `nil` for the largest of its own.
  var top: Double?

  /// A value with the ends of its interval.
  struct Bar {
    /// The label on the left.
    let name: String
    /// The length of the bar.
    let value: Double
    /// The lower end of the interval.
    let low: Double
    /// The upper end of the interval.
    let high: Double
    /// The value as the table has it.
    let text: String
  }

  /// The plot, at most `width` characters wide.
  func text(width: Int, _ characters: PlotCharacters) -> String {
    let names = bars.map { SanitizedText.visible($0.name, ascii: characters == .plain) }
    let nameWidth = min(names.map(SanitizedText.width).max() ?? 0, 16)
    let textWidth = bars.map(\.text.count).max() ?? 0
    let cells = max(width - nameWidth - textWidth - 3, 8)
    let top = top ?? BarPlot.top(of: bars)
    var text = title + "\n"
    for (name, bar) in zip(names, bars) {
      let shown =
        SanitizedText.width(of: name) > nameWidth ? String(name.prefix(nameWidth - 1)) + "~" : name
      text += shown.padded(to: nameWidth, .left) + " "
      text += BarPlot.cells(of: bar, top: top, count: cells, characters).padded(to: cells, .left)
      text += "  " + bar.text
      text += "\n"
    }
    return text
  }

  /// The largest value that the bars or their intervals reach.
  static func top(of bars: [Bar]) -> Double {
    bars.map { $0.high.isFinite ? $0.high : $0.value }.max() ?? 0
  }

  /// The cells of a bar: sure up to the lower end of the interval, then two shades up to its
  /// value and its upper end.
  private static func cells(
    of bar: Bar, top: Double, count: Int, _ characters: PlotCharacters
  ) -> String {
    guard top > 0 else { return "" }
    func place(_ number: Double) -> Int {
      Int(min(max(number / top * Double(count), 0), Double(count)).rounded())
    }
    let value = place(bar.value)
    let low = min(place(bar.low), value)
    let high = max(place(min(bar.high, top)), value)
    return String(repeating: characters.sure, count: low)
      + String(repeating: characters.below, count: value - low)
      + String(repeating: characters.above, count: high - value)
  }
}

/// The characters of plots in a terminal.
package enum PlotCharacters: Sendable {
  /// Blocks of Unicode.
  case unicode
  /// Nothing but ASCII.
  case plain

  /// A cell that the value surely fills, one that its interval reaches below the value, and one that it
  /// reaches above.
  var sure: Character { self == .unicode ? "█" : "#" }
  /// A cell that the interval reaches below the value.
  var below: Character { self == .unicode ? "▓" : "=" }
  /// A cell that the interval reaches above the value.
  var above: Character { self == .unicode ? "░" : "-" }

  /// From the lowest to the highest.
  var levels: [Character] {
    self == .unicode ? Array("▁▂▃▄▅▆▇█") : Array("_.-:=+*#")
  }
}

/// Comparisons as bars, for `--plot`.
extension Comparison {
  /// The shares of the table as bars, for a terminal: only those that some strategy has, all on one scale.
  package func plot(on screen: Screen = .standard) -> String {
    let characters = screen.plotCharacters
    let columns = screenMeasures.filter { measure in
      measure.isProbability && results.contains { ($0[measure]?.estimate.value ?? 0) > 0 }
    }
    var plots = columns.map { measure in
      let cells = ScreenColumn(measure, of: self).cells
      return BarPlot(
        title: measure.heading,
        bars: zip(results, cells).compactMap { result, cell in
          result[measure].map { measurement in
            BarPlot.Bar(
              name: result.strategy, value: measurement.estimate.value,
              low: measurement.estimate.low, high: measurement.estimate.high,
              text: screen.text(cell.value))
          }
        })
    }
    if plots.isEmpty { return "" }
    let top = plots.map { BarPlot.top(of: $0.bars) }.max()
    for index in plots.indices { plots[index].top = top }
    let isExact = results.allSatisfy { if case .exact = $0.method { true } else { false } }
    let legend =
      isExact
      ? "" : "\n\(characters.sure) surely, \(characters.below)\(characters.above) perhaps (95%).\n"
    return "\n" + plots.map { $0.text(width: screen.width, characters) }.joined(separator: "\n")
      + legend
  }
}
