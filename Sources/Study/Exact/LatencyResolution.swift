import EndToEnd
import Simulation
import Statistics

/// The step of the lattice on which an exploration puts the delays of continuous latencies.
public enum LatencyResolution: Hashable, Sendable {
  /// This step.
  case step(Delay)
  /// A fraction of the shortest timeout, halved until the measures settle or the states become too many.
  case automatic
}

/// The lattice behind the measures of a strategy, and how far they can be trusted.
public struct LatticePrecision: Hashable, Sendable {
  /// The step of the lattice.
  public let step: Delay
  /// The measures whose intervals hold the value of the model's own latencies for certain.
  public let enclosed: [Measure]
  /// The widest interval of the class of an outcome, as a probability.
  public let widest: Double

  /// Creates a value from its parts.
  public init(step: Delay, enclosed: [Measure], widest: Double) {
    self.step = step
    self.enclosed = enclosed
    self.widest = widest
  }
}

/// The exploration of a strategy whose continuous latencies are put on a lattice.
///
/// The values are those of delays rounded to both neighbors, which keeps every mean. The intervals reach from the values
/// with all delays rounded down to those with all delays rounded up.
struct LatticeExploration {
  let strategy: Strategy
  let limits: ExplorationLimits
  let resolution: LatencyResolution
  let costs: Costs?

  /// The steps in the shortest timeout at first.
  private static let firstParts: Int64 = 8
  /// The states at which the automatic step is not halved further.
  private static let mostStates = 100_000
  /// The states that the first automatic step may have.
  private static let mostFirstStates = 300_000
  /// The probability of the paths that are left out where there are too many states.
  private static let improbable = 1e-9

  /// Explores the strategy; without a lattice if it does not need one.
  func result() throws(ExplorationError) -> StrategyResult {
    if case .step(let step) = resolution {
      let found = try explore(DelayLattice(step: step, rounding: .even), limits)
      return try enclosed(found, step: step, limits)
    }
    var limits = limits
    limits.states = min(limits.states, Self.mostFirstStates)
    do throws(ExplorationError) {
      return try refined(limits)
    } catch {
      if !error.isLimit || limits.leastProbability >= Self.improbable { throw error }
      limits.leastProbability = Self.improbable
      return try refined(limits)
    }
  }

  /// Halves the step until the measures settle, or until there are many states.
  private func refined(_ limits: ExplorationLimits) throws(ExplorationError) -> StrategyResult {
    var parts = Self.firstParts
    var step = strategy.scenario.step(dividingShortestTimeoutBy: parts)
    var result = try explore(DelayLattice(step: step, rounding: .even), limits)
    var growth = 8
    while result.isOnLattice, result.states * growth <= Self.mostStates, step > .nanoseconds(2) {
      parts *= 2
      let half = strategy.scenario.step(dividingShortestTimeoutBy: parts)
      let finer: StrategyResult
      do throws(ExplorationError) {
        finer = try explore(DelayLattice(step: half, rounding: .even), limits)
      } catch {
        if error.isLimit { break }
        throw error
      }
      growth = max(2, finer.states / max(result.states, 1))
      let isSettled = finer.agrees(with: result) && half <= strategy.scenario.shortestLatency
      (result, step) = (finer, half)
      if isSettled { break }
    }
    return try enclosed(result, step: step, limits)
  }

  /// The result with its intervals; the same if no latency was put on the lattice.
  private func enclosed(
    _ found: StrategyResult, step: Delay, _ limits: ExplorationLimits
  ) throws(ExplorationError) -> StrategyResult {
    if !found.isOnLattice { return found }
    let down = try explore(DelayLattice(step: step, rounding: .down), limits)
    let up = try explore(DelayLattice(step: step, rounding: .up), limits)
    return found.enclosed(by: [down, up], step: step, of: strategy.scenario)
  }

  /// The exact result with all continuous latencies on a lattice.
  private func explore(
    _ lattice: DelayLattice, _ limits: ExplorationLimits
  ) throws(ExplorationError) -> StrategyResult {
    var limits = limits
    limits.lattice = lattice
    let explorer = OperationExplorer(forMeasuresOf: strategy.scenario, limits: limits)
    return StrategyResult(try explorer.distribution(), of: strategy.name, costs: costs)
  }
}

extension Scenario {
  /// Half of the shortest usual latency that is not zero: a coarser step does not see which of two events comes first.
  fileprivate var shortestLatency: Delay {
    let links = ([network] + gateways.map { $0.network }).flatMap { [$0.request, $0.response] }
    let usual = (links.map { $0.latency } + [server.service]).map { $0.representative }
    let shortest = usual.filter { $0 > .zero }.min() ?? .longest
    return .nanoseconds(shortest.nanoseconds / 2)
  }

  /// A step such that the shortest timeout lies in the middle between two points: a delay that is rounded is then as
  /// often too early as too late, and no sum of delays ends at the timeout itself.
  fileprivate func step(dividingShortestTimeoutBy parts: Int64) -> Delay {
    let shortest = ([client.timeout] + gateways.map { $0.timeout }).min() ?? client.timeout
    return max(.nanoseconds(shortest.nanoseconds * 2 / (2 * parts + 1)), .nanoseconds(1))
  }
}

extension StrategyResult {
  /// The number of states that were explored.
  fileprivate var states: Int {
    if case .exact(let states, _, _) = method { states } else { 0 }
  }

  /// A Boolean value that indicates whether the points of a lattice stood for a latency.
  fileprivate var isOnLattice: Bool {
    if case .exact(_, _, isApproximate: true) = method { true } else { false }
  }

  /// Returns true if no measure differs by more than 0.5 %, or a probability by more than 5 × 10⁻⁵.
  fileprivate func agrees(with other: StrategyResult) -> Bool {
    measurements.allSatisfy { measurement in
      guard let known = other[measurement.measure] else { return false }
      let value = measurement.estimate.value
      let difference = abs(value - known.estimate.value)
      let least = measurement.measure.isProbability ? 5e-5 : 0
      return difference <= max(0.005 * abs(value), least)
    }
  }

  /// The same values, with intervals that reach to those of other results.
  fileprivate func enclosed(
    by others: [StrategyResult], step: Delay, of scenario: Scenario
  ) -> StrategyResult {
    let measurements = measurements.map { measurement in
      var low = measurement.estimate.low
      var high = measurement.estimate.high
      for estimate in others.compactMap({ $0[measurement.measure]?.estimate }) {
        low = min(low, estimate.low)
        high = max(high, estimate.high)
      }
      let value = measurement.estimate.value
      return MeasureEstimate(measurement.measure, Estimate(value: value, low: low, high: high))
    }
    var result = StrategyResult(strategy: strategy, method: method, measurements: measurements)
    let widths = OutcomeClass.allCases.compactMap { outcomeClass in
      result[.share(outcomeClass)].map { $0.estimate.high - $0.estimate.low }
    }
    result.lattice = LatticePrecision(
      step: step, enclosed: scenario.measuresThatFollowDelays, widest: widths.max() ?? 0)
    return result
  }
}
