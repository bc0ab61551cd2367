import EndToEnd
import Statistics
import Study
import Text

/// A measure in the table that a terminal shows: one number of decimals for all strategies, so that the points
/// stand below each other.
struct ScreenColumn {
  /// The measure in the column.
  let measure: Measure
  /// The heading; one of two lines has a line feed in it.
  let heading: String
  /// The cells, in the order of the results.
  let cells: [EstimateText]

  /// The text of an outcome that is proved to be impossible.
  static let never = "never"

  /// Writes the cells, all with the decimals that the column needs.
  init(_ measure: Measure, of comparison: Comparison) {
    self.measure = measure
    heading = ScreenColumn.heading(of: measure)
    let estimates = comparison.results.map { result -> MeasureEstimate? in
      result.isNever(measure) ? nil : result[measure]
    }
    let decimals = ScreenColumn.decimals(of: estimates.compactMap { $0 }, measure)
    cells = zip(comparison.results, estimates).map { result, estimate in
      if let estimate { return EstimateText(estimate, of: result, decimals: decimals) }
      return EstimateText(value: result.isNever(measure) ? ScreenColumn.never : "", interval: "")
    }
  }

  /// A Boolean value that indicates whether the table can do without it where there is no room.
  var isOptional: Bool {
    [.attemptsMean, .requestsMean, .timePercentile99, .duplicateByResubmission].contains(measure)
  }

  /// The decimals with which all values of the column are written.
  ///
  /// They show two digits of the smallest value and, of the least certain value, the first digit of what its
  /// interval leaves open.
  private static func decimals(of estimates: [MeasureEstimate], _ measure: Measure) -> Int {
    let isShare = measure.isProbability
    var certain: Int?
    var smallest = 0
    for estimate in estimates where estimate.estimate.value.isFinite {
      let scale = isShare ? 100.0 : 1.0
      let value = abs(estimate.estimate.value) * scale
      // A value that is written in another way needs none.
      if value == 0 || (isShare && value < EstimateText.leastPercentage) { continue }
      let size = isShare && value > 50 ? max(100 - value, 1e-3) : value
      if isShare && value == 100 { continue }
      let halfWidth = (estimate.estimate.high - estimate.estimate.low) / 2 * scale
      let isKnown = halfWidth <= value * 1e-6 || !halfWidth.isFinite
      let own = NumberText.decimals(toResolve: isKnown ? size / 100 : halfWidth)
      certain = min(certain ?? own, own)
      // Two digits, if the interval is narrow enough for them, and one in any case.
      let two = min(NumberText.decimals(toResolve: size / 10), own)
      smallest = max(smallest, two, NumberText.decimals(toResolve: size))
    }
    return min(max(certain ?? 0, smallest), mostDecimals(of: measure))
  }

  /// The decimals beyond which a reader gains nothing from a measure.
  private static func mostDecimals(of measure: Measure) -> Int {
    switch measure {
    case .attemptsMean, .requestsMean: 2
    case .timePercentile99, .goodput: 1
    default: 3
    }
  }

  /// The heading of a measure, broken where a narrow column needs it.
  private static func heading(of measure: Measure) -> String {
    switch measure {
    case .costMean: "cost/\nwrite"
    case .attemptsMean: "tries/\nwrite"
    case .requestsMean: "requests/\nwrite"
    case .goodput: "goodput\nper s"
    case .timePercentile99: "p99\n(ms)"
    case .duplicateByResubmission: "duplicate\nby person"
    case .share(.falseRejection): "false\nrejection"
    default: measure.heading
    }
  }
}

/// Cells with the decimals of their column.
extension EstimateText {
  /// A measure with the decimals of its column.
  init(_ measurement: MeasureEstimate, of result: StrategyResult, decimals: Int) {
    let estimate = measurement.estimate
    let own = EstimateText(measurement, of: result)
    let isShare = measurement.measure.isProbability
    let value = isShare ? estimate.value * 100 : estimate.value
    let isPlain =
      isShare
      ? own.value.hasSuffix("%") && !own.value.hasPrefix("<") && !own.value.hasPrefix(">")
        && value > 0 && value < 100 && value >= EstimateText.leastPercentage
      : abs(value) < 1e9 && !NumberText.rounds(value, toZeroWith: decimals)
    guard isPlain else {
      if !isShare, value > 0, value < 1 {
        self.init(value: NumberText.scientific(value), interval: own.interval)
      } else {
        self = own
      }
      return
    }
    // What did not happen always is not 100 %.
    let isRoundedUp =
      isShare && value < 100
      && Double(NumberText.fixed(value, decimals: decimals)) == 100
    let text = NumberText.fixed(
      value, decimals: decimals, isRoundedUp ? .down : .toNearestOrAwayFromZero)
    let scale = isShare ? 100.0 : 1.0
    let interval =
      own.interval.isEmpty || own.interval.hasPrefix("+") || !estimate.high.isFinite
        || estimate.high * scale >= 1e9
      ? own.interval
      : EstimateText.interval(
        estimate.low * scale, estimate.high * scale,
        decimals: isShare ? decimals : max(decimals, own.decimals))
    self.init(value: text + (isShare ? "%" : ""), interval: interval)
  }

  /// The decimals of the value.
  private var decimals: Int {
    guard let point = value.firstIndex(of: ".") else { return 0 }
    return min(value.distance(from: point, to: value.endIndex) - 1, 6)
  }
}

/// Numbers that would be shown as zero although they are not.
extension NumberText {
  /// Returns true if nothing but zeros is left of a number with some decimals.
  fileprivate static func rounds(_ value: Double, toZeroWith decimals: Int) -> Bool {
    Double(fixed(value, decimals: decimals)) == 0
  }
}

/// The proofs that stand in a cell as `never`.
extension StrategyResult {
  /// Returns true if a measure is the share of an outcome that is proved to be impossible.
  func isNever(_ measure: Measure) -> Bool {
    if case .exact(_, _, isApproximate: false) = method, measure.isProbability,
      let estimate = self[measure]?.estimate, estimate.value == 0, estimate.high == 0
    {
      return true
    }
    // A sample that has shown it is stronger than any proof.
    guard let verdict, (self[measure]?.estimate.value ?? 0) == 0 else { return false }
    switch measure {
    case .share(.disagree):
      return [OutcomeClass.lost, .phantom, .falseRejection].allSatisfy(verdict.excludes)
    case .duplicateByResubmission: return verdict.excludes(.duplicate)
    default:
      return OutcomeClass.anomalies.contains { measure == .share($0) && verdict.excludes($0) }
    }
  }
}

/// The same, of one verdict.
extension StrategyVerdict {
  /// Returns true if an anomaly is proved to be impossible with any number of faults.
  func excludes(_ anomaly: OutcomeClass) -> Bool { self[anomaly] == .impossible }

  /// Returns true if an anomaly is known to be possible, and not only by an approximation.
  func allows(_ anomaly: OutcomeClass) -> Bool {
    self[anomaly].isPossible && !text(of: anomaly).isApproximate
  }
}
