/// A value that a swept parameter takes at one point of a sweep.
public struct SweepValue: Hashable, Sendable {
  /// The value as a model file writes it.
  public let text: String
  /// A probability as a fraction, a length of time in milliseconds, any other number as it is; `nil` for
  /// a value that is not a number.
  public let number: Double?

  public init(text: String, number: Double?) {
    self.text = text
    self.number = number
  }
}
