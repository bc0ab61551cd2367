import Simulation

extension Scenario {
  /// An event: what happens to an actor of a scenario.
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
    /// A request arrives at the gateway that is its next hop.
    case requestReachesGateway(Request)
    /// A request arrives at the server.
    case requestReachesServer(Request)
    /// The server has worked on a request for its service time.
    case serviceEnds(Request)
    /// A gateway's timer for a request that it sent on runs out.
    case gatewayTimesOut(Request)
    /// A gateway's wait after a failed request is over.
    case gatewayBackoffEnds(Request)
    /// A response arrives at the gateway that sent the request on.
    case responseReachesGateway(Response)
    /// A response arrives at the client.
    case responseReachesClient(Response)
    /// A failover loses a write, as they are counted from 1.
    case writeIsLost(number: UInt32)
    /// The client's next edit of the same thing is stored.
    case editIsStored
    /// A token comes into the retry budget with time.
    case tokenArrives
    /// An amount that was put into the retry budget, or with a minus taken out, is undone.
    case tokensAreForgotten(millionths: Int64)
    /// The time is over for which the circuit breaker was opened, as its openings are counted from 1.
    case breakerHalfOpens(opening: UInt32)
    /// An attempt is no longer in the time that the circuit breaker looks at; `opening` counts how often it
    /// had opened when the attempt ended.
    case breakerForgets(opening: UInt32, hasFailed: Bool)
    /// The server's queue takes in a request, or a worker begins to serve it at once.
    case requestWantsWorker(Request)
    /// The server learns that a request is no longer waited for.
    case cancellationReachesServer(Request)
    /// A request is answered that waited for the key in flight: the work under the key is done.
    case waitForKeyEnds(Request)
    /// The time is over for which a recorded key is kept.
    case keyExpires(record: UInt32)
    /// The lease of a record in progress is renewed.
    case leaseIsRenewed(record: UInt32)
    /// The lease of a record in progress ends, unless it was renewed more often.
    case leaseEnds(record: UInt32, renewal: UInt32)
    /// The time is over for which a reservation is kept, as they are counted from 1.
    case reservationExpires(UInt32)
    /// The two sides are compared, for the pass-th time.
    case reconciles(pass: UInt32)
    /// The server restarts while it works on a request.
    case serverRestarts(Request)
    /// The server is back, after an outage or a restart.
    case outageEnds
    /// The slow period is over in which the operation began.
    case slowPeriodEnds
    /// The sender of a request learns that no answer will come, because of a failure.
    case endsUnanswered(Request, because: ConnectionFailure)
  }
}
