/// A bound that stops a trial which would otherwise not end.
public enum Limit: Error, Hashable, Sendable {
  /// More events than allowed were handled in one trial.
  case events(trial: UInt64, limit: UInt64)
  /// A trial came to the last instant of virtual time, 292 years after its start.
  case virtualTime(trial: UInt64)
}
