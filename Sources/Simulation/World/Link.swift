/// One direction of a network: a message is lost, or arrives after a latency.
public struct Link: Hashable, Sendable {
  public var loss = Probability.never
  public var latency = Latency.none

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
