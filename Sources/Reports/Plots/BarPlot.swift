import Text

/// Bars for a terminal: a line for each value, as long as it is large, with its interval.
struct BarPlot {
  let title: String
  /// In the order in which they are drawn.
  let bars: [Bar]

  struct Bar {
    let name: String
    let value: Double
    let low: Double
    let high: Double
    /// The value as the table has it.
    let text: String
  }

  /// The plot, at most so many characters wide.
  func text(width: Int, _ characters: PlotCharacters) -> String {
    let names = bars.map { SanitizedText.visible($0.name, ascii: characters == .plain) }
    let nameWidth = min(names.map(\.count).max() ?? 0, 16)
    let textWidth = bars.map(\.text.count).max() ?? 0
    let cells = max(width - nameWidth - textWidth - 3, 8)
    let top = bars.map { $0.high.isFinite ? $0.high : $0.value }.max() ?? 0
    var text = title + "\n"
    for (name, bar) in zip(names, bars) {
      let shown = name.count > nameWidth ? String(name.prefix(nameWidth - 1)) + "~" : name
      text += shown.padded(to: nameWidth, .left) + " "
      text += BarPlot.cells(of: bar, top: top, count: cells, characters).padded(to: cells, .left)
      text += "  " + bar.text
      text += "\n"
    }
    return text
  }

  private static func cells(
    of bar: Bar, top: Double, count: Int, _ characters: PlotCharacters
  ) -> String {
    guard top > 0 else { return "" }
    func place(_ number: Double) -> Int {
      min(max(Int((number / top * Double(count)).rounded()), 0), count)
    }
    let value = place(bar.value)
    let low = min(place(bar.low), value)
    let high = max(place(min(bar.high, top)), value)
    return String(repeating: characters.sure, count: low)
      + String(repeating: characters.below, count: value - low)
      + String(repeating: characters.above, count: high - value)
  }
}
