/// A bound that stops a trial which would otherwise not end.
public enum SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One trial has handled more events than allowed.
  case events(trial: UInt64, limit: UInt64)
  /// A trial has reached the last instant of virtual time, 292 years after its start.
  case virtualTime(trial: UInt64)
  /// More events than allowed have happened at one instant: time does not move on.
  case instant(trial: UInt64, limit: UInt64)
  /// More operations than allowed were in flight at once.
  case inFlight(trial: UInt64, limit: UInt64)
  /// More operations than can be told apart have begun in one trial.
  case operations(trial: UInt64, limit: UInt64)

  /// The trial, the limit that it reached, and the remedy, in one line. It ends with the words "allow more" where a
  /// higher limit is one.
  public var description: String {
    switch self {
    case .events(let trial, let limit):
      "trial \(trial): more than \(limit) events; bound the attempts, set a deadline, or allow more"
    case .virtualTime(let trial):
      "trial \(trial): ran for more than 292 years; bound the attempts or set a deadline"
    case .instant(let trial, let limit):
      "run \(trial): more than \(limit) events at one instant: time does not move on; give the network, "
        + "the server or the think time a length"
    case .inFlight(let trial, let limit):
      "run \(trial): more than \(limit) writes under way at once; bound the queue, lower the rate, "
        + "let the arrivals last less long, or allow more"
    case .operations(let trial, let limit):
      "run \(trial): more than \(limit) writes in one run; let the arrivals last less long, and make "
        + "more runs"
    }
  }
}
