/// What strategies are put in order by, the smallest first.
public enum ComparisonOrder: String, Hashable, Sendable, CaseIterable {
  case cost, disagree, lost, phantom, duplicate, unsure, late, attempts, time

  /// The measure whose value is compared.
  public var measure: Measure {
    switch self {
    case .cost: .costMean
    case .disagree: .share(.disagree)
    case .lost: .share(.lost)
    case .phantom: .share(.phantom)
    case .duplicate: .share(.duplicate)
    case .unsure: .share(.unsure)
    case .late: .share(.late)
    case .attempts: .attemptsMean
    case .time: .timeMean
    }
  }
}

extension Comparison {
  /// The same results, the smallest value first; those that are equal stay in their order.
  ///
  /// - Precondition: every result has the measure; only the cost can be missing.
  public func sorted(by order: ComparisonOrder) -> Comparison {
    let values = results.map { result in
      guard let measurement = result[order.measure] else {
        preconditionFailure("strategies are sorted by what they have")
      }
      return measurement.estimate.value
    }
    // The standard library does not promise a stable sort.
    let indices = results.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    return Comparison(model, results: indices.map { results[$0] })
  }
}
