import EndToEnd
import Simulation

/// The reason why a plan has no result.
public enum StudyError: Error, Hashable, Sendable {
  /// A trial or a run of a strategy reached a limit before it ended.
  case limit(SimulationError, strategy: String)
  /// The executions of a strategy cannot be explored.
  case exploration(ExplorationError, strategy: String)
  /// The work was interrupted before any of it was finished.
  case interrupted
  /// The runs of a model with many clients ended before an operation was measured.
  case nothingMeasured
  /// No fault of any strategy has a probability between 0 and 1, so that a rare method has nothing to bias.
  case nothingToBias
  /// The method follows single operations, and the model has many clients.
  case needsSingleOperations(StudyMethod)
  /// The strategies of a sweep are ordered by a measure that is not known of all of them.
  case unknownOrder(ComparisonOrder)
  /// The model has no strategy of a name.
  case unknownStrategy(String)
}

extension StudyError {
  /// A Boolean value that indicates whether a limit was reached before there was an answer.
  public var isLimit: Bool {
    switch self {
    case .limit, .exploration(.stopped, _): true
    case .exploration(let problem, _): problem.isLimit
    default: false
    }
  }

  /// A Boolean value that indicates whether the work was stopped from outside.
  var isStop: Bool {
    switch self {
    case .interrupted, .exploration(.stopped, _): true
    default: false
    }
  }

  init(_ problem: ExperimentError) {
    self = .limit(problem.limit, strategy: problem.strategy)
  }

  init(_ problem: ExactExperimentError) {
    self = .exploration(problem.problem, strategy: problem.strategy)
  }
}

extension StudyError: CustomStringConvertible {
  /// The fault, its place and its remedy, in one line.
  public var description: String {
    switch self {
    case .limit(let limit, let strategy): "strategy '\(strategy)', \(limit)"
    case .exploration(let problem, let strategy): "strategy '\(strategy)': " + problem.explanation
    case .interrupted: "interrupted before anything was finished"
    case .nothingMeasured:
      "no operation was measured; raise the rate, let the arrivals last longer, or let the warm-up "
        + "end earlier"
    case .nothingToBias:
      "no fault of this model has a probability between 0 and 1, so method rare has nothing to make "
        + "more probable; sample it"
    case .needsSingleOperations(let method):
      "method \(method.word) follows one operation by itself, and this model has many clients; leave it "
        + "out, or the model's 'clients' and 'capacity'"
    case .unknownOrder(let order): "\(order.rawValue): not known of every strategy here"
    case .unknownStrategy(let name): "the model has no strategy '\(name)'"
    }
  }
}
