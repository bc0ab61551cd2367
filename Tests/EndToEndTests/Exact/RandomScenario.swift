import EndToEnd
import Simulation

/// Scenarios that a seed decides: small ones, of whose features each occurs in some.
struct RandomScenario {
  /// The lattice of all delays.
  enum Lattice {
    /// Every delay is a few nanoseconds: what a range allows can be listed, and many events meet.
    case listed
    /// The same ranges, not listed.
    case ranges
    /// Milliseconds, of distributions with and without an end.
    case continuous
  }

  let lattice: Lattice
  private var state: UInt64

  init(seed: UInt64, _ lattice: Lattice) {
    state = seed &* 0x9e37_79b9_7f4a_7c15
    self.lattice = lattice
  }

  /// A number below a bound (SplitMix64, Steele, Lea and Flood, 2014).
  private mutating func number(below bound: UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return (bits ^ (bits >> 31)) % bound
  }

  private mutating func isChosen(oneIn count: UInt64) -> Bool { number(below: count) == 0 }

  private mutating func chance(oneIn count: UInt64) -> Probability {
    isChosen(oneIn: count) ? Probability(0.25) : .never
  }

  private mutating func delay(upTo most: UInt64) -> Delay {
    let length = Int64(number(below: most)) + 1
    return lattice == .continuous ? .milliseconds(length * 10) : .nanoseconds(length)
  }

  private mutating func latency(upTo most: UInt64) -> Latency {
    // Every kind of lattice makes the same draws.
    let from = delay(upTo: most)
    let to = from + delay(upTo: 2)
    let kind = number(below: 6)
    if isChosen(oneIn: 3) { return .constant(from) }
    switch lattice {
    case .listed:
      let values = from.nanoseconds...to.nanoseconds
      return .empirical(Weighted(values.map { .init(.nanoseconds($0), weight: 1) })!)
    case .ranges: return .uniform(from: from, to: to)
    case .continuous:
      switch kind {
      case 0, 1: return .uniform(from: from, to: to)
      case 2: return .pareto(scale: from, shape: 1.5)
      case 3: return .lognormal(median: from, sigma: 0.8)
      default: return .exponential(mean: from)
      }
    }
  }

  private mutating func link() -> Link {
    let loss = chance(oneIn: 2)
    return Link(loss: loss, latency: latency(upTo: 3))
  }

  private mutating func retry(upTo attempts: UInt64) -> RetryPolicy {
    var retry = RetryPolicy()
    retry.attempts = UInt32(1 + number(below: attempts))
    if isChosen(oneIn: 2) { retry.backoff = Backoff(.fixed(delay(upTo: 2))) }
    return retry
  }

  /// The scenario.
  mutating func scenario() -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = delay(upTo: 6)
    scenario.client.retry = retry(upTo: 3)
    scenario.client.acceptsLateResponses = isChosen(oneIn: 2)
    scenario.network.request = link()
    scenario.network.response = link()
    scenario.server.service = latency(upTo: 2)
    scenario.server.failsBeforeStore = chance(oneIn: 3)
    scenario.server.failsAfterStore = chance(oneIn: 3)
    if isChosen(oneIn: 5) { scenario.server.acknowledges = .beforeStore }
    if isChosen(oneIn: 4) { scenario.client.readsBack = true }
    if isChosen(oneIn: 4) { scenario.client.deadline = delay(upTo: 12) }
    if isChosen(oneIn: 2), scenario.client.deadline != nil {
      scenario.client.propagatesDeadline = true
    }
    if isChosen(oneIn: 4) {
      scenario.client.hedge = Hedge(after: delay(upTo: 4), hurries: isChosen(oneIn: 2))
    }
    if isChosen(oneIn: 3) {
      var key = IdempotencyKey()
      key.recorded = [.withData, .beforeData, .afterData][Int(number(below: 3))]
      key.inFlight = [.wait, .conflict, .race][Int(number(below: 3))]
      if isChosen(oneIn: 3) { key.window = delay(upTo: 8) }
      scenario.key = key
    }
    if isChosen(oneIn: 6) {
      scenario.server.failover = .init(loses: Probability(0.25), after: delay(upTo: 5))
    }
    if isChosen(oneIn: 4) {
      var gateway = Gateway()
      gateway.timeout = delay(upTo: 4)
      gateway.acceptsLateResponses = isChosen(oneIn: 2)
      gateway.retry = retry(upTo: 2)
      gateway.network.request = link()
      gateway.network.response = link()
      scenario.gateway = gateway
    }
    return scenario
  }
}
