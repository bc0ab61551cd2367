import Foundation
import Testing

/// The output of `disagree compare --baseline`, and the command lines that it refuses.
@Suite struct BaselineTests {
  @Test func theKeyAvoidsAllDuplicatesOfBlindRetry() throws {
    let arguments = [
      "compare", "models/essay.json5", "--trials", "100000", "--baseline", "blind",
    ]
    let program = try Program(arguments)
    #expect(program.status == 0 && program.errors.isEmpty)
    for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(program.output.contains("What is different from blind, on the same writes\n"))
    let sentence = try #require(
      program.output.firstMatch(of: /\nkey avoids all ([0-9,]+) duplicates and causes none\.\n/))
    // Both numbers stand in the CSV too.
    let rows = CSVText.rows(try Program(arguments + ["--format", "csv"]).output)
    let key = try #require(rows.first { $0["strategy"] == "key" })
    #expect(key["baseline"] == "blind" && key["duplicate_caused"] == "0")
    #expect(key["duplicate_avoided"] == String(sentence.1).replacing(",", with: ""))
    let blind = try #require(rows.first { $0["strategy"] == "blind" })
    #expect(blind["duplicate_diff"] == "" && blind["baseline"] == "blind")
    for row in rows where row["strategy"] != "blind" {
      let difference = try #require(Double(row["duplicate_diff"] ?? ""))
      let values = try [row, blind].map { try #require(Double($0["duplicate"] ?? "")) }
      #expect(abs(difference - (values[0] - values[1])) < 1e-12)
    }
  }

  @Test func theLongFormHasARowForEachDifference() throws {
    let arguments = [
      "compare", "models/essay.json5", "--trials", "1000", "--baseline", "none", "--verdict",
      "--format", "csv-long",
    ]
    let rows = CSVText.rows(try Program(arguments).output)
    let differences = rows.filter { $0["measure"]?.hasSuffix("_diff") == true }
    // 16 measures of 8 other strategies.
    #expect(differences.count == 128)
    #expect(differences.allSatisfy { $0["baseline"] == "none" && $0["verdict"] == "" })
    #expect(rows.contains { $0["verdict"] == "possible" && $0["baseline"] == "" })
  }

  @Test func exactDifferencesHaveNoInterval() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--method", "exact", "--baseline", "none", "--format",
      "json")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any])
    let strategies = try #require(json["strategies"] as? [[String: Any]])
    let blind = try #require(strategies.first { $0["strategy"] as? String == "blind" })
    let measures = try #require(
      (blind["differences"] as? [String: Any])?["measures"] as? [String: [String: Any]])
    let duplicate = try #require(measures["duplicate"])
    #expect(duplicate["low"] as? Double == duplicate["high"] as? Double)
    #expect(duplicate["avoided"] is NSNull)
  }

  @Test func runsOfManyClientsArePairedRunByRun() throws {
    let names = try Program("compare", "models/jitter.json5", "--runs", "2", "--format", "csv")
    let rows = CSVText.rows(names.output)
    let first = try #require(rows.first?["strategy"])
    let paired = CSVText.rows(
      try Program(
        "compare", "models/jitter.json5", "--runs", "2", "--baseline", first, "--format", "csv"
      ).output)
    for row in paired.dropFirst() {
      let difference = try #require(Double(row["goodput_per_s_diff"] ?? ""))
      let values = try [row, paired[0]].map { try #require(Double($0["goodput_per_s"] ?? "")) }
      #expect(abs(difference - (values[0] - values[1])) < 1e-6)
    }
  }

  @Test func precisionOptionsThatCannotWorkAreErrors() throws {
    let essay = "models/essay.json5"
    let unknown = try Program("compare", essay, "--baseline", "blnd")
    #expect(unknown.status == 2 && unknown.errors.contains("did you mean 'blind'?"))
    let missing = try Program("compare", essay, "--baseline", "blind", "--strategy", "key")
    #expect(missing.status == 2 && missing.errors.contains("add --strategy blind"))
    let alone = try Program("compare", essay, "--baseline", "key", "--strategy", "key")
    #expect(alone.status == 2 && alone.errors.contains("needs another strategy"))
  }
}
