import EndToEnd
import Statistics
import Study

/// A measure that stands in the table of a comparison.
struct ComparedColumn {
  let measure: Measure
  let heading: String

  /// The measure of one strategy.
  func text(of result: StrategyResult) -> EstimateText {
    guard let measurement = result[measure] else { return EstimateText(value: "", interval: "") }
    let text = EstimateText(measurement, of: result)
    // There is room for the intervals of shares only; those of means stand in the other formats.
    return measure.unit == "probability" ? text : EstimateText(value: text.value, interval: "")
  }
}

extension EstimateText {
  /// A measurement as a share or as a number, whichever it is.
  init(_ measurement: MeasureEstimate, of result: StrategyResult) {
    switch measurement.measure {
    case .share, .joint, .evidence, .attempts, .utilization, .turnedAway, .duplicateByRetry,
      .duplicateByResubmission, .support:
      if measurement.diagnosis != nil {
        self.init(weightedShare: measurement, trials: result.method.trials)
      } else {
        self.init(share: measurement, trials: result.method.trials)
      }
    case .attemptsMean, .copiesMean, .timeMean, .timeMedian, .timePercentile99, .costMean,
      .requestsMean, .requestsMax, .goodput, .queueMean, .waitMean, .submissionsMean:
      self.init(number: measurement.estimate)
    }
  }
}

extension Comparison {
  /// The columns of the table: what most people ask, and what the model asks for.
  var comparedColumns: [ComparedColumn] {
    if model.strategies.contains(where: { $0.scenario.clients != nil }), !isRare {
      return loadColumns
    }
    let classes: [OutcomeClass] = [.disagree, .lost, .duplicate, .unsure]
    var columns = classes.map {
      ComparedColumn(measure: .share($0), heading: $0.rawValue)
    }
    if model.strategies.contains(where: { $0.scenario.person != nil }) {
      // Who made the duplicates: the program, or the person?
      columns.insert(
        ComparedColumn(measure: .duplicateByResubmission, heading: "by person"), at: 3)
    } else if !isRare {
      // Small shares take the room, and who asks for them knows how many attempts it takes.
      columns.append(ComparedColumn(measure: .attemptsMean, heading: "attempts"))
    }
    // Without a gateway they are the client's attempts, but for what the network lost.
    if model.strategies.contains(where: { $0.scenario.gateway != nil }) {
      columns.append(ComparedColumn(measure: .requestsMean, heading: "requests"))
    }
    if model.costs != nil { columns.append(ComparedColumn(measure: .costMean, heading: "cost")) }
    return columns
  }

  /// Where many clients meet on one server, what they make of it matters as much.
  private var loadColumns: [ComparedColumn] {
    var columns = [OutcomeClass.disagree, .duplicate, .unsure].map {
      ComparedColumn(measure: .share($0), heading: $0.rawValue)
    }
    columns += [
      ComparedColumn(measure: .requestsMean, heading: "requests"),
      ComparedColumn(measure: .goodput, heading: "goodput/s"),
      ComparedColumn(measure: .timePercentile99, heading: "p99 (ms)"),
    ]
    if model.costs != nil { columns.append(ComparedColumn(measure: .costMean, heading: "cost")) }
    return columns
  }
}
