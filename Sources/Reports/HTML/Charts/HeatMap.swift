import EndToEnd
import Statistics
import Study

/// The belief of the client against the copies on the server, under one strategy: the darker, the more often.
///
/// Each cell has its number, and a word if it is a kind of failure, so nothing is said by colour alone.
struct HeatMap {
  let result: StrategyResult
  /// The rows.
  let beliefs: [Belief]

  private static let names = 84.0
  private static let cell = (width: 64.0, height: 46.0)

  func image() -> Markup {
    var content: [Markup] = []
    for copies in 0...3 {
      let words = copies == 3 ? "3 or more" : copies == 1 ? "1 copy" : "\(copies) copies"
      content.append(
        ChartFrame.words(words, x: center(copies), y: 14, "small middle"))
    }
    for (row, belief) in beliefs.enumerated() {
      let top = 20 + Double(row) * HeatMap.cell.height
      content.append(
        ChartFrame.words(belief.name, x: 0, y: top + HeatMap.cell.height / 2 + 4, "small"))
      for copies in 0...3 { content += draw(belief, copies, top) }
    }
    let frame = ChartFrame(
      title: "What the client believes and how many copies there are, under \(result.strategy)",
      description: description)
    return frame.image(height: 21 + Double(beliefs.count) * HeatMap.cell.height, content)
  }

  private func center(_ copies: Int) -> Double {
    HeatMap.names + (Double(copies) + 0.5) * HeatMap.cell.width - 0.5
  }

  private func draw(_ belief: Belief, _ copies: Int, _ top: Double) -> [Markup] {
    guard let measurement = result[.joint(belief, copies: copies)] else { return [] }
    let kinds = HeatMap.kinds(belief, copies)
    let shade = (kinds.isEmpty ? "plain-" : "bad-") + "\(HeatMap.step(measurement))"
    let left = HeatMap.names + Double(copies) * HeatMap.cell.width - 0.5
    let value = EstimateText(measurement, of: result).value
    // What is very near to everything says so in two lines.
    let lines = value.split(separator: "−").map { String($0) }
    let texts =
      (lines.count == 2 ? [lines[0], "−" + lines[1]] : [value]).map { ($0, "") }
      + (kinds.isEmpty ? [] : [(kinds.joined(separator: ", "), "small ")])
    var y = top + HeatMap.cell.height / 2 + 4.5 - Double(texts.count - 1) * 7.5
    var content = [
      ChartFrame.rectangle(
        "cell \(shade)", x: left, y: top, width: HeatMap.cell.width, height: HeatMap.cell.height)
    ]
    for (text, size) in texts {
      let size = text.count > 7 ? "small " : size
      content.append(
        ChartFrame.words(text, x: center(copies), y: y, "\(size)middle on-\(shade)"))
      y += 15
    }
    return content
  }

  /// The anomalies of the operations in a cell.
  private static func kinds(_ belief: Belief, _ copies: Int) -> [String] {
    switch (belief, copies) {
    case (.acknowledged, 0): ["lost"]
    case (.acknowledged, 1), (_, 0): []
    case (.acknowledged, _): ["twice"]
    case (.error, 1), (.timeout, 1): ["phantom"]
    case (.error, _), (.timeout, _): ["ph., twice"]
    case (.rejected, 1): ["false rej."]
    case (.rejected, _): ["f.r., twice"]
    }
  }

  /// From nothing to most, by powers of ten.
  private static func step(_ measurement: MeasureEstimate) -> Int {
    let share = measurement.estimate.value
    if share <= 0 || measurement.count == 0 { return 0 }
    return share < 0.000_1 ? 1 : share < 0.01 ? 2 : share < 0.5 ? 3 : 4
  }

  private var description: String {
    let cells = beliefs.flatMap { belief in
      (0...3).compactMap { copies in
        result[.joint(belief, copies: copies)].map { measurement in
          "\(belief.name) with \(copies)\(copies == 3 ? " or more" : "") "
            + "\(copies == 1 ? "copy" : "copies"): \(EstimateText(measurement, of: result).whole)."
        }
      }
    }
    return cells.joined(separator: " ")
  }
}
