/// The bounds of an exploration or of a search through the states of a system.
public struct ExplorationLimits: Hashable, Sendable {
  /// The largest number of different states, counted with the events that are pending in them.
  public var states = 1_000_000
  /// The memory that the states and what is pending in them may take, in bytes: an estimate, so that it is the same on
  /// every machine.
  public var bytes = ExplorationLimits.usualBytes
  /// The probability below which a path is not followed, between 0 and 1. The paths that are left out add up to the
  /// residual.
  public var leastProbability = 1e-200
  /// The number of delays that approximate a continuous latency with which other events race; `nil` for no
  /// approximation.
  public var discretisation: Int?
  /// The lattice whose points approximate continuous latencies in an exploration; `nil` for none. It goes before
  /// ``discretisation``.
  public var lattice: DelayLattice?
  /// The threads of an exploration.
  public var workers = WorkerPool.caller
  /// The condition on which the work stops before its end; `nil` for none.
  public var stop: StopCondition?

  /// The memory of a search if a user does not say how much.
  public static var usualBytes: Int { 1_000_000_000 }

  /// Creates a value with the default of every property.
  public init() {}
}

/// The reason why the states of a system cannot be followed.
public enum ExplorationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system has more states than ``ExplorationLimits/states``.
  case states(limit: Int)
  /// The states of the system take more memory than ``ExplorationLimits/bytes``.
  case memory(limit: Int)
  /// A latency has infinitely many values, and other pending events may come before or after it.
  case continuousDelay(ChoicePoint, Latency)
  /// A handler decided by a delay that it drew, or kept it in its state.
  case dependsOnDelay(ChoicePoint)
  /// A handler that ran again with the same state and the same answers asked for something else here: it depends on
  /// more than its state, for example on a reference or a global variable.
  case notRepeatable(ChoicePoint)
  /// The probabilities of all endings do not add up to 1: a fault of the program.
  case unbalanced(total: Double)
  /// ``ExplorationLimits/stop`` was met before everything was followed.
  case stopped

  /// A Boolean value that indicates whether the system is too large for the limits.
  public var isLimit: Bool {
    switch self {
    case .states, .memory: true
    case .continuousDelay, .dependsOnDelay, .notRepeatable, .unbalanced, .stopped: false
    }
  }

  /// The text for a reader.
  public var description: String {
    switch self {
    case .states(let limit):
      "the system has more than \(limit) states; raise ExplorationLimits.states, or allow fewer faults"
    case .memory(let limit):
      "the states of the system take more than \(limit / 1_000_000) MB; raise ExplorationLimits.bytes, or allow fewer faults"
    case .unbalanced:
      "the probabilities of all endings do not add up to 1: a fault of the program, which is worth a report"
    case .continuousDelay(let choicePoint, _):
      "the latency at \(choicePoint.text) has infinitely many values, and other events may come first; give it "
        + "finitely many values, or approximate it with ExplorationLimits.discretisation"
    case .dependsOnDelay(let choicePoint):
      "a handler decides by the delay that it drew at \(choicePoint.text), or keeps it in its state; schedule an event "
        + "after the delay instead, or give the latency finitely many values"
    case .notRepeatable(let choicePoint):
      "a handler that ran again with the same state decided something else at \(choicePoint.text); keep everything that "
        + "changes in the state, as a value"
    case .stopped: "the work was stopped before everything was followed; allow it more time"
    }
  }
}

extension ChoicePoint {
  /// The numbers of a choice point, for the description of an error.
  fileprivate var text: String {
    "choice point (actor \(actor), kind \(kind), attempt \(attempt), operation \(operation), hop \(hop))"
  }
}
