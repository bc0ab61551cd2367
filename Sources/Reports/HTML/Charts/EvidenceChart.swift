import Diagrams
import EndToEnd
import Statistics
import Study
import Text

/// The logs that show the affected operations of each strategy: a bar divided into parts.
///
/// Parts have the letters of the legend where there is room, and stand in its order.
struct EvidenceChart {
  let rows: [Row]

  /// A bar.
  struct Row {
    let name: String
    /// The share of the affected operations among all.
    let affected: String
    /// The parts of the affected operations, of each kind; not all are 0.
    let parts: [(kind: Evidence, share: Double)]
  }

  func image() -> Markup {
    var content: [Markup] = []
    var y = 4.0
    for kind in Evidence.allCases {
      y += 14
      content.append(
        ChartFrame.rectangle("\(kind.style) area", x: 0, y: y - 11, width: 15, height: 14))
      content.append(ChartFrame.words(kind.letter, x: 7.5, y: y, "small letter middle"))
      content.append(ChartFrame.words(kind.place, x: 22, y: y))
      y += 4
    }
    y += 6
    for row in rows {
      y += 14
      let room = Int(ChartFrame.width / 7.4) - SVGText.columns(row.affected) - 1
      content.append(ChartFrame.words(SVGText.cut(row.name, columns: max(room, 6)), x: 0, y: y))
      content.append(ChartFrame.words(row.affected, x: ChartFrame.width, y: y, "end"))
      y += 5
      content += draw(row, y)
      y += 22
    }
    return ChartFrame(
      title: "Which log the affected operations are seen in", description: description
    )
    .image(height: y, content)
  }

  private func draw(_ row: Row, _ y: Double) -> [Markup] {
    let whole = row.parts.reduce(0) { $0 + $1.share }
    var content: [Markup] = []
    var left = 0.0
    for (kind, share) in row.parts where share > 0 {
      let width = share / whole * ChartFrame.width
      content.append(
        ChartFrame.rectangle("\(kind.style) area", x: left, y: y, width: width, height: 16))
      if width >= 14 {
        content.append(
          ChartFrame.words(kind.letter, x: left + width / 2, y: y + 12, "small letter middle"))
      }
      left += width
    }
    return content
  }

  private var description: String {
    rows.map { row in
      let whole = row.parts.reduce(0) { $0 + $1.share }
      let parts = row.parts.filter { $0.share > 0 }.map { kind, share in
        "\(kind.place) \(NumberText.fixed(share / whole * 100, decimals: 0))%"
      }
      return "\(row.name), \(row.affected): \(parts.joined(separator: ", "))."
    }.joined(separator: " ")
  }
}

extension Evidence {
  fileprivate var letter: String {
    switch self {
    case .serverLog: "S"
    case .clientLog: "C"
    case .both: "B"
    case .none: "N"
    }
  }

  fileprivate var style: String {
    switch self {
    case .serverLog: "first"
    case .clientLog: "third"
    case .both: "second"
    case .none: "harm"
    }
  }
}
