import Simulation

/// How a server turns requests away that it has no room for.
///
/// It does so as they arrive: nothing is looked up, served or stored.
public struct Refusal: Hashable, Sendable {
  /// The chance that a request is turned away.
  public var chance = Probability.never
  /// What it is answered: usually 503 or 429.
  public var status = Status.unavailable
  /// How long the answer asks its receiver to wait (Retry-After, RFC 9110, 10.2.3).
  public var retryAfter: Delay?

  public init() {}
}
