/// One direction of a network: a message is lost, or arrives after a latency.
public struct Link: Hashable, Sendable {
  /// The probability that a message is lost.
  public var loss = Probability.never
  /// The time that a message travels.
  public var latency = Latency.none

  /// Creates a value from its parts.
  public init(loss: Probability = .never, latency: Latency = .none) {
    self.loss = loss
    self.latency = latency
  }

  /// Sends a message.
  ///
  /// - Returns: the latency of the message, or `nil` if it is lost.
  package func carry(
    loss lossPoint: ChoicePoint, latency latencyPoint: ChoicePoint, in world: inout some World
  ) -> Delay? {
    if world.happens(loss, at: lossPoint) { return nil }
    return world.delay(latency, at: latencyPoint)
  }
}
