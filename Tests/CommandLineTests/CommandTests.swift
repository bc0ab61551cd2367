import Foundation
import Testing

/// The output of the commands.
@Suite struct CommandTests {
  @Test func compareWritesTheColumnsInTheirOrder() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--trials", "3000", "--format", "csv")
    let lines = program.output.split(separator: "\n").map(String.init)
    #expect(program.status == 0 && program.errors.isEmpty)
    #expect(lines.count == 10)
    var columns = ["model", "strategy", "method", "trials", "seed"]
    for share in ["disagree", "lost", "phantom", "duplicate", "late", "stale", "unsure", "clean"] {
      columns += [share, share + "_low", share + "_high"]
    }
    for belief in ["acknowledged", "error", "timeout"] {
      columns += ["0", "1", "2", "3plus"].map { belief + "_" + $0 }
    }
    columns += ["server", "client", "both", "none"].map { "evidence_" + $0 }
    columns += [
      "attempts_mean", "copies_mean", "time_mean_ms", "time_p50_ms", "time_p99_ms", "cost_mean",
      "version", "model_digest", "requests_mean", "requests_max",
      "goodput_per_s", "queue_mean", "wait_mean_ms", "utilization", "turned_away", "runs",
      "duplicate_by_retry", "duplicate_by_resubmission", "submissions_mean", "support",
      "rejected_0", "rejected_1", "rejected_2", "rejected_3plus",
      "falseRejection", "falseRejection_low", "falseRejection_high",
    ]
    #expect(lines[0] == columns.joined(separator: ","))
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      #expect(fields.count == columns.count && fields[0] == "essay" && fields[3] == "3000")
      let low = try #require(Double(fields[6]))
      let high = try #require(Double(fields[7]))
      let value = try #require(Double(fields[5]))
      #expect(low <= value && value <= high && high > low)
    }
  }

  @Test func theNumberOfJobsChangesNothingAndTheSeedDoes() throws {
    func csv(_ more: String...) throws -> String {
      var arguments = ["compare", "models/essay.json5", "--trials", "40000", "--format", "csv"]
      arguments += ["--strategy", "blind"] + more
      return try Program(arguments).output
    }
    let one = try csv("--jobs", "1")
    #expect(one == (try csv("--jobs", "2")))
    #expect(one == (try csv("--jobs", "7")))
    #expect(one != (try csv("--seed", "2")))
  }

  @Test func anotherStrategyChangesNoNumberOfTheOthers() throws {
    let some = "attempts: 2, network: { request: { loss: '10%' } }"
    let alone = "{ strategies: { a: { \(some) } } }"
    let both =
      "{ strategies: { b: { attempts: 5, network: { response: { loss: '30%' } } }, a: { \(some) } } }"
    func row(_ model: String) throws -> Substring? {
      let program = try Program(
        "compare", "-", "--trials", "2000", "--format", "csv-long", input: model)
      let line = program.output.split(separator: "\n").first {
        $0.hasPrefix("standard input,a,sample,unsure")
      }
      // All but the digest, which is the model's.
      return line?.split(separator: ",").dropLast().joined(separator: ",")[...]
    }
    #expect(try row(alone) != nil)
    #expect(try row(alone) == row(both))
  }

  @Test func everyFormatNamesEveryStrategy() throws {
    for format in ["table", "csv", "csv-long", "json", "markdown"] {
      let program = try Program(
        "compare", "models/essay.json5", "--trials", "100", "--format", format)
      #expect(program.status == 0)
      for strategy in ["none", "read-back", "ack-first"] {
        #expect(program.output.contains(strategy), "\(format)")
      }
    }
    let json = try Program(
      "run", "models/essay.json5", "--strategy", "key", "--trials", "100",
      "--format", "json")
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
  }

  @Test func sortingReordersEveryFormat() throws {
    for format in ["table", "csv", "csv-long", "json", "markdown"] {
      let program = try Program(
        "compare", "models/essay.json5", "--trials", "20000", "--sort", "cost", "--format", format)
      #expect(program.status == 0)
      let places = ["key", "none", "blind"].map { name in
        program.output.firstRange(of: try! Regex("\\b\(name)\\b(?!-)"))?.lowerBound
      }
      let found = places.compactMap { $0 }
      #expect(found.count == 3 && found == found.sorted(), "\(format)")
      let hasSentence = program.output.lowercased().contains("cheapest")
      #expect(hasSentence == ["table", "markdown"].contains(format))
    }
    let model = "{ strategies: { b: { attempts: 2 }, a: {} } }"
    let program = try Program(
      "compare", "-", "--trials", "10", "--sort", "lost", "--format", "csv", input: model)
    let names = program.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",")[1]
    }
    #expect(names == ["b", "a"])
  }

  @Test(arguments: [
    "essay", "autosave", "checkout", "checkout-person", "connect", "deploy", "failover",
    "in-flight", "layers", "outage", "outbox", "payment", "presets", "protections", "queue",
    "reconcile", "rpc", "saved-error", "slow-generation", "three-layers", "webhooks",
  ])
  func tablesFitEightyColumns(model: String) throws {
    let program = try Program("compare", "models/\(model).json5", "--trials", "3000")
    for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(!program.output.contains(" 0%"))
  }

  /// The whole tables, to the last digit: there is no chance in them.
  @Test func exactTablesHaveNoIntervals() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--method", "exact", "--strategy", "none", "--strategy",
      "key")
    let lines = program.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].contains(/^exact; [0-9]+ states explored$/))
    #expect(
      lines.dropFirst(2).joined(separator: "\n") == """

                  safe to                                       tries/  cost/
        strategy  retry?    disagree   lost  duplicate  unsure   write  write
        ─────────────────────────────────────────────────────────────────────
        key       yes         7.3e-7  never      never  7.8e-7    1.03  0.001
        none      no retry     1.47%  never      never   2.97%    1.00  0.178

        ✓ Safe to retry: key. It is also the cheapest: 0.001 per write (next: none,
          0.177 more).
        ✓ never lost: proved for every strategy.

        never: proved impossible.

        """)
  }

  /// q + (1 − q)(a + (1 − a)(b + (1 − b) r)) four times over, and none of the times' quantiles.
  @Test func exactRowsAreNumbersWithoutTrials() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--method", "exact", "--strategy", "blind", "--format", "csv"
    )
    let lines = program.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let row = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
    #expect(row["method"] == "exact" && row["trials"] == "" && row["seed"] == "")
    let failure = 0.01 + 0.99 * (0.005 + 0.995 * (0.005 + 0.995 * 0.01))
    let unsure = try #require(Double(row["unsure"] ?? ""))
    let expected = failure * failure * failure * failure
    #expect(abs(unsure - expected) <= 1e-12 * expected)
    #expect(row["unsure_low"] == row["unsure"] && row["unsure_high"] == row["unsure"])
    #expect(row["lost"] == "0.0" && row["time_p50_ms"] == "" && row["time_mean_ms"] != "")
  }

  @Test(arguments: ["table", "csv-long", "json", "markdown"])
  func runIsExactToo(format: String) throws {
    let program = try Program(
      "run", "models/essay.json5", "--strategy", "blind", "--method", "exact", "--format", format)
    #expect(program.status == 0 && program.errors.isEmpty)
    #expect(program.output.contains(format == "json" ? "\"exact\"" : "xact"))
  }

  @Test(arguments: ["retry-storm", "jitter"])
  func tablesOfLoadFitEightyColumns(model: String) throws {
    let program = try Program("compare", "models/\(model).json5", "--runs", "2")
    for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(program.status == 0 && program.output.contains("goodput"))
  }

  @Test func runDrawsWhatHappensOverTime() throws {
    let program = try Program(
      "run", "models/retry-storm.json5", "--strategy", "retries", "--runs", "2")
    let full = try Program(
      "run", "models/retry-storm.json5", "--strategy", "retries", "--runs", "2", "--full")
    for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(program.output.contains("busy ") && program.output.contains("█"))
    #expect(full.output.contains("workers busy"))
  }

  @Test func aSeriesHasARowForEachStretchOfTime() throws {
    let program = try Program(
      "compare", "models/retry-storm.json5", "--strategy", "none", "--strategy", "budget",
      "--runs", "2", "--series", "-", "--format", "csv")
    let lines = program.output.split(separator: "\n")
    // The comparison with its header, then the series with its own.
    #expect(lines.count == 3 + 1 + 2 * 60)
    #expect(lines[3].hasPrefix("model,strategy,time_s,width_s,offered_per_s,goodput_per_s"))
    #expect(lines[4].hasPrefix("retry-storm,none,0.0,2.0,"))
    let columns = Set(lines.dropFirst(3).map { $0.split(separator: ",").count })
    #expect(columns == [lines[3].split(separator: ",").count])
  }

  @Test func runShowsTheMatrix() throws {
    let words = ["run", "models/essay.json5", "--strategy", "none", "--trials", "500"]
    #expect(!(try Program(words)).output.contains("0 copies"))
    let program = try Program(words + ["--full"])
    #expect(program.status == 0)
    #expect(program.output.contains("0 copies") && program.output.contains("acknowledged"))
    #expect(program.output.contains("Am I affected, and would I know?"))
    for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func runSaysThatItCountsWhatIsLeft() throws {
    let some = "attempts: 3, reconcile: { every: '1 h', passes: 3 }"
    let program = try Program(
      "run", "-", "--trials", "100", input: "{ strategies: { a: { \(some) } } }")
    #expect(program.output.contains("left after both sides were compared, 3 times."))
  }

  @Test(arguments: [
    "checkout", "checkout-person", "connect", "three-layers", "retry-storm", "protections",
  ])
  func showPrintsAModelThatReadsBack(model: String) throws {
    let shown = try Program("show", "models/\(model).json5")
    let again = try Program("show", "-", input: shown.output)
    #expect(shown.status == 0 && again.output == shown.output)
  }

  /// An outage makes 27 calls of every press whose three requests arrive.
  @Test func threeLayersOfThreeAttemptsMakeTwentySevenCalls() throws {
    let out = ["models/three-layers.json5", "--strategy", "all-out"]
    let run = try Program(["run"] + out + ["--trials", "200", "--full"])
    #expect(run.output.contains(/reach the server, maximum +27\n/))
    for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    let trace = try Program(["trace"] + out + ["--trial", "1"])
    #expect(trace.output.split(separator: "\n").count { $0.contains("● fails before") } == 27)
    #expect(trace.output.contains("gateway 2's try 2 of attempt 1"))
  }

  @Test func traceDrawsTheTrial() throws {
    let text = try Program("trace", "models/essay.json5", "--strategy", "blind", "--trial", "17")
    #expect(text.status == 0 && text.output.contains("attempt 1"))
    let mermaid = try Program(
      "trace", "models/essay.json5", "--strategy", "blind", "--format", "mermaid")
    #expect(mermaid.output.contains("sequenceDiagram"))
  }

  @Test func aFileIsWrittenWhole() throws {
    let file = try Program.temporaryFile(".csv")
    let program = try Program(
      "compare", "models/essay.json5", "--trials", "100", "--format", "csv", "--output", file.path)
    #expect(program.status == 0 && program.output.isEmpty)
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("model,strategy"))
    try FileManager.default.removeItem(at: file)
  }

  @Test(arguments: [
    (".csv", "model,strategy"), (".JSON", "{"), (".md", "## One write"), (".txt", "One write"),
  ])
  func theNameOfTheFileSaysItsFormat(ending: String, start: String) throws {
    let file = try Program.temporaryFile(ending)
    defer { try? FileManager.default.removeItem(at: file) }
    let program = try Program(
      "compare", "models/essay.json5", "--trials", "100", "--output", file.path)
    #expect(program.status == 0)
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix(start))
    let table = try Program(
      "compare", "models/essay.json5", "--trials", "100", "--format", "table", "--output", file.path
    )
    #expect(table.status == 0)
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("One write"))
  }

  @Test func aSweepIsAPictureIfTheNameOfItsFileSaysSo() throws {
    let file = try Program.temporaryFile(".svg")
    defer { try? FileManager.default.removeItem(at: file) }
    let program = try Program(
      "sweep", "models/essay.json5", "--vary", "network.request.loss=1%,2%", "--strategy", "blind",
      "--method", "exact", "--output", file.path)
    #expect(program.status == 0)
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("<svg"))
  }

  @Test func helpAndVersionAreThere() throws {
    #expect(try Program("--help").output.contains("compare"))
    let help = try Program("compare", "--help").output
    #expect(help.contains("--trials"))
    for line in help.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(try Program("--version").output.hasPrefix("disagree "))
    #expect(try Program().status == 0)
  }

  @Test func presetsListsAllAndShowsOne() throws {
    let list = try Program("presets")
    #expect(list.status == 0 && list.output.contains("stripe-python"))
    for line in list.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    let wide = try Program("presets", "--wide")
    #expect(wide.output.contains("stripe 16.1.0") && !wide.output.contains("…"))
    let csv = try Program("presets", "--format", "csv")
    #expect(csv.output.hasPrefix("name,title,version,attempts,post,backoff,source\n"))
    let rows = csv.output.split(separator: "\n").dropFirst()
    #expect(rows.count == 82)
    for row in rows {
      let name = String(row.prefix { $0 != "," })
      #expect(list.output.contains("\n\(name) "))
    }
    let one = try Program("presets", "stripe-python")
    for fact in ["stripe 16.1.0", "80 s", "at least 500 ms", "yes: with a key", "Not modeled"] {
      #expect(one.output.contains(fact), "\(one.output)")
    }
  }

  @Test func presetsListsTheProtectionsToo() throws {
    let list = try Program("presets", "--protections")
    #expect(list.status == 0 && list.output.contains("\nstripe-v1 "))
    for line in list.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    let csv = try Program("presets", "--protections", "--format", "csv")
    #expect(csv.output.hasPrefix("name,title,scope,window,saves,in_flight,source\n"))
    #expect(csv.output.split(separator: "\n").count > 15)
    let one = try Program("presets", "stripe-v1")
    for fact in [
      "24 h", "a 500 included", "What can still go wrong:", "Assumed:", "saves: \"all\"",
    ] {
      #expect(one.output.contains(fact), "\(one.output)")
    }
    for line in one.output.split(separator: "\n").prefix(while: { $0 != "In a model:" }) {
      #expect(line.count <= 80, "\(line)")
    }
    #expect(try Program("presets", "strpe-v1").errors.contains("did you mean stripe-v1?"))
    let several = try Program("presets", "aws")
    #expect(several.errors.contains("did you mean aws-"), "\(several.errors)")
    #expect(several.errors.contains(" more like them?"), "\(several.errors)")
    let titled = try Program("presets", "boto3")
    #expect(titled.errors.contains("aws-botocore-standard"), "\(titled.errors)")
    #expect(try Program("presets", "zzzz").errors.contains("disagree presets lists them, and"))
  }

  @Test func aModelFromStandardInputHasAName() throws {
    let model = "{ strategies: { a: {} } }"
    let table = try Program("compare", "-", "--trials", "100", input: model)
    #expect(table.output.hasPrefix("standard input\n"), "\(table.output)")
    let csv = try Program("compare", "-", "--trials", "100", "--format", "csv", input: model)
    #expect(csv.output.contains("\nstandard input,a,sample,"), "\(csv.output)")
  }

  @Test func aPresetShowsAsWhatItStandsFor() throws {
    let model = """
      { client: { timeout: '1 min' },
        strategies: { a: { preset: 'js-got' }, b: { preset: 'js-got', method: 'PUT' } } }
      """
    let shown = try Program("show", "-", input: model)
    #expect(shown.status == 0 && shown.output.contains("attempts: 1"), "\(shown.errors)")
    #expect(shown.output.contains("attempts: 3") && !shown.output.contains("preset"))
    let again = try Program("show", "-", input: shown.output)
    #expect(again.output == shown.output)
  }
}
