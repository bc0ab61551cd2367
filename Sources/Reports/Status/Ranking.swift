import EndToEnd
import Statistics
import Study

/// The strategies of a comparison in the order of a page: the grade first, then the cost.
///
/// Without prices the share that disagrees takes the place of the cost, and with many clients the goodput. Of those
/// that are equal in it the one with the fewest requests stands first.
/// Strategies whose results and answers are equal share a row.
struct Ranking {
  /// The strategies, the best first.
  let rows: [Row]

  /// One strategy, or several that are alike in everything.
  struct Row {
    /// The names of the strategies, in the order of the model.
    fileprivate(set) var names: [String]
    /// The numbers of the strategy.
    let result: StrategyResult
    /// The answer to "safe to retry?".
    let status: StrategyStatus
    /// The scenario of the strategy.
    let scenario: Scenario

    /// A Boolean value that indicates whether a client was told no though its data is stored. That makes no retry
    /// unsafe, and is no good advice either.
    var callsStoredDataRejected: Bool { result.value(.falseRejection) > 0 }

    /// All names, with commas between them.
    var name: String { names.joined(separator: ", ") }
  }

  /// - Parameter keepsOrder: true if the results stand in an order that was asked for.
  init(_ comparison: Comparison, keepsOrder: Bool = false) {
    let all = comparison.results.map { result in
      guard let strategy = comparison.model.strategies.first(where: { $0.name == result.strategy })
      else { preconditionFailure("results are of the model's strategies") }
      return Row(
        names: [result.strategy], result: result,
        status: StrategyStatus(result, in: comparison.model), scenario: strategy.scenario)
    }
    let places = Array(all.indices)
    let order = keepsOrder ? places : places.sorted { Ranking.precedes(all, $0, $1) }
    rows = order.reduce(into: []) { rows, place in
      let row = all[place]
      let same = rows.firstIndex { other in
        other.result.measurements == row.result.measurements && other.status == row.status
          && other.result.series == row.result.series
      }
      if let same {
        rows[same].names += row.names
      } else {
        rows.append(row)
      }
    }
  }

  /// Returns true if a row stands before another: by grade, then by cost and requests, then by the
  /// order of the model.
  private static func precedes(_ rows: [Row], _ one: Int, _ other: Int) -> Bool {
    let (first, second) = (rows[one], rows[other])
    let grades = (first.status.grade.rawValue, second.status.grade.rawValue)
    if grades.0 != grades.1 { return grades.0 < grades.1 }
    if key(first.result) != key(second.result) { return key(first.result) < key(second.result) }
    return one < other
  }

  /// The numbers by which rows of one grade are ordered, the smallest first.
  private static func key(_ result: StrategyResult) -> (Double, Double) {
    let requests = result[.requestsMean]?.estimate.value ?? 0
    if let cost = result[.costMean] { return (cost.estimate.value, requests) }
    if let goodput = result[.goodput] { return (-goodput.estimate.value, requests) }
    return (result.value(.disagree), requests)
  }

  /// The row that a reader may be told to take: the first that is safe, or else the first without harm.
  var recommended: Row? {
    func key(_ row: Row) -> (Int, Int) {
      (row.status.grade.rawValue, row.callsStoredDataRejected ? 1 : 0)
    }
    return rows.filter { $0.status.grade != .bad }.min { key($0) < key($1) }
  }

  /// The row after the recommended one among those that do no harm.
  var runnerUp: Row? {
    guard let recommended else { return nil }
    return rows.filter {
      $0.status.grade != .bad && !$0.callsStoredDataRejected && $0.names != recommended.names
    }.min { Ranking.key($0.result) < Ranking.key($1.result) }
  }

  /// The reference of the others: the first that sends once, or else the first of the model.
  func reference(in comparison: Comparison) -> Row {
    let names = comparison.model.strategies.map(\.name)
    func place(_ row: Row) -> Int { names.firstIndex(of: row.names[0]) ?? 0 }
    let candidates = rows.filter(\.scenario.sendsOnce)
    guard
      let row = (candidates.isEmpty ? rows : candidates).min(by: { place($0) < place($1) })
    else { preconditionFailure("a page is about some results") }
    return row
  }
}
