/// A bound that stops a trial which would otherwise not end.
public enum SimulationError: Error, Hashable, Sendable {
  /// More events than allowed were handled in one trial.
  case events(trial: UInt64, limit: UInt64)
  /// A trial came to the last instant of virtual time, 292 years after its start.
  case virtualTime(trial: UInt64)
  /// More events than allowed happened at one instant: time does not move on.
  case instant(trial: UInt64, limit: UInt64)
  /// More operations than allowed were under way at once.
  case inFlight(trial: UInt64, limit: UInt64)
  /// More operations than can be told apart began in one trial.
  case operations(trial: UInt64, limit: UInt64)
}
