import EndToEnd
import Statistics
import Study

/// A measure in the table of a comparison.
struct ComparedColumn {
  /// The measure in the column.
  let measure: Measure

  /// Creates the column of a measure.
  init(_ measure: Measure) {
    self.measure = measure
  }

  /// The heading of the column.
  var heading: String { measure.heading }

  /// Returns the measure of one strategy; empty texts if it has none.
  func text(of result: StrategyResult) -> EstimateText {
    guard let measurement = result[measure] else { return EstimateText(value: "", interval: "") }
    let text = EstimateText(measurement, of: result)
    // The table has room for the intervals of shares only; those of means stand in the other formats.
    return measure.isProbability ? text : EstimateText(value: text.value, interval: "")
  }
}

/// Estimates in the cells of a Markdown table.
extension EstimateText {
  /// Creates the text of a share or of a number.
  init(_ measurement: MeasureEstimate, of result: StrategyResult) {
    if !measurement.measure.isProbability {
      self.init(number: measurement.estimate)
    } else {
      self.init(share: measurement, trials: result.method.trials)
    }
  }
}

/// The columns of a Markdown table: those that tell something.
extension Comparison {
  /// The columns of the table: the most common questions, and those that the model raises.
  var comparedColumns: [ComparedColumn] { screenMeasures.map { ComparedColumn($0) } }

  /// The measures of the columns.
  var screenMeasures: [Measure] {
    let scenarios = model.strategies.map(\.scenario)
    let costs: [Measure] = model.costs == nil ? [] : [.costMean]
    if scenarios.contains(where: { $0.clients != nil }), !isRare {
      // Where many clients meet on one server, its load matters as much as the outcomes.
      return [.share(.disagree), .share(.duplicate), .share(.unsure)]
        + [.requestsMean, .goodput, .timePercentile99] + costs
    }
    var measures: [Measure] = [.share(.disagree), .share(.lost)]
    // Those who are sure and wrong.
    if shownAnomalies.contains(.falseRejection) { measures.append(.share(.falseRejection)) }
    measures.append(.share(.duplicate))
    let hasPerson = scenarios.contains { $0.person != nil }
    // Who made the duplicates: the program, or the person?
    if hasPerson { measures.append(.duplicateByResubmission) }
    measures.append(.share(.unsure))
    // Small shares take the room for the attempts.
    if !hasPerson, !isRare { measures.append(.attemptsMean) }
    // Without a gateway they are the client's attempts, except for those that the network lost.
    if scenarios.contains(where: { $0.gateway != nil }) { measures.append(.requestsMean) }
    return measures + costs
  }

  /// A Boolean value that indicates whether numbers are from weighted trials.
  var isRare: Bool {
    results.contains { result in
      if case .rare = result.method { true } else { false }
    }
  }
}
