import EndToEnd
import Foundation
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

/// What the models with many clients show, and what must hold in each of them.
@Suite struct LoadModelTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("models")

  private static func model(_ name: String) throws -> Model {
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json5"))
    return try ModelFile.read(SourceText(name: name + ".json5", bytes: Array(data)))
  }

  private static func scenario(_ strategy: String, of model: String) throws -> Scenario {
    let model = try Self.model(model)
    return try #require(model.strategies.first { $0.name == strategy }).scenario
  }

  /// The models with clients, and their strategies.
  private static let scenarios: [(name: String, scenario: Scenario)] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".json5") }.flatMap { file in
      let model = try? Self.model(String(file.dropLast(6)))
      return (model?.strategies ?? []).filter { $0.scenario.clients != nil }.map {
        (name: "\(file) \($0.name)", scenario: $0.scenario)
      }
    }
  }()

  @Test func twelveModelsOrMoreHaveClients() {
    #expect(Self.scenarios.count >= 12)
  }

  /// L = λ W: the queue holds what entered it times how long that stays. An operation that still waits at the
  /// end has not been counted as having waited.
  @Test(arguments: scenarios.indices)
  func littlesLawHoldsInEveryLoadModel(index: Int) throws {
    let (name, scenario) = Self.scenarios[index]
    var sampler = FleetSampler(scenario, seed: 1)
    let record = try sampler.run(trial: 0) { _ in }
    let total = record.total
    let left = total.requests - total.started - total.dropped - total.turnedAway
    let counted = total.waited + total.droppedWaited
    // In a run that begins empty no operation that left had waited before.
    #expect(counted <= total.queueArea, "\(name)")
    let longest = UInt64(record.measured.nanoseconds)
    #expect(total.queueArea - counted <= left * longest, "\(name)")
    if left == 0 { #expect(counted == total.queueArea, "\(name)") }
  }

  /// Goodput as a share of what is offered, in some of the bins of a series.
  private func goodput(_ strategy: String, bins: Range<Int>) throws -> Double {
    var sampler = FleetSampler(try Self.scenario(strategy, of: "retry-storm"), seed: 5)
    var good: UInt64 = 0
    var offered: UInt64 = 0
    for run in 0..<2 as Range<UInt64> {
      let record = try sampler.run(trial: run) { _ in }
      for bin in record.bins[bins] {
        good += bin.acknowledged
        offered += bin.begun
      }
    }
    return Double(good) / Double(offered)
  }

  /// Bins are of 2 s: the burst ends after bin 12.
  @Test func aRetryStormOutlivesItsTrigger() throws {
    #expect(try goodput("retries", bins: 0..<10) > 0.98)
    #expect(try goodput("retries", bins: 40..<60) < 0.35)
    #expect(try goodput("jitter", bins: 40..<60) < 0.35)
  }

  @Test(arguments: ["none", "budget", "breaker", "lifo"])
  func aRetryStormEndsWhereRetriesAreLimited(strategy: String) throws {
    #expect(try goodput(strategy, bins: 40..<60) > 0.95)
  }

  /// A server that hears cancellations drops what waits, and still serves what is given up meanwhile: it recovers,
  /// and slowly.
  @Test func aRetryStormFadesWhereCancellationsAreHeard() throws {
    let cancels = try goodput("cancels", bins: 40..<60)
    #expect(try cancels > 2 * goodput("retries", bins: 40..<60))
    #expect(try cancels > goodput("cancels", bins: 13..<30))
  }

  /// Calls and the time until the last client is done, each over some runs.
  private func herd(_ strategy: String) throws -> (calls: Double, milliseconds: Double) {
    var sampler = FleetSampler(try Self.scenario(strategy, of: "jitter"), seed: 2)
    var calls = 0.0
    var time = 0.0
    let runs = 10
    for run in 0..<runs {
      var last = Delay.zero
      _ = try sampler.run(trial: UInt64(run)) { outcomes in
        for outcome in outcomes {
          calls += Double(outcome.attempts)
          last = max(last, outcome.time)
        }
      }
      time += Double(last.nanoseconds) * 1e-6
    }
    return (calls / Double(runs), time / Double(runs))
  }

  /// The shape of the figures in Brooker's article. It deviates in what is contended for, so no number
  /// of them can be compared.
  @Test func jitterSpreadsAHerdAsInBrookersArticle() throws {
    let none = try herd("none")
    let exponential = try herd("exponential")
    let equal = try herd("equal")
    let full = try herd("full")
    let decorrelated = try herd("decorrelated")
    // Without a backoff most calls, and with one but no jitter still more than with any jitter.
    #expect(none.calls > 1.5 * exponential.calls)
    for jittered in [equal, full, decorrelated] {
      #expect(exponential.calls > 1.5 * jittered.calls)
      #expect(exponential.milliseconds > 5 * jittered.milliseconds)
    }
    // Of those with jitter, half of the wait kept fixed takes longest.
    #expect(equal.milliseconds > full.milliseconds)
    #expect(equal.milliseconds > decorrelated.milliseconds)
    #expect(full.calls < 1.05 * equal.calls && full.calls < decorrelated.calls)
  }
}
