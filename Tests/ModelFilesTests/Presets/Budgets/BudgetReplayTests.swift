import ModelFiles
import Simulation
import Testing

@testable import EndToEnd

/// The buckets of presets, call by call: beside a library's own, and beside small models of them that
/// share nothing with the simulator.
@Suite struct BudgetReplayTests {
  private func client(_ preset: String) throws -> Client {
    // Some libraries have no timeout of their own.
    let timeout = Preset.named(preset)?.timeout == nil ? "client: { timeout: '1 h' }, " : ""
    let source =
      "{ limits: { events: 1000 }, \(timeout)strategies: { a: { preset: '\(preset)' } } }"
    let text = SourceText(name: "m.json5", bytes: Array(source.utf8))
    var client = try ModelFile.read(text).strategies[0].scenario.client
    // Waits say nothing about the bucket.
    client.retry.backoff = .none
    return client
  }

  private func expect(_ calls: [ScriptedCall], _ model: (Int, ScriptedCall) -> (UInt32, Double)) {
    for (index, call) in calls.enumerated() {
      let (attempts, left) = model(index, call)
      #expect(call.attempts == attempts, "call \(index), \(String(call.meets))")
      #expect(abs(call.left - left) < 1e-6, "call \(index), \(String(call.meets))")
    }
  }

  /// The calls of botocore itself under the same failures, with the tokens that it had left (see `quota.py`).
  @Test func botocoresQuotaIsThatOfBotocore() throws {
    let theirs = ScriptedCall.botocore
    let scripts = theirs.map { String($0.meets) }
    let ours = ScriptedCalls.run(
      scripts, under: try client("aws-botocore-standard"), apart: .seconds(1_000))
    #expect(ours.count == theirs.count)
    #expect(theirs.contains { $0.attempts < 3 && $0.meets.prefix(Int($0.attempts)).last != "s" })
    expect(ours) { index, _ in (theirs[index].attempts, theirs[index].left) }
  }

  /// What a retry costs after t, 5 and 9, and what a success gives after a retry that took so much.
  private static let quotas:
    [(preset: String, costs: [Character: Int], given: @Sendable (Int?) -> Int)] = [
      ("aws-botocore-standard", ["t": 14, "5": 14, "9": 5], { $0 ?? 1 }),
      ("aws-botocore-adaptive", ["t": 14, "5": 14, "9": 5], { $0 ?? 1 }),
      ("aws-js-v3-standard", ["t": 10, "5": 10, "9": 5], { $0 ?? 1 }),
      ("aws-rust-standard", ["t": 10, "5": 10], { $0 ?? 1 }),
      ("aws-java-v2-legacy", ["t": 5, "5": 5, "9": 0], { max($0 ?? 0, 1) }),
      ("aws-java-v2-standard", ["t": 5, "5": 5, "9": 5], { max($0 ?? 0, 1) }),
      ("aws-go-v2-standard", ["t": 10, "5": 5], { ($0 ?? 0) + 1 }),
    ]

  @Test(arguments: quotas.indices)
  func theRetryQuotasOfTheSDKsAreReplayedExactly(index: Int) throws {
    let (preset, costs, given) = Self.quotas[index]
    var client = try client(preset == "aws-go-v2-standard" ? "aws-java-v2-standard" : preset)
    // Its waits are not known.
    client.budget = Preset.named(preset)?.budget
    client.retry.retriesTimeouts = true
    let scripts = ScriptedCall.failures(
      calls: 1_000, kinds: String(costs.keys.sorted()), seed: UInt64(index))
    let calls = ScriptedCalls.run(scripts, under: client, apart: .seconds(1_000))
    #expect(calls.count == scripts.count)
    let most = try #require(client.retry.attempts)
    var left = 500
    var refused = 0
    expect(calls) { _, call in
      var attempts: UInt32 = 1
      var taken: Int?
      while let cost = costs[call.meets[Int(attempts) - 1]], attempts < most {
        if cost > left {
          refused += 1
          return (attempts, Double(left))
        }
        left -= cost
        taken = cost
        attempts += 1
      }
      if call.meets[Int(attempts) - 1] == "s" { left = min(left + given(taken), 500) }
      return (attempts, Double(left))
    }
    // Else the bucket has not been tried.
    #expect(refused > 20)
  }

  /// token_count of gRFC A6, in tenths: all are retried that are 503, and only they count.
  @Test func grpcsThrottleCountsFailuresAndSuccesses() throws {
    var client = try client("grpc-retry-example")
    client.retry.retriedStatuses = [.serverError]
    let scripts = ScriptedCall.failures(calls: 1_000, kinds: "55559", seed: 8)
    let calls = ScriptedCalls.run(scripts, under: client, apart: .seconds(1_000))
    var count = 100
    var refused = 0
    expect(calls) { _, call in
      for attempt in 1...4 {
        switch call.meets[attempt - 1] {
        case "s": count = min(count + 1, 100)
        case "5":
          count = max(count - 10, 0)
          if attempt < 4 {
            if count > 50 { continue }
            refused += 1
          }
        default: break
        }
        return (UInt32(attempt), Double(count) / 10)
      }
      Issue.record("more than four attempts")
      return (0, 0)
    }
    #expect(refused > 20)
  }

  /// tower's budget as Linkerd uses it, if it counted exactly: what was put in and taken out in the last
  /// 10 s, and 100 retries besides, in tenths of one.
  @Test func linkerdsBudgetForgets() throws {
    let client = try client("linkerd-retry-budget")
    // Each is answered at once, and the next one comes after 200 ms.
    let scripts = ScriptedCall.failures(calls: 1_000, kinds: "5", seed: 9).map { $0 + "s" }
    let calls = ScriptedCalls.run(scripts, under: client, apart: .milliseconds(200))
    var changes: [(call: Int, amount: Int)] = []
    var refused = 0
    expect(calls) { index, call in
      func left() -> Int {
        1_000 + changes.filter { $0.call > index - 50 }.reduce(0) { $0 + $1.amount }
      }
      var attempts: UInt32 = 1
      while call.meets[Int(attempts) - 1] == "5" {
        if left() < 10 {
          refused += 1
          return (attempts, Double(left()) / 10)
        }
        changes.append((index, -10))
        attempts += 1
      }
      changes.append((index, 2))
      return (attempts, Double(left()) / 10)
    }
    #expect(refused > 20 && refused < 900)
  }
}
