import EndToEnd
import Simulation

/// The dependence of a strategy's measures on the probability of each fault.
///
/// ```swift
/// let sensitivity = Sensitivity.measure(strategy, costs: model.costs)
/// sensitivity.effects[0].change(in: .costMean)?.derivative
/// ```
///
/// Derivatives are exact: they are carried through the exploration beside the probabilities. Quantiles and maxima have
/// none here.
public struct Sensitivity: Hashable, Sendable {
  /// The effect of each fault whose probability the strategy's scenario sets to something between 0 and 1.
  public let effects: [FaultEffect]
  /// The reason why there are none; `nil` if they are known.
  public let problem: ExplorationError?
  /// A Boolean value that indicates whether finitely many delays stood for continuous ones.
  public let isApproximate: Bool

  /// Explores a strategy, and derives its measures by the probability of each fault.
  ///
  /// - Parameter costs: the prices of the cost; `nil` for none.
  public static func measure(
    _ strategy: Strategy, costs: Costs?, limits: ExplorationLimits = ExplorationLimits()
  ) -> Sensitivity {
    do throws(ExplorationError) {
      let explorer = OperationExplorer(forMeasuresOf: strategy.scenario, limits: limits)
      // An operation numbers its attempts, so that it never comes back to a state.
      guard let found = try explorer.sensitivity() else {
        preconditionFailure("an operation has no cycles")
      }
      return Sensitivity(
        effects: LinearMeasures(found, costs: costs).effects, problem: nil,
        isApproximate: found.isApproximate)
    } catch {
      return Sensitivity(effects: [], problem: error, isApproximate: false)
    }
  }
}

/// The effect of the probability of a fault on measures.
public struct FaultEffect: Hashable, Sendable {
  /// The fault, with its probability in the model.
  public let fault: FaultKind
  /// The changes of all measures that are shares or means, in the order of ``Measure/all``.
  public let changes: [Change]

  /// The dependence of one measure on the probability.
  public struct Change: Hashable, Sendable {
    /// The measure that changes.
    public let measure: Measure
    /// The value of the measure.
    public let value: Double
    /// The derivative of the value by the probability.
    public let derivative: Double
    /// The value if the probability were half of what it is.
    public let halved: Double
    /// The relative change of the value by a relative change of the probability; `nil` where the value is 0.
    public let elasticity: Double?
  }

  /// Returns the change of a measure; `nil` if it has no derivative.
  public func change(in measure: Measure) -> Change? { changes.first { $0.measure == measure } }
}

/// The measures that are sums over outcomes: each adds up a weight of every outcome, by its probability.
private struct LinearMeasures {
  private let found: OutcomeSensitivity
  private var measures: [(measure: Measure, weights: [Double])] = []
  private let costs: Costs?

  /// Weighs each outcome by what each measure makes of it.
  init(_ found: OutcomeSensitivity, costs: Costs?) {
    self.found = found
    self.costs = costs
    let keys = found.outcomes.map { OutcomeKey($0) }
    let hasPeople = found.outcomes.contains { $0.submissions > 0 }
    for measure in Measure.all where hasPeople || !measure.needsPerson {
      let weights = zip(found.outcomes, keys).map { measure.weight(of: $0, $1, costs: costs) }
      let known = weights.compactMap { $0 }
      if known.count == weights.count { measures.append((measure, known)) }
    }
  }

  /// The effect of each fault on each measure.
  var effects: [FaultEffect] {
    let values = found.values
    let sums = sums(values)
    return found.faults.indices.map { index in
      let fault = found.faults[index]
      let slopes = self.sums(
        values.slopes[index], time: values.meanTimeSlopes[index],
        uncounted: values.uncountedSlopes[index])
      let halves = self.sums(found.values(with: index, at: fault.probability / 2))
      var changes: [FaultEffect.Change] = []
      for measure in Measure.all {
        guard let value = sums[measure], let slope = slopes[measure], let half = halves[measure]
        else { continue }
        changes.append(
          FaultEffect.Change(
            measure: measure, value: value, derivative: slope, halved: half,
            elasticity: value == 0 ? nil : slope * fault.probability / value))
      }
      return FaultEffect(fault: fault, changes: changes)
    }
  }

  /// The measures for the probabilities of outcomes. The time has a sum of its own, since
  /// outcomes do not hold it.
  private func sums(_ values: OutcomeSensitivity.Values) -> [Measure: Double] {
    var sums = sums(
      values.probabilities, time: values.meanTime ?? 0, uncounted: values.uncounted)
    if values.meanTime == nil { sums[.timeMean] = nil }
    return sums
  }

  /// The measures as weighted sums. They are linear in the probabilities, so the same function
  /// takes derivatives.
  private func sums(
    _ parts: [Double], time: Double, uncounted: UncountedMeans
  ) -> [Measure: Double] {
    var sums: [Measure: Double] = [.timeMean: time * OutcomeNumber.time.unit]
    for (measure, weights) in measures {
      var sum = measure.uncounted(uncounted, costs: costs)
      for (part, weight) in zip(parts, weights) where weight != 0 { sum += part * weight }
      sums[measure] = sum
    }
    return sums
  }
}

extension Measure {
  /// The part of the measure that outcomes leave out.
  fileprivate func uncounted(_ means: UncountedMeans, costs: Costs?) -> Double {
    switch kind {
    case .mean(.attempts): means.attempts
    case .mean(.count(let count)): count.uncounted(means)
    case .mean(.cost): costs.map { $0.attempt * means.attempts } ?? 0
    case .share, .mean(.time), .quantile, .maximum, .server: 0
    }
  }

  /// The part that an outcome adds to the measure; `nil` if the measure is no sum over outcomes.
  fileprivate func weight(of outcome: Outcome, _ key: OutcomeKey, costs: Costs?) -> Double? {
    switch kind {
    case .share(.keys(let isCounted)): isCounted(key) ? 1 : 0
    case .share(.attempts(let number)):
      min(Int(outcome.attempts), Tally.attemptsShown + 1) == number ? 1 : 0
    case .mean(.attempts): Double(outcome.attempts)
    case .mean(.count(let count)): Double(count.value(of: outcome))
    case .mean(.cost):
      costs.map { $0.price(of: key) + $0.attempt * Double(outcome.attempts) }
    case .mean(.time), .quantile, .maximum, .server: nil
    }
  }
}

extension Comparison {
  /// Returns the same results, each with the sensitivity of its strategy.
  ///
  /// - Parameter jobs: the number of threads; at least 1.
  public func withSensitivity(
    limits: ExplorationLimits = ExplorationLimits(), jobs: Int = 1
  ) -> Comparison {
    let costs = model.costs
    return mapResults(jobs: jobs) { result, strategy in
      result.sensitivity = Sensitivity.measure(strategy, costs: costs, limits: limits)
    }
  }
}
