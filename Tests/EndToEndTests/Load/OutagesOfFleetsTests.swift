import EndToEnd
import Simulation
import Testing

/// A server that is down for all of its clients.
@Suite struct OutagesOfFleetsTests {
  /// 100 operations a second for 59 s, each served for 10 ms; out from 20 s to 30 s. All have ended when
  /// the run closes.
  private static func scenario(answers: DownAnswer = .nothing) -> Scenario {
    var scenario = QueueingTests.queue(
      utilization: 0.5, workers: 2, service: .exponential(mean: .milliseconds(10)))
    scenario.client.timeout = .milliseconds(200)
    scenario.clients?.warmsUp = .zero
    scenario.clients?.arrivals = .profile([
      .init(from: .zero, rate: Rate(perSecond: 100)),
      .init(from: .seconds(59), rate: Rate(perSecond: 0)),
    ])
    scenario.clients?.lasts = .seconds(60)
    scenario.server.outages = [
      PlannedOutage(from: .seconds(20), lasts: .seconds(10), answers: answers)
    ]
    return scenario
  }

  @Test(arguments: [.nothing, .status(.unavailable)] as [DownAnswer])
  func nothingSucceedsDuringAnOutage(answers: DownAnswer) throws {
    var sampler = FleetSampler(Self.scenario(answers: answers), seed: 1)
    var failed: UInt64 = 0
    var stored: UInt64 = 0
    let record = try sampler.run(trial: 0) { outcomes in
      failed += UInt64(outcomes.count { $0.belief != .acknowledged })
      stored += UInt64(outcomes.count { $0.copies > 0 })
    }
    // A bin is a second long.
    let bins = record.bins
    for second in 20..<30 {
      #expect(bins[second].acknowledged == 0 && bins[second].served == 0)
      #expect(bins[second].busyArea == 0 && bins[second].queueArea == 0)
      #expect(bins[second].requests == bins[second].begun)
      #expect(bins[second].requests > 60)
    }
    for second in [19, 31, 58] { #expect(bins[second].acknowledged > 60) }
    let refused = bins[20..<30].reduce(0) { $0 + $1.turnedAway }
    #expect(record.total.turnedAway == refused)
    #expect(record.total.lost <= 2)
    // Of those that queued too long before there is none at half the load.
    #expect(failed >= refused && failed <= refused + record.total.lost + record.total.dropped + 5)
    #expect(stored == record.total.served)
    // A client that is answered gives up at once; one that is not, 200 ms later.
    #expect((bins[30].unacknowledged == 0) == (answers != .nothing))
  }

  /// A retry that waits longer than the outage brings every operation through.
  @Test func aBackoffThatIsLongerThanTheOutageLosesNothing() throws {
    var scenario = Self.scenario()
    // With room for all, or those who come back at once would be too many.
    scenario.server.capacity = nil
    scenario.client.retry.attempts = 5
    scenario.client.retry.backoff = Backoff(.fixed(.seconds(11)))
    var sampler = FleetSampler(scenario, seed: 2)
    var unsure = 0
    _ = try sampler.run(trial: 0) { outcomes in unsure += outcomes.count { $0.isUnsure } }
    #expect(unsure == 0)
    scenario.client.retry.backoff = Backoff(.fixed(.seconds(1)))
    var hasty = FleetSampler(scenario, seed: 2)
    _ = try hasty.run(trial: 0) { outcomes in unsure += outcomes.count { $0.isUnsure } }
    // Five attempts take 0, 1.2, 2.4, 3.6 and 4.8 s: who begins in the first 5.2 of the 10 s fails.
    #expect(abs(Double(unsure) - 520) < 130)
  }

  /// All begin at once, and the server goes down at the same instant, or a nanosecond later.
  @Test(arguments: [0, 1] as [Int64], [.nothing, .status(.unavailable)] as [DownAnswer])
  func requestsInServiceAndInTheQueueAreLost(nanoseconds: Int64, answers: DownAnswer) throws {
    var scenario = Self.scenario()
    scenario.clients?.count = 10
    scenario.clients?.arrivals = .together
    scenario.key = IdempotencyKey()
    scenario.server.outages = [
      PlannedOutage(from: .nanoseconds(nanoseconds), lasts: .seconds(1), answers: answers)
    ]
    var sampler = FleetSampler(scenario, seed: 1)
    var outcomes: [Outcome] = []
    let record = try sampler.run(trial: 0) { outcomes += $0 }
    #expect(outcomes.count == 10 && outcomes.allSatisfy { $0.copies == 0 && $0.isUnsure })
    #expect(outcomes.allSatisfy { ($0.belief == .timeout) == (answers == .nothing) })
    let total = record.total
    #expect(total.requests == 10 && total.served == 0)
    #expect(total.turnedAway == (nanoseconds == 0 ? 10 : 0))
    #expect(total.lost == (nanoseconds == 0 ? 0 : 2))
    #expect(total.dropped == (nanoseconds == 0 ? 0 : 8))
  }

  /// Each of the 10 clients comes back after the outage, and finds the workers free.
  @Test func theWorkersAreFreeAfterwards() throws {
    var scenario = Self.scenario()
    scenario.clients?.count = 10
    scenario.clients?.arrivals = .together
    scenario.key = IdempotencyKey()
    scenario.server.service = .constant(.milliseconds(5))
    scenario.client.retry.attempts = 2
    scenario.client.retry.backoff = Backoff(.fixed(.seconds(1)))
    scenario.server.outages = [
      PlannedOutage(from: .milliseconds(7), lasts: .milliseconds(500)),
      PlannedOutage(from: .milliseconds(507), lasts: .milliseconds(500)),
    ]
    var sampler = FleetSampler(scenario, seed: 1)
    var outcomes: [Outcome] = []
    let record = try sampler.run(trial: 0) { outcomes += $0 }
    #expect(outcomes.allSatisfy { $0.isClean } && record.total.lost == 2)
    // Two are served at 5 ms. The other 8 come at 1,200 ms, and the last two are served at 1,220 ms.
    #expect(record.total.served == 10)
    #expect(outcomes.map(\.time).max() == .milliseconds(1_220))
    #expect(outcomes.count { $0.attempts == 1 } == 2)
  }
}
