import EndToEnd
import Simulation

/// The reason why a plan has no result.
public enum StudyError: Error, Hashable, Sendable {
  /// A trial or a run of a strategy reached a limit before it ended.
  case limit(SimulationError, strategy: String)
  /// The executions of a strategy cannot be explored.
  case exploration(ExplorationProblem, strategy: String)
  /// The work was interrupted before any of it was finished.
  case interrupted
  /// The runs of a model with many clients ended before an operation was measured.
  case nothingMeasured
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
    case .limit, .exploration(.states, _): true
    default: false
    }
  }

  init(_ problem: Experiment.Problem) {
    self = .limit(problem.limit, strategy: problem.strategy)
  }

  init(_ problem: ExactExperiment.Problem) {
    self = .exploration(problem.problem, strategy: problem.strategy)
  }
}

extension StudyError: CustomStringConvertible {
  /// The fault, its place and its remedy, in one line.
  public var description: String {
    switch self {
    case .limit(let limit, let strategy): "strategy '\(strategy)', " + limit.explanation
    case .exploration(let problem, let strategy): "strategy '\(strategy)': " + problem.explanation
    case .interrupted: "interrupted before anything was finished"
    case .nothingMeasured:
      "no operation was measured; raise the rate, let the arrivals last longer, or let the warm-up "
        + "end earlier"
    case .needsSingleOperations(let method):
      "method \(method.word) follows one operation by itself, and this model has many clients; leave it "
        + "out, or the model's 'clients' and 'capacity'"
    case .unknownOrder(let order): "\(order.rawValue): not known of every strategy here"
    case .unknownStrategy(let name): "the model has no strategy '\(name)'"
    }
  }
}

extension SimulationError {
  /// The trial, the limit that it reached, and the remedy. It ends with the words "allow more" where a higher limit
  /// is one.
  fileprivate var explanation: String {
    switch self {
    case .events(let trial, let limit):
      "trial \(trial): more than \(limit) events; bound the attempts, set a deadline, or allow more"
    case .virtualTime(let trial):
      "trial \(trial): ran for more than 292 years; bound the attempts or set a deadline"
    case .instant(let trial, let limit):
      "run \(trial): more than \(limit) events at one instant: time does not move on; give the network, "
        + "the server or the think time a length"
    case .inFlight(let trial, let limit):
      "run \(trial): more than \(limit) operations under way at once; bound the queue, lower the rate, "
        + "or let the arrivals last less long"
    case .operations(let trial, let limit):
      "run \(trial): more than \(limit) operations in one run; let the arrivals last less long, and make "
        + "more runs"
    }
  }
}

extension ExplorationProblem {
  /// The obstacle, and the remedy.
  fileprivate var explanation: String {
    switch self {
    case .states(let limit): "it has more than \(limit) states; allow more, or sample it"
    case .continuousDelay:
      "a latency has infinitely many values, and something else may come first; give it finitely many, "
        + "approximate it by some, or sample it"
    case .dependsOnDelay:
      "an event depends on the length of a latency that has infinitely many values; give it finitely "
        + "many, approximate it by some, or sample it"
    case .notRepeatable:
      "a decision depends on more than the state and earlier decisions; keep all that changes in the "
        + "state, as a value"
    }
  }
}
