import EndToEnd
import Statistics
import Study

extension PageReport {
  /// What the client believes against what the server has, a heat map for each strategy.
  var beliefs: Section? {
    let maps = comparison.results.map { result in
      Markup.figure(result.strategy, [HeatMap(result: result).image()])
    }
    let measures = Belief.allCases.flatMap { belief in
      (0...3).map { Measure.joint(belief, copies: $0) }
    }
    let table = PageTable(
      "The share of all operations that end so; below each value its 95% interval",
      heading: ["the client ends with"] + comparison.results.map(\.strategy),
      rows: measures.map { measure in
        [PageTable.Cell(measure.words)]
          + comparison.results.map { PageTable.Cell(estimateText(measure, of: $0)) }
      })
    let introduction =
      "A row is what the client ends with, a column what the server has stored. The darker, the more "
      + "often. Where they disagree the cell says “lost” (acknowledged, not stored) or “phantom” (stored, "
      + "not acknowledged; “ph.” for short), and “twice” where it is stored twice or more."
    return Section(
      id: "beliefs", heading: "What the client believes, and what is stored",
      content: [
        Markup("p", introduction), .tiles(maps),
        .details("These numbers as a table", [table.markup]),
      ])
  }
}

extension Measure {
  /// Which cell of the matrix it is, in words.
  fileprivate var words: String {
    guard let index = Measure.joints.firstIndex(of: self) else { return name }
    let (belief, copies) = (Belief.allCases[index / 4], index % 4)
    return
      "\(belief.name), \(copies)\(copies == 3 ? " or more" : "") \(copies == 1 ? "copy" : "copies")"
  }
}
