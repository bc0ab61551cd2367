import Statistics

/// The estimate of one measure of one strategy.
public struct MeasureEstimate: Hashable, Sendable {
  /// The measure.
  public let measure: Measure
  /// The value with its 95 % interval, in the measure's unit.
  public let estimate: Estimate
  /// For a share that was sampled, the number of operations that it counts; of weighted trials, the number of hits.
  public let count: UInt64?
  /// For a share that was estimated from weighted trials, the measure of its reliability.
  public let diagnosis: WeightDiagnosis?

  /// Creates a value from its parts.
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

/// The reliability of an estimate that may rest on a few weighted trials.
public struct WeightDiagnosis: Hashable, Sendable {
  /// The effective sample size: (Σw)² / Σw² (Kish, *Survey Sampling*, 1965).
  public let effectiveHits: Double
  /// The largest weight as a part of their sum; 0 without a hit.
  public let largestShare: Double

  /// Creates a value from its parts.
  public init(effectiveHits: Double, largestShare: Double) {
    self.effectiveHits = effectiveHits
    self.largestShare = largestShare
  }

  /// A Boolean value that indicates whether the hits are so few, or one is so heavy, that the interval itself is in
  /// doubt.
  public var isInDoubt: Bool { effectiveHits < 100 || largestShare > 0.1 }
}
