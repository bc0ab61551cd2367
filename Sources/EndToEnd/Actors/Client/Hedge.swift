import Simulation

/// Further requests for the same operation that do not wait for the first to fail (Dean and Barroso,
/// *The Tail at Scale*, 2013).
///
/// While no request of a round has been answered, another one follows each time that `after` has
/// passed, with the same idempotency key and the next attempt number, until the round has `attempts`
/// requests or the operation as many as its policy allows. Each has its own timer.
///
/// - The first success acknowledges.
/// - A failure that the policy does not retry ends the operation, also with others under way.
/// - A failure that it does retry, with `hurries`, sends the next request of the round at once, even if
///   the answer asks the client to wait; those after it follow at their distance from that one (gRPC's
///   hedging policy, gRFC A6, and Polly's hedging). If the budget does not pay for it, or the circuit
///   breaker is not closed, it is as without.
/// - When all requests sent have failed, the round is over, even if another was due later: the retry
///   policy decides by the last failure whether a new round follows, and after what backoff. Backoff
///   counts the rounds, not their requests.
public struct Hedge: Hashable, Sendable {
  /// The time after a request at which the next one of its round is sent.
  ///
  /// From the client's timeout on there is nothing left to hedge: the request has failed before.
  public let after: Delay
  /// The most requests of one round, the first included; in `attemptsRange`.
  public let attempts: UInt32
  /// A Boolean value that indicates whether a failure sends the next request of its round without
  /// waiting for its time.
  public let hurries: Bool

  /// The numbers of requests that a round may have: more than one, and few enough to be told apart
  /// in a word.
  public static let attemptsRange: ClosedRange<UInt32> = 2...32

  /// - Precondition: `attempts` is in `attemptsRange`.
  public init(after: Delay, attempts: UInt32 = 2, hurries: Bool = false) {
    precondition(Hedge.attemptsRange.contains(attempts), "a round has 2 to 32 requests")
    self.after = after
    self.attempts = attempts
    self.hurries = hurries
  }
}
