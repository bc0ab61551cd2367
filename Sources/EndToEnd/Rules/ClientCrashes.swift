import Simulation

/// How the client's process ends while it waits for an answer.
///
/// Whatever it knew in memory is gone, and what is still on its way to it is heard by nobody. Without
/// an outbox that is the end of the operation; with one, the intent is read from there when the
/// process is back, and sent again.
public struct ClientCrashes: Hashable, Sendable {
  /// The chance, for every attempt, that the process ends just after the request was sent.
  public var chance = Probability.never
  /// How long it takes until the process is back.
  public var restartsAfter = Delay.seconds(1)

  public init() {}
}
