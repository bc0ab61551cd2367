import Simulation

/// A time of a run with many operations in which the server works more slowly.
///
/// Meanwhile all work goes on at 1/`factor` of its usual pace, work that was begun before as well. What
/// is left at the end goes on at the usual pace. So a freeze is a factor that no work outlives: nothing
/// ends meanwhile, and all that waited goes on afterwards.
public struct Slowdown: Hashable, Sendable {
  /// The time at which it begins, from the start of the run.
  public var from: Delay
  /// The time until the server is as fast as before; longer than zero.
  public var lasts: Delay
  /// The number of times as long that the same work takes; at least 1.
  public var factor: Double

  /// Creates a value from its parts.
  public init(from: Delay, lasts: Delay, factor: Double) {
    self.from = from
    self.lasts = lasts
    self.factor = factor
  }

  /// The factors that a slowdown may have.
  public static let factors = 1.0...1e9

  /// The time at which the server is as fast as before.
  public var end: Delay {
    .nanoseconds(min(from.nanoseconds + lasts.nanoseconds, Delay.longest.nanoseconds))
  }

  /// The time that some work takes.
  ///
  /// - Parameters:
  ///   - work: the time that it would take at the usual pace.
  ///   - now: the instant at which it begins.
  ///   - slowdowns: one after the other.
  static func length(
    of work: Delay, from now: Instant, through slowdowns: [Slowdown]
  ) -> Delay {
    var left = Double(work.nanoseconds)
    var time = now.nanoseconds
    for slowdown in slowdowns where slowdown.end.nanoseconds > time {
      let start = max(slowdown.from.nanoseconds, time)
      let before = Double(start - time)
      if left <= before { break }
      left -= before
      time = start
      let meanwhile = Double(slowdown.end.nanoseconds - start) / slowdown.factor
      if left <= meanwhile {
        left *= slowdown.factor
        break
      }
      left -= meanwhile
      time = slowdown.end.nanoseconds
    }
    return Delay(rounding: Double(time - now.nanoseconds) + left)
  }
}

/// A slow period that one operation by itself may meet as it begins, as it may meet an ``Outage``.
///
/// The chance, the length and what is left of it are meant as those of an outage. A service that begins
/// meanwhile takes `factor` times as long, to its end. One that begins afterwards does not.
public struct SlowPeriod: Hashable, Sendable {
  /// The chance that an operation begins in a slow period.
  public var chance = Probability.never
  /// The length of the slow periods that operations meet, from their first to their last moment.
  public var lasts = Latency.constant(.seconds(60))
  /// The number of times as long that a service takes; in `Slowdown.factors`.
  public var factor = 10.0

  /// Creates a value with the default of every property.
  public init() {}
}

/// The handlers of the server's pace.
extension Server {
  /// Begins the operation, perhaps in a slow period.
  func mayMeetSlowPeriod(_ state: inout State, in world: inout some World<Scenario.Event>) {
    guard let slow else { return }
    func point(_ decision: Decision) -> ChoicePoint {
      ChoicePoint(.server, decision, attempt: 0, operation: 0)
    }
    guard world.happens(slow.chance, at: point(.meetsSlowPeriod)) else { return }
    state.isSlow = true
    let length = world.delay(slow.lasts, at: point(.slowPeriodLength))
    let rest = world.delay(.uniform(from: .zero, to: length), at: point(.slowPeriodRest))
    world.schedule(.slowPeriodEnds, after: rest)
  }

  func slowPeriodEnds(_ state: inout State) {
    state.isSlow = false
  }

  /// Draws the time of a service that may take longer than usual.
  ///
  /// - Parameter inService: the number of requests in service, this one included.
  func stretchedDelay(
    _ latency: Latency, at point: ChoicePoint, amid inService: UInt32, _ state: State,
    in world: inout some World<Scenario.Event>
  ) -> Delay {
    // A slow period changes what is drawn, so that a world may leave the draw open.
    if state.isSlow, let slow {
      return world.delay(latency.stretched(by: slow.factor), at: point)
    }
    var delay = world.delay(latency, at: point)
    if let capacity { delay = capacity.stretched(delay, amid: inService) }
    if slowdowns.isEmpty { return delay }
    return Slowdown.length(of: delay, from: world.now, through: slowdowns)
  }
}

extension Latency {
  /// The distribution of delays that are `factor` times as long.
  func stretched(by factor: Double) -> Latency {
    func stretched(_ delay: Delay) -> Delay {
      Delay(rounding: Double(delay.nanoseconds) * factor)
    }
    switch self {
    case .constant(let delay):
      return .constant(stretched(delay))
    case .uniform(let from, let to):
      return .uniform(from: stretched(from), to: stretched(to))
    case .exponential(let mean):
      return .exponential(mean: stretched(mean))
    case .lognormal(let median, let sigma):
      return .lognormal(median: stretched(median), sigma: sigma)
    case .pareto(let scale, let shape):
      return .pareto(scale: stretched(scale), shape: shape)
    case .weibull(let scale, let shape):
      return .weibull(scale: stretched(scale), shape: shape)
    case .percentiles(let percentiles):
      return .percentiles(percentiles.mapped { max(stretched($0), .nanoseconds(1)) })
    case .empirical(let values):
      return .empirical(values.mapped(stretched))
    case .mixture(let parts):
      return .mixture(parts.mapped { $0.stretched(by: factor) })
    }
  }
}

extension Percentiles {
  /// - Precondition: `transform` keeps the order of delays, and none becomes zero.
  fileprivate func mapped(_ transform: (Delay) -> Delay) -> Percentiles {
    Percentiles(points.map { Point($0.above, transform($0.delay)) })!
  }
}

extension Weighted {
  fileprivate func mapped(_ transform: (Element) -> Element) -> Weighted {
    Weighted(elements.map { Pair(transform($0.element), weight: $0.weight) })!
  }
}
