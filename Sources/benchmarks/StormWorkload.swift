import EndToEnd
import Simulation

/// W3: 10,000 clients at 1.2 times the capacity of their server for 60 simulated seconds, with
/// timeouts and retries.
enum StormWorkload {
  /// One run, in which an overload never ends by itself. The rate is in writes a second.
  static func run() -> Measured {
    var sampler = FleetSampler(scenario, seed: 1)
    var acknowledged = 0
    var copies: UInt32 = 0
    var operations = 0
    var record: LoadRecord?
    let clock = ContinuousClock()
    let time = clock.measure {
      do {
        record = try sampler.run(trial: 0) { outcomes in
          for outcome in outcomes {
            operations += 1
            if outcome.belief == .acknowledged { acknowledged += 1 }
            copies += outcome.copies
          }
        }
      } catch {
        preconditionFailure("the workload ends: \(error)")
      }
    }
    let requests = record?.total.requests ?? 0
    return Measured(
      workload: "W3 storm", variant: "10000 clients", amount: sampler.events, unit: "events",
      time: time,
      counts: "operations \(operations) acknowledged \(acknowledged) copies \(copies) "
        + "requests \(requests)")
  }

  /// The clients, their network and their server.
  private static var scenario: Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(500)
    scenario.client.retry.attempts = 3
    scenario.client.retry.backoff = Backoff(
      .exponential(base: .milliseconds(100), factor: 2, cap: .seconds(1)), jitter: .full)
    scenario.network.request.latency = .exponential(mean: .milliseconds(5))
    scenario.network.response.latency = .exponential(mean: .milliseconds(5))
    scenario.server.service = .exponential(mean: .milliseconds(10))
    var capacity = Capacity()
    capacity.workers = 100
    capacity.queue = 10_000
    scenario.server.capacity = capacity
    // 100 workers at 10 ms each serve 10,000 requests a second.
    scenario.clients = Clients(count: 10_000, arrivals: .poisson(Rate(perSecond: 12_000)))
    return scenario
  }
}
