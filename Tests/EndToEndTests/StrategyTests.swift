import EndToEnd
import Foundation
import Simulation
import Testing

/// Every strategy against the oracle's exact answer, ending by ending.
@Suite struct StrategyTests {
  /// Small, large, asymmetric, and with chances of 0 and 1.
  static let chances: [(q: Double, a: Double, b: Double, r: Double)] = [
    (0.01, 0.005, 0.005, 0.01), (0.3, 0.2, 0.25, 0.35), (0.02, 0.4, 0.01, 0.1),
    (0, 0.3, 0, 0.5), (0.2, 0, 1, 0.3),
  ]

  static let strategies =
    inOneStep + reserving + reconciling + connecting + reading + meaning + logging

  private static let inOneStep: [(name: String, oracle: Oracle)] = [
    ("none", Oracle()),
    ("blind 2", Oracle(attempts: 2)),
    ("blind 4", Oracle(attempts: 4)),
    ("only-500", Oracle(attempts: 4, retriesTimeout: false)),
    ("only-timeout", Oracle(attempts: 4, retries500: false)),
    ("read-back", Oracle(attempts: 3, readsBack: true)),
    ("key", Oracle(attempts: 4, key: .init())),
    ("key first", Oracle(attempts: 3, key: .init(recorded: .beforeData, failsBetween: 0.1))),
    ("data first", Oracle(attempts: 3, key: .init(recorded: .afterData, failsBetween: 0.1))),
    ("forgetful", Oracle(attempts: 4, key: .init(forgets: 0.3))),
    ("original", Oracle(attempts: 3, key: .init(saves: .stored))),
    (
      "original, key first",
      Oracle(
        attempts: 3,
        key: .init(recorded: .beforeData, failsBetween: 0.2, forgets: 0.1, saves: .stored))
    ),
    ("success-only", Oracle(attempts: 3, key: .init(saves: .successOnly))),
    (
      "success-only, key first",
      Oracle(
        attempts: 3,
        key: .init(
          recorded: .beforeData, failsBetween: 0.2, forgets: 0.1, saves: .successOnly))
    ),
    ("all answers saved", Oracle(attempts: 4, key: .init(forgets: 0.2, saves: .all))),
    (
      "all answers saved, key first",
      Oracle(attempts: 3, key: .init(recorded: .beforeData, failsBetween: 0.2, saves: .all))
    ),
    (
      "all answers saved, silent",
      Oracle(
        attempts: 3, isSilent: true,
        key: .init(recorded: .beforeData, failsBetween: 0.2, forgets: 0.2, saves: .all))
    ),
    (
      "in progress",
      Oracle(attempts: 4, key: .init(recorded: .inProgress, failsBetween: 0.2, forgets: 0.2))
    ),
    (
      "in progress, failures after storing saved",
      Oracle(
        attempts: 4,
        key: .init(recorded: .inProgress, failsBetween: 0.2, forgets: 0.2, saves: .stored))
    ),
    (
      "in progress, all answers saved",
      Oracle(
        attempts: 4,
        key: .init(recorded: .inProgress, failsBetween: 0.2, forgets: 0.2, saves: .all))
    ),
    (
      "in progress, all answers saved, silent",
      Oracle(
        attempts: 3, isSilent: true,
        key: .init(recorded: .inProgress, failsBetween: 0.2, forgets: 0.2, saves: .all))
    ),
    (
      "in progress, success-only",
      Oracle(
        attempts: 3,
        key: .init(recorded: .inProgress, failsBetween: 0.2, forgets: 0.2, saves: .successOnly))
    ),
    (
      "in progress, ack-first",
      Oracle(
        attempts: 3, acknowledgesFirst: true,
        key: .init(recorded: .inProgress, failsBetween: 0.2, forgets: 0.2))
    ),
    (
      "in progress, gateway",
      Oracle(
        attempts: 2, key: .init(recorded: .inProgress, failsBetween: 0.2, forgets: 0.2),
        gateway: .init(attempts: 2, q: 0.1, r: 0.2))
    ),
    ("unique", Oracle(attempts: 4, isUnique: true)),
    ("unique, failover", Oracle(attempts: 4, failover: 0.3, isUnique: true)),
    ("unique, silent", Oracle(attempts: 3, isSilent: true, isUnique: true)),
    (
      "unique, key that is forgotten",
      Oracle(attempts: 4, key: .init(forgets: 0.4), isUnique: true)
    ),
    (
      "unique, record in progress",
      Oracle(
        attempts: 4, key: .init(recorded: .inProgress, failsBetween: 0.1, forgets: 0.4),
        isUnique: true)
    ),
    ("unique, ack-first", Oracle(attempts: 3, acknowledgesFirst: true, isUnique: true)),
    ("unique, gateway", Oracle(attempts: 2, gateway: .init(attempts: 2, r: 0.2), isUnique: true)),
    ("create", Oracle(attempts: 4, creates: true)),
    ("create, failover", Oracle(attempts: 4, failover: 0.3, creates: true)),
    ("create, ack-first", Oracle(attempts: 3, acknowledgesFirst: true, creates: true)),
    ("ack-first, silent", Oracle(attempts: 2, isSilent: true, acknowledgesFirst: true)),
    ("ack-first", Oracle(attempts: 3, acknowledgesFirst: true)),
    (
      "ack-first, key first",
      Oracle(
        attempts: 3, acknowledgesFirst: true, key: .init(recorded: .beforeData, failsBetween: 0.1))
    ),
    (
      "ack-first, data first",
      Oracle(
        attempts: 3, acknowledgesFirst: true, key: .init(recorded: .afterData, failsBetween: 0.1))
    ),
    ("silent", Oracle(attempts: 3, isSilent: true)),
    ("silent read-back", Oracle(attempts: 2, readsBack: true, isSilent: true)),
    ("gateway", Oracle(attempts: 2, gateway: .init(attempts: 2, q: 0.1, r: 0.2))),
    (
      "gateway and key",
      Oracle(attempts: 2, key: .init(forgets: 0.2), gateway: .init(attempts: 2, q: 0.1, r: 0.2))
    ),
    ("failover", Oracle(attempts: 3, failover: 0.2)),
    ("failover, read-back", Oracle(attempts: 3, readsBack: true, failover: 0.2)),
    ("failover, key", Oracle(attempts: 3, failover: 0.2, key: .init())),
    (
      "failover, key first",
      Oracle(attempts: 3, failover: 0.2, key: .init(recorded: .beforeData, failsBetween: 0.1))
    ),
    (
      "failover, data first",
      Oracle(attempts: 3, failover: 0.2, key: .init(recorded: .afterData, failsBetween: 0.1))
    ),
    ("failover, ack-first", Oracle(attempts: 3, acknowledgesFirst: true, failover: 0.2)),
    ("refusing", Oracle(attempts: 3, refuses: 0.2)),
    ("refusing, retried", Oracle(attempts: 3, refuses: 0.2, retries503: true)),
    (
      "refusing, read-back, key",
      Oracle(attempts: 3, readsBack: true, refuses: 0.2, retries503: true, key: .init())
    ),
    (
      "refusing, ack-first",
      Oracle(attempts: 3, acknowledgesFirst: true, refuses: 0.2, retries503: true)
    ),
    ("crashing", Oracle(attempts: 3, crashes: 0.2)),
    ("outbox", Oracle(attempts: 3, crashes: 0.2, hasOutbox: true)),
    ("outbox, only-500", Oracle(attempts: 3, retriesTimeout: false, crashes: 0.2, hasOutbox: true)),
    ("outbox, key", Oracle(attempts: 4, crashes: 0.3, hasOutbox: true, key: .init(forgets: 0.1))),
    ("outbox, read-back", Oracle(attempts: 3, readsBack: true, crashes: 0.2, hasOutbox: true)),
    (
      "outbox, gateway",
      Oracle(
        attempts: 2, crashes: 0.2, hasOutbox: true, gateway: .init(attempts: 2, q: 0.1, r: 0.2))
    ),
    (
      "two gateways",
      Oracle(
        attempts: 2, retries504: true,
        gateway: .init(attempts: 2, next: [.init(attempts: 2, q: 0.2)]))
    ),
    (
      "three gateways, of which one passes errors on",
      Oracle(
        attempts: 1,
        gateway: .init(
          attempts: 2, r: 0.1,
          next: [.init(attempts: 3, q: 0.2, passesErrorsOn: true, next: [.init(attempts: 2)])]))
    ),
    (
      "two gateways that pass errors on",
      Oracle(
        attempts: 2,
        gateway: .init(
          attempts: 2, q: 0.1, passesErrorsOn: true,
          next: [.init(attempts: 2, r: 0.2, passesErrorsOn: true)]))
    ),
    (
      "two gateways, forgetful",
      Oracle(
        key: .init(recorded: .afterData, failsBetween: 0.1, forgets: 0.3),
        gateway: .init(attempts: 2, r: 0.2, next: [.init(attempts: 2, q: 0.1)]))
    ),
    (
      "silent, two gateways",
      Oracle(isSilent: true, gateway: .init(attempts: 2, next: [.init(attempts: 3)]))
    ),
    ("silent gateway", Oracle(attempts: 2, isSilent: true, gateway: .init(attempts: 3))),
  ]

  /// The strategies of which the explorer has no exact answer: what is left of an outage and the moment of a restart
  /// are continuous, and so is the first pass of a job, which races with what a client has sent that then crashed, or
  /// with a reservation that expires.
  private static let continuous = strategies.indices.filter { index in
    let oracle = strategies[index].oracle
    let server = oracle.scenario.server
    return server.outage != nil || server.restarts != nil
      || oracle.repairs != nil && (oracle.crashes > 0 || oracle.reserves)
  }

  /// The large chances, where every way is met often. The explorer answers the others without chance: see ExactTests.
  @Test(arguments: strategies.indices)
  func endsAsOftenAsTheRecursionSays(strategy: Int) throws {
    let trials = Self.continuous.contains(strategy) ? 3_000 : 1_000
    try sampleAgainstRecursion(strategy: strategy, chances: 1, trials: trials)
  }

  @Test(arguments: continuous, [0, 2, 3, 4])
  func endsAsOftenAsTheRecursionSaysWithContinuousDelays(strategy: Int, chances: Int) throws {
    try sampleAgainstRecursion(strategy: strategy, chances: chances, trials: 600)
  }

  private func sampleAgainstRecursion(strategy: Int, chances: Int, trials: Int) throws {
    var oracle = StrategyTests.strategies[strategy].oracle
    (oracle.q, oracle.a, oracle.b, oracle.r) = StrategyTests.chances[chances]
    let endings = oracle.endings()
    let whole: Double = endings.values.reduce(0, +)
    #expect(abs(whole - 1) < 1e-12)
    var counts: [Ending: Int] = [:]
    var sampler = OperationSampler(oracle.scenario, seed: UInt64(100 * strategy + chances))
    // Nothing is late but what a client sent that crashed, or a job stored again.
    let mayBeLate = oracle.crashes > 0 || oracle.repairs?.lost == true
    var late: [Int] = []
    for trial in 0..<trials {
      let outcome = try sampler.outcome(ofTrial: UInt64(trial))
      if outcome.isLate { late.append(trial) }
      counts[Ending(outcome), default: 0] += 1
    }
    #expect(late.isEmpty || mayBeLate)
    for (ending, count) in counts where endings[ending] == nil {
      Issue.record("\(ending) came \(count) times and cannot be")
    }
    for (ending, probability) in endings {
      let interval = Interval(probability, trials)
      #expect(interval.contains(counts[ending] ?? 0), "\(ending) \(probability)")
    }
  }
}

/// The counts that a probability makes likely: all but one in a million, by Bernstein's inequality.
struct Interval {
  let mean: Double
  let margin: Double

  init(_ probability: Double, _ trials: Int) {
    mean = probability * Double(trials)
    let variance = mean * (1 - probability)
    let exponent = log(2_000_000.0)
    margin = exponent / 3 + (exponent * exponent / 9 + 2 * exponent * variance).squareRoot()
  }

  func contains(_ count: Int) -> Bool {
    abs(Double(count) - mean) <= margin
  }
}
