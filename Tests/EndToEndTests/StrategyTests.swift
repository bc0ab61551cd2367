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
    ("original", Oracle(attempts: 3, key: .init(replaysOriginal: true))),
    (
      "original, key first",
      Oracle(
        attempts: 3,
        key: .init(recorded: .beforeData, failsBetween: 0.2, forgets: 0.1, replaysOriginal: true))
    ),
    ("success-only", Oracle(attempts: 3, key: .init(savesSuccessesOnly: true))),
    (
      "success-only, key first",
      Oracle(
        attempts: 3,
        key: .init(
          recorded: .beforeData, failsBetween: 0.2, forgets: 0.1, savesSuccessesOnly: true))
    ),
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

  private static let reading: [(name: String, oracle: Oracle)] = [
    ("read last", Oracle(readsLast: true)),
    ("read last, blind", Oracle(attempts: 3, readsLast: true)),
    ("read always", Oracle(attempts: 3, readsBack: true, readsLast: true)),
    ("read last, only-500", Oracle(attempts: 3, retriesTimeout: false, readsLast: true)),
    ("read last, silent", Oracle(attempts: 2, readsLast: true, isSilent: true)),
    ("read last, refusing", Oracle(attempts: 2, readsLast: true, refuses: 0.3)),
    ("read last, failover", Oracle(attempts: 2, readsLast: true, failover: 0.3)),
    ("read last, key", Oracle(attempts: 2, readsLast: true, key: .init(forgets: 0.2))),
    ("read last, connections", Oracle(c: 0.2, k: 0.3, attempts: 2, readsLast: true)),
    ("read last, crashing", Oracle(attempts: 2, readsLast: true, crashes: 0.3)),
    (
      "read last, outbox",
      Oracle(attempts: 2, readsLast: true, crashes: 0.3, hasOutbox: true)
    ),
    (
      "read always, outbox",
      Oracle(attempts: 2, readsBack: true, readsLast: true, crashes: 0.3, hasOutbox: true)
    ),
    ("read last, reserve", Oracle(attempts: 2, readsLast: true, failover: 0.1, reserves: true)),
    ("read last, reconcile", Oracle(attempts: 2, readsLast: true, repairs: .init())),
  ]

  private static let meaning: [(name: String, oracle: Oracle)] = [
    ("500 rejects", Oracle(attempts: 3, takes: [500: .rejected])),
    ("500 rejects at once", Oracle(attempts: 3, retries500: false, takes: [500: .rejected])),
    ("500 is done", Oracle(attempts: 3, takes: [500: .acknowledged])),
    ("503 rejects", Oracle(attempts: 2, takes: [503: .rejected], refuses: 0.3)),
    ("503 is done, key", Oracle(attempts: 2, takes: [503: .acknowledged], refuses: 0.3, key: .init())),
    ("500 rejects, reconcile", Oracle(attempts: 2, takes: [500: .rejected], repairs: .init())),
    (
      "500 rejects, read last",
      Oracle(attempts: 2, readsLast: true, takes: [500: .rejected], crashes: 0.1)
    ),
    ("410 is unknown", Oracle(attempts: 2, takes: [410: .error], failover: 0.3, reserves: true)),
    (
      "504 rejects, gateway",
      Oracle(attempts: 2, takes: [504: .rejected], gateway: .init(attempts: 2, q: 0.2, r: 0.2))
    ),
  ]

  private static let logging: [(name: String, oracle: Oracle)] = [
    ("logs attempts", Oracle(attempts: 3, clientLog: .attempts)),
    ("logs timeouts", Oracle(attempts: 3, clientLog: .timeouts)),
    ("logs nothing", Oracle(attempts: 2, clientLog: .none)),
    ("logs attempts, crashing", Oracle(attempts: 3, clientLog: .attempts, crashes: 0.3)),
    (
      "logs timeouts, outbox",
      Oracle(attempts: 2, clientLog: .timeouts, crashes: 0.3, hasOutbox: true)
    ),
    ("logs the end, crashing", Oracle(attempts: 3, crashes: 0.3)),
    ("logs the end, outbox", Oracle(attempts: 2, crashes: 0.3, hasOutbox: true)),
    ("logs timeouts, connections", Oracle(c: 0.2, k: 0.2, attempts: 3, clientLog: .timeouts)),
  ]

  private static let reconciling: [(name: String, oracle: Oracle)] = [
    ("reconcile", Oracle(attempts: 3, repairs: .init(sees: 1))),
    ("reconcile half", Oracle(attempts: 3, repairs: .init(sees: 0.5))),
    ("reconcile, 3 passes", Oracle(attempts: 2, failover: 0.3, repairs: .init(passes: 3))),
    ("reconcile, ack-first", Oracle(attempts: 3, acknowledgesFirst: true, repairs: .init())),
    (
      "reconcile, phantoms only",
      Oracle(attempts: 3, failover: 0.2, repairs: .init(lost: false, duplicates: false))
    ),
    (
      "reconcile, lost and duplicates",
      Oracle(attempts: 3, isSilent: true, failover: 0.2, repairs: .init(phantoms: false))
    ),
    (
      "reconcile, key first",
      Oracle(
        attempts: 3,
        key: .init(recorded: .beforeData, failsBetween: 0.2, forgets: 0.2), repairs: .init())
    ),
    (
      "reconcile, reserve, failover",
      Oracle(attempts: 2, failover: 0.3, reserves: true, repairs: .init())
    ),
    (
      "reconcile, gateway",
      Oracle(
        attempts: 2, failover: 0.1, gateway: .init(attempts: 2, q: 0.1, r: 0.2), repairs: .init())
    ),
  ]

  private static let connecting: [(name: String, oracle: Oracle)] = [
    ("connections", Oracle(c: 0.1, k: 0.2)),
    ("connections, all retried", Oracle(c: 0.1, k: 0.2, attempts: 4)),
    (
      "connections, connect only",
      Oracle(
        c: 0.3, k: 0.2, attempts: 4, retriesTimeout: false, retriesReset: false, retries500: false)
    ),
    ("connections, no reset", Oracle(c: 0.1, k: 0.2, attempts: 3, retriesReset: false)),
    ("connections, no connect", Oracle(c: 0.4, k: 0.1, attempts: 3, retriesConnect: false)),
    ("connections, read-back", Oracle(c: 0.2, k: 0.2, attempts: 3, readsBack: true)),
    ("connections, key", Oracle(c: 0.1, k: 0.3, attempts: 4, key: .init(forgets: 0.2))),
    ("connections, silent", Oracle(c: 0.1, k: 0.3, attempts: 3, isSilent: true)),
    (
      "connections, outbox",
      Oracle(c: 0.2, k: 0.2, attempts: 3, crashes: 0.2, hasOutbox: true)
    ),
    ("connections, reserve", Oracle(c: 0.2, k: 0.2, attempts: 3, reserves: true)),
    (
      "connections of a gateway",
      Oracle(
        attempts: 2, retries504: true, gateway: .init(attempts: 2, q: 0.1, c: 0.3, k: 0.2))
    ),
    (
      "connections of a gateway, 502 retried",
      Oracle(
        c: 0.1, k: 0.1, attempts: 2, retries502: true,
        gateway: .init(attempts: 2, r: 0.1, c: 0.3, k: 0.2, passesErrorsOn: true))
    ),
    (
      "connections of two gateways",
      Oracle(gateway: .init(attempts: 2, k: 0.2, next: [.init(attempts: 2, c: 0.3)]))
    ),
  ]

  private static let reserving: [(name: String, oracle: Oracle)] = [
    ("reserve", Oracle(reserves: true)),
    ("reserve 3", Oracle(attempts: 3, reserves: true)),
    ("reserve, only-500", Oracle(attempts: 3, retriesTimeout: false, reserves: true)),
    ("reserve, silent", Oracle(attempts: 2, isSilent: true, reserves: true)),
    ("reserve, read-back", Oracle(attempts: 2, readsBack: true, failover: 0.1, reserves: true)),
    ("reserve, key", Oracle(attempts: 3, key: .init(forgets: 0.2), reserves: true)),
    (
      "reserve, original, key first",
      Oracle(
        attempts: 3,
        key: .init(recorded: .beforeData, failsBetween: 0.2, forgets: 0.1, replaysOriginal: true),
        reserves: true)
    ),
    (
      "reserve, key first, failover",
      Oracle(
        attempts: 3, failover: 0.2, key: .init(recorded: .beforeData, failsBetween: 0.2),
        reserves: true)
    ),
    (
      "reserve, data first, failover",
      Oracle(
        attempts: 3, failover: 0.2, key: .init(recorded: .afterData, failsBetween: 0.2),
        reserves: true)
    ),
    ("reserve, failover", Oracle(attempts: 3, failover: 0.2, reserves: true)),
    ("reserve, failover, key", Oracle(attempts: 3, failover: 0.2, key: .init(), reserves: true)),
    ("reserve, refusing", Oracle(attempts: 3, refuses: 0.2, retries503: true, reserves: true)),
    ("reserve, crashing", Oracle(attempts: 3, crashes: 0.2, reserves: true)),
    (
      "reserve, outbox",
      Oracle(attempts: 2, crashes: 0.2, hasOutbox: true, key: .init(), reserves: true)
    ),
    (
      "reserve, gateway",
      Oracle(failover: 0.1, gateway: .init(attempts: 2, q: 0.1, r: 0.2), reserves: true)
    ),
    (
      "reserve, gateway, again",
      Oracle(attempts: 2, failover: 0.1, gateway: .init(q: 0.1, r: 0.2), reserves: true)
    ),
    ("outage", Oracle(attempts: 3, outage: .init())),
    ("outage, answered", Oracle(attempts: 3, outage: .init(answers: 503))),
    ("outage, retried", Oracle(attempts: 4, retries503: true, outage: .init(answers: 503))),
    ("outage, no 500s", Oracle(attempts: 3, retries500: false, outage: .init(lasts: 300))),
    ("outage, key", Oracle(attempts: 4, key: .init(forgets: 0.1), outage: .init(lasts: 600))),
    (
      "outage, reserve",
      Oracle(attempts: 3, retries503: true, reserves: true, outage: .init(answers: 503))
    ),
    (
      "outage, reconcile",
      Oracle(attempts: 2, acknowledgesFirst: true, repairs: .init(), outage: .init())
    ),
    ("restarts", Oracle(attempts: 3, restarts: .init())),
    ("restarts, long", Oracle(attempts: 4, restarts: .init(lasts: 300))),
    (
      "restarts, retried",
      Oracle(attempts: 4, retries503: true, restarts: .init(lasts: 150, answers: 503))
    ),
    ("restarts, answered", Oracle(attempts: 3, restarts: .init(lasts: 300, answers: 503))),
    ("restarts, key", Oracle(attempts: 3, key: .init(), restarts: .init())),
    (
      "restarts, key in memory",
      Oracle(attempts: 3, key: .init(), restarts: .init(forgetsKeys: true))
    ),
    (
      "restarts, key first",
      Oracle(
        attempts: 3, key: .init(recorded: .beforeData, failsBetween: 0.3), restarts: .init())
    ),
    (
      "restarts, data first",
      Oracle(attempts: 3, key: .init(recorded: .afterData, failsBetween: 0.3), restarts: .init())
    ),
    (
      "restarts, original",
      Oracle(attempts: 3, key: .init(replaysOriginal: true), restarts: .init())
    ),
    (
      "restarts, successes only",
      Oracle(attempts: 3, key: .init(savesSuccessesOnly: true), restarts: .init())
    ),
    ("restarts, ack-first", Oracle(attempts: 3, acknowledgesFirst: true, restarts: .init())),
    (
      "restarts, failover",
      Oracle(attempts: 3, failover: 0.2, key: .init(), restarts: .init(stores: 1))
    ),
    ("restarts, reserve", Oracle(attempts: 3, failover: 0.1, reserves: true, restarts: .init())),
    (
      "restarts, gateway",
      Oracle(attempts: 2, gateway: .init(attempts: 2, q: 0.1, r: 0.2), restarts: .init(lasts: 0))
    ),
  ]

  @Test(arguments: strategies.indices, chances.indices)
  func endsAsOftenAsTheRecursionSays(strategy: Int, chances: Int) throws {
    var oracle = StrategyTests.strategies[strategy].oracle
    (oracle.q, oracle.a, oracle.b, oracle.r) = StrategyTests.chances[chances]
    let endings = oracle.endings()
    #expect(abs(endings.values.reduce(0, +) - 1) < 1e-12)

    // The explorer answers the same without chance: see ExactTests. Where faults are rare, many more trials
    // would show little more.
    let trials = chances == 1 ? 5_000 : 1_500
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
