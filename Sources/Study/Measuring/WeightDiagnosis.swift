/// How far a number can be trusted that a few weighted trials may have made.
public struct WeightDiagnosis: Hashable, Sendable {
  /// How many equally weighted hits would say as much: (Σw)² / Σw² (Kish, *Survey Sampling*, 1965).
  public let effectiveHits: Double
  /// How much of the sum the heaviest hit is; 0 without a hit.
  public let largestShare: Double

  public init(effectiveHits: Double, largestShare: Double) {
    self.effectiveHits = effectiveHits
    self.largestShare = largestShare
  }

  /// The standard error as a part of the value.
  public var relativeError: Double { 1 / effectiveHits.squareRoot() }

  /// Whether there are so few hits, or one that is so heavy, that the interval itself is in doubt.
  public var isInDoubt: Bool { effectiveHits < 100 || largestShare > 0.1 }
}
