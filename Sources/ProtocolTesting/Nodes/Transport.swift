import Simulation

/// The faults and latencies of a network between two nodes.
///
/// ```swift
/// Transport.lossy(loss: 0.01, latency: .milliseconds(20))
/// Transport.faulty(latency: .milliseconds(20), delayedLatency: [.milliseconds(50), .seconds(1)])
/// ```
public struct Transport: Hashable, Sendable {
  /// The chance that a message is lost, and the latency of a message that is not.
  public var link: Link
  /// The chance that a message which is not lost arrives twice.
  public var duplication = Probability.never
  /// The chance, for each message or copy, that it is delayed, so that later messages may overtake it.
  public var delayed = Probability.never
  /// The latency of a delayed message, in place of the latency of the link.
  public var delayedLatency = Latency.none
  /// The mistake in the arguments that made the transport; `nil` if there is none.
  private var mistake: String?

  /// The mistake in the transport, which a check throws; `nil` if there is none.
  var misuse: String? {
    mistake ?? link.latency.impossibility.map { "there is no such latency: " + $0 }
      ?? delayedLatency.impossibility.map { "there is no such latency of a delayed message: " + $0 }
  }

  /// The shortest time that a message or a copy takes.
  var shortestLatency: Delay {
    let latency = link.latency.range.low
    return delayed == .never ? latency : min(latency, delayedLatency.range.low)
  }

  /// Creates a network that loses and delays messages as a link does, and does nothing else to them.
  public init(_ link: Link) {
    self.link = link
  }

  /// Returns a network that loses nothing.
  public static func reliable(latency: Delay = .milliseconds(10)) -> Transport {
    Transport(Link(latency: .constant(latency)))
  }

  /// Returns a network in which a message is lost, or arrives after a constant latency.
  ///
  /// - Parameter loss: the chance that a message is lost, between 0 and 1.
  public static func lossy(
    loss: Double = 0.01, latency: Delay = .milliseconds(10)
  ) -> Transport {
    var transport = reliable(latency: latency)
    transport.link.loss = transport.probability(loss, "loss")
    return transport
  }

  /// Returns a network in which a message is lost, or arrives after a latency that is uniform in a range.
  ///
  /// ``CheckMethod/everyOrder(faults:)`` tries every order of arrival that the range allows.
  public static func lossy(loss: Double = 0.01, latency: ClosedRange<Delay>) -> Transport {
    var transport = lossy(loss: loss)
    transport.link.latency = .uniform(from: latency.lowerBound, to: latency.upperBound)
    return transport
  }

  /// Returns an asynchronous network: a message may take any time, so that no timer says anything about it, and messages
  /// overtake each other.
  ///
  /// ``CheckMethod/everyOrder(faults:)`` tries every order of arrivals and timers. Samples draw latencies.
  ///
  /// - Parameters:
  ///   - loss: the chance that a message is lost, between 0 and 1.
  ///   - limit: the longest latency. Timers that are together shorter tell nothing.
  public static func asynchronous(
    loss: Double = 0, upTo limit: Delay = .seconds(86_400)
  ) -> Transport {
    lossy(loss: loss, latency: .zero...limit)
  }

  /// Returns a network that loses, duplicates, delays and reorders messages.
  ///
  /// - Parameters:
  ///   - loss: the chance that a message is lost, between 0 and 1.
  ///   - duplication: the chance that a message arrives twice, between 0 and 1.
  ///   - delayed: the chance that a message or a copy of it is delayed, between 0 and 1.
  ///   - latency: the latency of a message that is not delayed.
  ///   - delayedLatency: the equally likely latencies of a delayed message; at least one. A latency a little
  ///     above `latency` lets the next message overtake; one above all timers lets every retry overtake.
  public static func faulty(
    loss: Double = 0.01, duplication: Double = 0.01, delayed: Double = 0.01,
    latency: Delay = .milliseconds(10),
    delayedLatency: [Delay] = [.milliseconds(25), .milliseconds(200)]
  ) -> Transport {
    var transport = lossy(loss: loss, latency: latency)
    transport.duplication = transport.probability(duplication, "duplication")
    transport.delayed = transport.probability(delayed, "delayed")
    if let latencies = Weighted(delayedLatency.map { .init($0, weight: 1) }) {
      transport.delayedLatency = .empirical(latencies)
    } else {
      transport.mistake = "a delayed message needs a latency: 'delayedLatency' must not be empty"
    }
    return transport
  }

  /// Returns a probability, or 0 and a mistake.
  private mutating func probability(_ value: Double, _ name: String) -> Probability {
    if let probability = Probability(value) { return probability }
    mistake = "'\(name)' must be between 0 and 1, not \(value)"
    return .never
  }
}
