import Simulation

/// What a network does to a message.
///
/// ```swift
/// Transport.lossy(loss: 0.01, latency: .milliseconds(20))
/// Transport.unruly(latency: .milliseconds(20), heldUpFor: [.milliseconds(50), .seconds(1)])
/// ```
public struct Transport: Hashable, Sendable {
  /// The chance that a message is lost, and how long one takes that is not.
  public var link: Link
  /// The chance that a message which is not lost comes twice.
  public var duplication = Probability.never
  /// The chance, for each message or copy, that it is held up, so that others may overtake it.
  public var holdUp = Probability.never
  /// How long one takes that is held up, instead of the link's latency.
  public var heldUpFor = Latency.none

  public init(_ link: Link) {
    self.link = link
  }

  /// A network that loses nothing and takes some time.
  public static func reliable(latency: Delay = .milliseconds(10)) -> Transport {
    Transport(Link(latency: .constant(latency)))
  }

  /// The network of `EndToEnd`: a message is lost, or comes after a latency.
  ///
  /// - Parameter loss: the chance that a message is lost, in 0 ... 1.
  public static func lossy(
    loss: Double = 0.01, latency: Delay = .milliseconds(10)
  ) -> Transport {
    Transport(Link(loss: probability(loss, "loss"), latency: .constant(latency)))
  }

  /// A network that loses messages, or takes any time in a range, all equally probable.
  ///
  /// With ``Method/everyOrder(faults:)`` every order in which they may come is tried.
  public static func lossy(loss: Double = 0.01, latency: ClosedRange<Delay>) -> Transport {
    var transport = lossy(loss: loss)
    transport.link.latency = .uniform(from: latency.lowerBound, to: latency.upperBound)
    return transport
  }

  /// A network that loses, duplicates, delays and reorders.
  ///
  /// - Parameters:
  ///   - loss: the chance that a message is lost, in 0 ... 1.
  ///   - duplication: the chance that one comes twice.
  ///   - holdUp: the chance that one, or a copy of it, is held up.
  ///   - latency: how long a message takes as a rule.
  ///   - heldUpFor: how long one may take that is held up; at least one. A little more than the latency lets
  ///     the next message overtake it; more than any timer, all that is sent again.
  public static func unruly(
    loss: Double = 0.01, duplication: Double = 0.01, holdUp: Double = 0.01,
    latency: Delay = .milliseconds(10),
    heldUpFor: [Delay] = [.milliseconds(25), .milliseconds(200)]
  ) -> Transport {
    guard let lengths = Weighted(heldUpFor.map { .init($0, weight: 1) }) else {
      preconditionFailure("a message that is held up takes some time: give 'heldUpFor' a value")
    }
    var transport = lossy(loss: loss, latency: latency)
    transport.duplication = probability(duplication, "duplication")
    transport.holdUp = probability(holdUp, "holdUp")
    transport.heldUpFor = .empirical(lengths)
    return transport
  }

  private static func probability(_ value: Double, _ name: String) -> Probability {
    guard let probability = Probability(value) else {
      preconditionFailure("'\(name)' must be between 0 and 1, not \(value)")
    }
    return probability
  }
}
