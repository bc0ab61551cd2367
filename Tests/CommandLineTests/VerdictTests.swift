import Foundation
import Testing

/// The output of `disagree compare --verdict`.
@Suite struct VerdictTests {
  @Test func theEssaysQuestionIsAnswered() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--method", "exact", "--verdict")
    #expect(program.status == 0 && program.errors.isEmpty)
    for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    // What stands above is what stands there without it.
    let plain = try Program("compare", "models/essay.json5", "--method", "exact")
    #expect(program.output.hasPrefix(plain.output))
    let verdict = program.output.dropFirst(plain.output.count + 1)
    #expect(verdict.hasPrefix("What can go wrong"))
  }

  /// Impossible is what has no probability, and possible is what has one.
  @Test func verdictsAgreeWithExactProbabilities() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--method", "exact", "--verdict", "--format", "csv")
    let lines = program.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines.count == 10)
    for line in lines.dropFirst() {
      let row = Dictionary(uniqueKeysWithValues: zip(lines[0], line))
      for anomaly in ["lost", "phantom", "duplicate", "late", "stale", "falseRejection"] {
        let probability = try #require(Double(row[anomaly] ?? ""))
        #expect(row[anomaly + "_verdict"] == (probability > 0 ? "possible" : "impossible"))
        #expect((row[anomaly + "_faults"] == "") == (probability == 0))
      }
    }
  }

  /// One fault less than the verdict says holds under `check`, and that many do not.
  @Test func checkBearsTheFewestFaultsOut() throws {
    let essay = try String(
      contentsOf: Program.repository.appending(path: "models/essay.json5"), encoding: .utf8)
    let long = try Program(
      "compare", "models/essay.json5", "--method", "exact", "--verdict", "--format", "csv-long")
    var checked = 0
    for line in long.output.split(separator: "\n") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields[3].hasPrefix("verdict_"), fields[14] == "possible" else { continue }
      let faults = try #require(Int(fields[15]))
      let anomaly = fields[3].dropFirst("verdict_".count)
      let model = essay.replacing("never: [\"lost\"]", with: "never: [\"\(anomaly)\"]")
      for (allowed, status) in [(faults - 1, 0), (faults, 1)] {
        let check = try Program(
          "check", "-", "--strategy", fields[1], "--faults", "\(allowed)", input: model)
        #expect(check.status == Int32(status), "\(line)")
      }
      checked += 1
    }
    // The nine strategies have a phantom each; five have a duplicate, and one loses.
    #expect(checked == 15)
  }

  @Test func anImpossibleSearchFailsOnlyItsOwnCells() throws {
    let model = """
      { client: { timeout: '1 s' }, strategies: {
        known: { attempts: 2, network: { response: { loss: '1%' } } },
        racing: { attempts: 2, network: { request: { latency: { exponential: '1 s' } } } },
        kept: { attempts: 2, server: { service: { once: { exponential: '1 ms' } } } } } }
      """
    let program = try Program("compare", "-", "--trials", "100", "--verdict", input: model)
    #expect(program.status == 0, "\(program.errors)")
    #expect(
      program.output.contains("kept:   not decided: no number of faults loses"),
      "\(program.output)")
    #expect(program.output.contains("known:  not safe: 1 fault makes a duplicate"))
    #expect(program.output.contains("racing: not safe: it makes a duplicate without any fault"))
    #expect(program.output.contains("Not decided any further for kept: 'service: { once: … }'"))
    let rough = try Program(
      "compare", "-", "--trials", "100", "--verdict", "--discretise", "2", input: model)
    #expect(
      rough.output.contains("kept:   ≈ not decided: with 2 delays for each continuous latency"),
      "\(rough.output)\(rough.errors)")
    #expect(!rough.output.contains("undecided"))
  }

  @Test func theNumberOfJobsChangesNothing() throws {
    func json(_ jobs: String) throws -> String {
      try Program(
        "compare", "models/essay.json5", "--trials", "10", "--verdict", "--format", "json",
        "--jobs", jobs
      ).output
    }
    let one = try json("1")
    #expect(try json("3") == one)
    #expect(try JSONSerialization.jsonObject(with: Data(one.utf8)) is [String: Any])
  }

  @Test func precisionOptionsThatCannotWorkAreErrors() throws {
    let faults = try Program("compare", "models/essay.json5", "--faults", "2")
    #expect(faults.status == 2 && faults.errors == "error: --faults is for --verdict\n")
  }

  /// Every write takes longer than the timeout, so that each retry makes a second copy.
  @Test func manyClientsAreJudgedByTheirRunsAndByTheRules() throws {
    let model = """
      { clients: { count: 2, arrivals: { constant: '10/s' }, lasts: '2 s' },
        client: { timeout: '20 ms' }, server: { service: '30 ms', capacity: { workers: 9 } },
        strategies: { none: { attempts: 1 }, twice: { attempts: 2 },
          refused: { attempts: 2, retryOn: ['503'] } } }
      """
    let program = try Program("compare", "-", "--runs", "3", "--verdict", input: model)
    #expect(program.status == 0, "\(program.errors)")
    let lines = program.output.split(separator: "\n").map(String.init)
    func line(_ start: String) -> String { lines.first { $0.hasPrefix(start) } ?? "" }
    #expect(line("none ").contains("no retry") && line("none ").contains("never"))
    #expect(line("twice ").contains(" no "), "\(program.output)")
    #expect(line("refused ").contains(" ? "), "\(program.output)")
    #expect(lines.contains("? Safe to retry: not decided for refused."))
    #expect(lines.contains("✗ No strategy recovers."))
    #expect(program.output.contains("twice:   not safe: a duplicate was observed."))
    #expect(program.output.contains("Not decided any further for refused: the orders of"))
    let without = try Program("compare", "-", "--runs", "3", "--no-verdict", input: model)
    #expect(without.status == 0 && !without.output.contains("retry?"))
  }

  /// A model may forbid an outcome that is no anomaly, on which there is no verdict.
  @Test(arguments: ["unsure", "disagree", "clean"])
  func everyClassCanBeForbidden(outcomeClass: String) throws {
    let model = "{ strategies: { a: {}, b: { attempts: 2 } }, never: ['\(outcomeClass)'] }"
    let program = try Program("compare", "-", "--trials", "10", input: model)
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.output.contains("never \(outcomeClass): "))
  }
}
