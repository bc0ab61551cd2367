import EndToEnd
import Statistics
import Study

extension PageReport {
  /// What an operation costs; only where the model has prices.
  var costs: Section? {
    guard let costs = comparison.model.costs,
      comparison.results.contains(where: { $0[.costMean] != nil })
    else { return nil }
    let prices =
      OutcomeClass.allCases.map { ($0.rawValue, costs.classes[$0] ?? 0) }
      + [("each attempt", costs.attempt), ("a call to support", costs.support)]
    let table = PageTable(
      "The prices of the model, in its own currency", heading: ["of", "price"],
      rows: prices.filter { $0.1 != 0 }.map { name, price in
        [PageTable.Cell(name), PageTable.Cell(EstimateText(number: .exactly(price)).value)]
      })
    let means = PageTable(
      "What an operation costs on average; below each value its 95% interval",
      heading: ["strategy", "cost"],
      rows: comparison.results.map { result in
        [PageTable.Cell(result.strategy), PageTable.Cell(estimateText(.costMean, of: result))]
      })
    return Section(
      id: "costs", heading: "What it costs",
      content: [
        .row([
          .figure("Mean cost of an operation", [bars(.costMean, title: "Mean cost").image()]),
          means.markup, table.markup,
        ])
      ])
  }
}
