import Simulation

extension Scenario {
  /// What happens to the actors of a scenario.
  public enum Event: Hashable, Sendable {
    /// The client's timer for an attempt runs out.
    case attemptTimesOut(attempt: UInt32)
    /// The client's timer for the read before an attempt runs out.
    case readTimesOut(attempt: UInt32)
    /// An attempt is due that does not wait for those before it to fail.
    case hedgeIsDue(attempt: UInt32)
    /// The wait before an attempt is over.
    case backoffEnds(attempt: UInt32)
    /// The client's process is back after it crashed during an attempt.
    case clientRestarts(attempt: UInt32)
    /// The time for the whole operation is over.
    case deadlinePasses
    case requestReachesGateway(Request)
    case requestReachesServer(Request)
    /// The server has worked on a request for its service time.
    case serviceEnds(Request)
    /// The gateway's timer for a request to the server runs out.
    case gatewayTimesOut(Request)
    /// The gateway's wait after a failed request to the server is over.
    case gatewayBackoffEnds(Request)
    case responseReachesGateway(Response)
    case responseReachesClient(Response)
    /// A failover loses a write, as they are counted from 1.
    case writeIsLost(number: UInt32)
    /// The client's next edit of the same thing is stored.
    case editIsStored
    /// The time is over for which a recorded key is kept.
    case keyExpires(record: UInt32)
    /// The time is over for which a reservation is kept, as they are counted from 1.
    case reservationExpires(UInt32)
    /// The two sides are compared, for the pass-th time.
    case reconciles(pass: UInt32)
  }
}
