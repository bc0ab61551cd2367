import Statistics
import Study

/// Where the best strategy changes, in a sentence for each value of the first of two parameters.
struct CrossingText {
  let sweep: Sweep

  /// None for one strategy, which has no rival.
  var sentences: [String] {
    if sweep.points[0].comparison.results.count < 2 { return [] }
    return sweep.stretches.map { line in
      let parts = line.enumerated().map { index, stretch in
        part(stretch, isFirst: index == 0, isLast: index == line.count - 1)
      }
      return heading(of: line) + parts.joined(separator: "; ") + "."
    }
  }

  private func heading(of line: [Sweep.Stretch]) -> String {
    let least = sweep.order == .cost ? "Cheapest" : "Least \(sweep.order.rawValue)"
    guard sweep.parameters.count > 1, let first = line.first else { return least + ": " }
    let value = sweep.points[first.points.lowerBound].values[0].text
    return "\(least) at \(sweep.parameters[0]) = \(value): "
  }

  private func part(_ stretch: Sweep.Stretch, isFirst: Bool, isLast: Bool) -> String {
    let names = stretch.best.joined(separator: ", ")
    let best =
      stretch.best.count == 1
      ? names : "\(sweep.isExact ? "equal" : "not distinguishable") (\(names))"
    func text(_ point: Int) -> String { sweep.points[point].values.last?.text ?? "" }
    let from = text(stretch.points.lowerBound)
    let to = text(stretch.points.upperBound)
    if isFirst, isLast { return best + " throughout" }
    if isFirst, from != to { return "\(best) up to \(to)" }
    if isLast, from != to { return "\(best) from \(from) on" }
    return from == to ? "\(best) at \(from)" : "\(best) from \(from) to \(to)"
  }
}
