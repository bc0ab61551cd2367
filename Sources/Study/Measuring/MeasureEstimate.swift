import Statistics

/// What is known about one measure of one strategy.
public struct MeasureEstimate: Hashable, Sendable {
  public let measure: Measure
  /// The value with its 95 % interval, in the measure's unit.
  public let estimate: Estimate
  /// For a share that was sampled: how many operations it is the share of all trials of; of weighted
  /// trials, how many hit it.
  public let count: UInt64?
  /// For a share that was estimated from weighted trials: how far to trust it.
  public let diagnosis: WeightDiagnosis?

  public init(
    _ measure: Measure, _ estimate: Estimate, count: UInt64? = nil,
    diagnosis: WeightDiagnosis? = nil
  ) {
    self.measure = measure
    self.estimate = estimate
    self.count = count
    self.diagnosis = diagnosis
  }
}
