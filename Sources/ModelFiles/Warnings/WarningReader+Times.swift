import EndToEnd
import Simulation

/// Times that are longer than anything that they could bound.
///
/// A window of a day in a model whose writes end after a second is no mistake. It is a warning,
/// because the user may expect it to matter.
extension ModelReader {
  /// A window or a lease that outlives the last request of a write does as one without an end.
  mutating func warnAboutLongTimes(_ scenario: Scenario, _ sections: Sections) {
    guard let key = scenario.key, let last = scenario.lastArrival else { return }
    let ending =
      " does nothing here: the last request of a write comes "
      + "\(Quantity.text(of: last)) after its begin at the latest; shorten it, or leave it out"
    if let window = key.window, window > last, let member = sections["key", "window"] {
      warnings.report("'window'" + ending, at: member.keyRange)
    }
    if let lease = key.lease, lease > last, let member = sections["key", "lease"] {
      warnings.report("'lease'" + ending, at: member.keyRange)
    }
  }
}

extension Scenario {
  /// The time from the begin of a write to the arrival of the last request that it may send; `nil` if there
  /// is no such time, or it is not worked out.
  fileprivate var lastArrival: Delay? {
    // Who comes in between has times of its own.
    guard person == nil, gateways.isEmpty, server.capacity == nil, reservation == nil,
      client.crashes.chance == .never, let travel = network.request.latency.longest
    else { return nil }
    let end: Delay
    if let total = client.longestTime {
      end = client.deadline.map { min($0, total) } ?? total
    } else if let deadline = client.deadline {
      end = deadline
    } else {
      return nil
    }
    return end + travel
  }
}

extension Client {
  /// The most attempts whose waits are added up one by one.
  private static let mostAttempts: UInt32 = 1_000

  /// The time that all attempts take with their waits at their longest; `nil` if there is no such time.
  fileprivate var longestTime: Delay? {
    guard let attempts = retry.attempts, attempts <= Client.mostAttempts else { return nil }
    var total = timeout
    for number in 1..<max(attempts, 1) {
      // What an answer asks for may be longer than the backoff.
      if retry.honorsRetryAfter { return nil }
      if let (distribution, cap) = retry.backoff.wait(
        beforeRetry: number, previous: .longest)
      {
        guard let longest = distribution.longest else { return nil }
        total = total + max(min(longest, cap), retry.backoff.least)
      }
      if readBack.precedesRetries { total = total + timeout }
      total = total + timeout
    }
    return total
  }
}

extension Latency {
  /// The longest delay; `nil` if there is none, but that of a virtual clock.
  fileprivate var longest: Delay? {
    switch self {
    case .constant(let delay): return delay
    case .uniform(_, let to): return to
    case .exponential(let mean): return mean == .zero ? .zero : nil
    case .lognormal, .pareto, .weibull: return nil
    case .percentiles(let percentiles):
      return percentiles.points.last.flatMap { $0.above == .longest ? $0.delay : nil }
    case .empirical(let values): return values.elements.map(\.element).max()
    case .mixture(let parts):
      var longest = Delay.zero
      for part in parts.elements {
        guard let one = part.element.longest else { return nil }
        longest = max(longest, one)
      }
      return longest
    }
  }
}
