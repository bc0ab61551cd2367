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

  public var description: String {
    switch self {
    case .events(let trial, let limit):
      "trial \(trial) has not ended after \(limit) events; let it give up at some time, or raise the event limit"
    case .virtualTime(let trial):
      "trial \(trial) has reached the end of virtual time, 292 years after its start; use shorter delays, or let it "
        + "give up earlier"
    case .instant(let trial, let limit):
      "trial \(trial) has handled \(limit) events at one instant, so time does not move on; give its delays a positive "
        + "length"
    case .inFlight(let trial, let limit):
      "trial \(trial) has more than \(limit) operations in flight; lower the load, or raise the limit"
    case .operations(let trial, let limit):
      "trial \(trial) has begun more than \(limit) operations; run it for a shorter time, or lower the load"
    }
  }
}
