import EndToEndReliability
import Foundation
import Testing

/// The library as a stranger meets it: one import, and nothing else of the package.
@Suite struct EssayTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../models/essay.json5").standardized

  @Test func anEssayComparisonThroughOneImport() async throws {
    let model = try Model.read(contentsOf: Self.file)
    let comparison = try await model.compare(
      strategies: ["none", "blind", "key"], trials: 100_000, seed: 1, baseline: "none")
    let duplicates = comparison.results.map { $0[.share(.duplicate)]?.estimate }
    let blind = try #require(duplicates[1])
    #expect(duplicates[0]?.value == 0 && duplicates[2]?.value == 0)

    // The exact share lies within the interval of the sampled one.
    let exact = try await model.compare(by: .exact, strategies: ["blind"])
    let known = try #require(exact.results[0][.share(.duplicate)]?.estimate.value)
    #expect(blind.low <= known && known <= blind.high)

    let rows = comparison.csv().split(separator: "\n")
    #expect(rows.count == 4 && rows[0].hasPrefix("model,strategy,method,trials,seed,disagree,"))
    #expect(rows[2].hasPrefix("essay,blind,sample,100000,1,"))

    let checks = model.check(mostFaults: 1)
    #expect(checks.contains { $0.strategy.name == "blind" && $0.holds })
    #expect(checks.contains { $0.strategy.name == "ack-first" && !$0.holds })
  }

  @Test func threadsAndTasksChangeNothing() async throws {
    let model = try Model.essay()
    func blocking() throws -> Comparison {
      try model.compare(strategies: ["blind"], trials: 20_000)
    }
    let one = try blocking()
    let other = try await model.compare(strategies: ["blind"], trials: 20_000)
    #expect(one == other)
    let rare = try await model.compare(by: .rare, strategies: ["key"], trials: 6_400)
    #expect(rare.results[0].method.name == "rare")
  }

  @Test func aCancelledTaskThrows() async throws {
    var plan = ComparisonPlan(try Model.essay())
    plan.trials = 1_000_000_000_000
    let endless = plan
    let task = Task { try await endless.run() }
    try await Task.sleep(for: .milliseconds(20))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func aSweepHasAPointForEachValue() async throws {
    let plan = try SweepPlan.read(
      contentsOf: Self.file, varying: "network.request.loss=0%,10%",
      plan: { ComparisonPlan($0, strategies: [$0.strategies[0]], method: .exact) })
    let result = try await plan.run()
    #expect(result.isComplete && result.sweep.points.count == 2)
    #expect(result.sweep.csv().split(separator: "\n").count == 3)
  }

  @Test func warningsAreHandedToTheCaller() throws {
    var warnings: [String] = []
    let text = "{ strategies: { once: { attempts: 1, readBack: true } } }"
    _ = try Model.read(text, name: "mine") { warnings.append($0) }
    #expect(warnings.count == 1 && warnings[0].hasPrefix("mine:1:"))
    #expect(warnings[0].contains(": warning: "))
    _ = try Model.read(contentsOf: Self.file) { Issue.record("\($0)") }
  }

  @Test func errorsSayWhatToDo() throws {
    let wrong = #expect(throws: ModelError.self) {
      try Model.read("{ stratgies: {} }", name: "mine")
    }
    #expect(wrong?.localizedDescription.contains("mine:1:3: error: ") == true)
    #expect(wrong?.description.contains("did you mean") == true)
    let missing = #expect(throws: ModelError.self) {
      try Model.read(contentsOf: URL(filePath: "/nowhere/model.json5"))
    }
    #expect(missing?.description.hasPrefix("'/nowhere/model.json5' cannot be read: ") == true)
    let endless = try Model.read(
      """
      { network: { request: { loss: 1 } }, limits: { events: 1000 },
        strategies: { forever: { attempts: "unbounded" } } }
      """)
    let limit = #expect(throws: StudyError.self) { try endless.compare(trials: 10) }
    #expect(limit?.isLimit == true)
    #expect(
      limit?.description
        == "strategy 'forever', trial 0: more than 1000 events; bound the attempts, set a deadline, "
        + "or allow more")
    let unknown = #expect(throws: StudyError.self) { try endless.compare(strategies: ["other"]) }
    #expect(unknown == .unknownStrategy("other"))
    #expect(unknown?.localizedDescription == "the model has no strategy 'other'")
  }

  @Test func aProbabilityIsCheckedWhereItIsMade() throws {
    #expect(try Probability(validating: 0.25).value == 0.25)
    let error = #expect(throws: ProbabilityError.self) { try Probability(validating: 1.5) }
    #expect(error?.description == "a probability lies between 0 and 1, and 1.5 does not")
  }
}
