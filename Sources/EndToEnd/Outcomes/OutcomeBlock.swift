import Simulation

/// The outcomes of a block of trials, grouped by what most of them have in common.
public struct OutcomeBlock: Sendable {
  /// The number of the first trial of the block.
  public internal(set) var firstTrial: UInt64 = 0
  /// The outcome of the usual ones, each in its own time; `nil` if there is no usual way.
  public internal(set) var usual: Outcome?
  /// The times of the usual ones, in the order of their trials.
  public internal(set) var dominantTimes: [Delay] = []
  /// The outcomes of the others, in the order of their trials.
  public internal(set) var others: [Outcome] = []
  /// The places of the others in the block, rising.
  public internal(set) var offPathIndices: [Int] = []

  /// Creates a value with the default of every property.
  public init() {}

  /// The first trial with the usual outcome.
  ///
  /// - Precondition: there is one.
  package var firstUsualTrial: UInt64 {
    // The others rise: the first place that they leave out is that of a usual one.
    let place = offPathIndices.enumerated().first { $0.offset != $0.element }?.offset
    return firstTrial + UInt64(place ?? offPathIndices.count)
  }
}
