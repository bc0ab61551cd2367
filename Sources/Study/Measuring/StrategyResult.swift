import EndToEnd
import Statistics

/// The report about one strategy, from which every format takes its numbers.
public struct StrategyResult: Hashable, Sendable {
  /// The strategy's name in the model.
  public let strategy: String
  /// The method that found the numbers.
  public let method: Method
  /// In the order of `Measure.all`; without the cost if the model has none.
  public let measurements: [MeasureEstimate]
  /// The first trial of the run that shows each anomaly, by sampled operations.
  package var firstTrials: [OutcomeClass: UInt64] = [:]
  /// The lattice that approximated its continuous latencies; `nil` if none did.
  public internal(set) var lattice: LatticePrecision?
  /// The load over time; only with many clients.
  public var series: LoadSeries?
  /// The times of its operations; only on request, since they are large.
  public var times: TimeHistogram?
  /// The anomalies that are possible; only on request.
  public var verdict: StrategyVerdict?
  /// The dependence on the probability of each fault; only on request.
  public var sensitivity: Sensitivity?
  /// The differences from another strategy; only on request.
  public var differences: Differences?

  /// A method that finds numbers.
  public enum Method: Hashable, Sendable {
    /// Random trials.
    case sample(trials: UInt64, seed: UInt64)
    /// Random runs of many clients, with the number of operations in all of them.
    case load(runs: UInt64, operations: UInt64, seed: UInt64)
    /// Exact probabilities over this number of states. The residual is the probability of the paths that were not
    /// followed.
    case exact(states: Int, residual: Double, isApproximate: Bool)
    /// Weighted trials.
    case rare(RareMethod)

    /// The word for it in reports.
    public var name: String {
      switch self {
      case .sample, .load: "sample"
      case .exact(_, _, let isApproximate): isApproximate ? "discretised" : "exact"
      case .rare: "rare"
      }
    }

    /// The number of sampled operations.
    public var trials: UInt64? {
      switch self {
      case .sample(let trials, _): trials
      case .load(_, let operations, _): operations
      case .exact: nil
      case .rare(let method): method.trials
      }
    }

    /// The number of runs with many clients.
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

  /// The weighted trials of an estimate.
  public struct RareMethod: Hashable, Sendable {
    /// The number of trials.
    public let trials: UInt64
    /// The number of trials that were drawn with the model's own probabilities.
    public let plainTrials: UInt64
    /// The runs that the trials' operations are from, where there are many clients.
    public let runs: UInt64?
    /// The seed of the random numbers.
    public let seed: UInt64
    /// The mean weight, whose interval must hold 1.
    public let meanWeight: Estimate
  }

  /// Creates a value from its parts.
  public init(strategy: String, method: Method, measurements: [MeasureEstimate]) {
    self.strategy = strategy
    self.method = method
    self.measurements = measurements
  }

  /// The estimate of a measure, or `nil` if it does not apply.
  public subscript(measure: Measure) -> MeasureEstimate? {
    // Without a copy of each measurement on the way.
    measurements.firstIndex { $0.measure.name == measure.name }.map { measurements[$0] }
  }
}
