import Statistics

/// All that is reported about one strategy: the one source of every format's numbers.
public struct StrategyResult: Hashable, Sendable {
  /// The strategy's name in the model.
  public let strategy: String
  /// How the numbers were found.
  public let method: Method
  /// In the order of `Measure.all`; without the cost if the model has none.
  public let measurements: [MeasureEstimate]
  /// What happened over time; only where there are many clients.
  public var series: LoadSeries?
  /// How long its operations took; only where that was asked for, as it is large.
  public var times: TimeHistogram?
  /// What can go wrong, and what cannot; only where that was asked for.
  public var verdict: StrategyVerdict?
  /// How it differs from another strategy; only where that was asked for.
  public var differences: Differences?

  /// How numbers were found.
  public enum Method: Hashable, Sendable {
    /// Counted in so many random trials.
    case sample(trials: UInt64, seed: UInt64)
    /// Counted in so many random runs of many clients, with so many operations in all.
    case load(runs: UInt64, operations: UInt64, seed: UInt64)
    /// Added up over so many states, but for the probability of what was not followed.
    case exact(states: Int, residual: Double, isApproximate: Bool)
    /// Estimated from so many weighted trials, whose mean weight should be 1.
    case rare(RareMethod)

    /// The word for it in reports.
    public var name: String {
      switch self {
      case .sample, .load: "sample"
      case .exact(_, _, let isApproximate): isApproximate ? "discretised" : "exact"
      case .rare: "rare"
      }
    }

    /// The number of operations that were tried.
    public var trials: UInt64? {
      switch self {
      case .sample(let trials, _): trials
      case .load(_, let operations, _): operations
      case .exact: nil
      case .rare(let method): method.trials
      }
    }

    /// The number of runs, where operations met.
    public var runs: UInt64? {
      switch self {
      case .sample, .exact: nil
      case .load(let runs, _, _): runs
      case .rare(let method): method.runs
      }
    }

    /// The seed of the trials, if there were any.
    public var seed: UInt64? {
      switch self {
      case .sample(_, let seed): seed
      case .load(_, _, let seed): seed
      case .exact: nil
      case .rare(let method): method.seed
      }
    }
  }

  /// The weighted trials that numbers were estimated from.
  public struct RareMethod: Hashable, Sendable {
    public let trials: UInt64
    /// How many of them were drawn with the model's own probabilities.
    public let plainTrials: UInt64
    /// The runs that the trials' operations are from, where there are many clients.
    public let runs: UInt64?
    public let seed: UInt64
    /// 1 within its interval, or something is wrong.
    public let meanWeight: Estimate
  }

  public init(strategy: String, method: Method, measurements: [MeasureEstimate]) {
    self.strategy = strategy
    self.method = method
    self.measurements = measurements
  }

  /// What is known about a measure, or `nil` if it does not apply.
  public subscript(measure: Measure) -> MeasureEstimate? {
    measurements.first { $0.measure == measure }
  }
}
