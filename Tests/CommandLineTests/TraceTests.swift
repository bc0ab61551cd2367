import Foundation
import Testing

/// The drawings of `disagree trace` besides those of trials.
@Suite struct TraceTests {
  private static let blind = ["trace", "models/essay.json5", "--strategy", "blind"]

  @Test func theLikeliestWayToADuplicateIsALostAnswer() throws {
    let program = try Program(Self.blind + ["--outcome", "duplicate"])
    #expect(program.status == 0 && program.errors.isEmpty)
    #expect(
      program.output.hasPrefix(
        "Strategy 'blind', the likeliest way to a duplicate: probability 0.951%, 63.6% of\n"
          + "all duplicates\n\n"))
    #expect(program.output.contains("lost ✗─ 200 to attempt 1 ─┤"))
    #expect(
      program.output.contains(
        "chance    0.951% of all writes go exactly this way: 63.6% of the 1.49% that end\n"
          + "          in a duplicate\n"))
  }

  @Test func anImpossibleOutcomeIsReportedAsImpossible() throws {
    let program = try Program(
      "trace", "models/essay.json5", "--strategy", "key", "--outcome", "duplicate")
    #expect(program.status == 0 && program.errors.isEmpty)
    #expect(
      program.output.hasPrefix(
        "Strategy 'key' never ends in a duplicate: it is impossible, with any number of\nfaults ("))
    #expect(program.output.hasSuffix(" states, all followed to their end)\n"))
    let arguments = ["trace", "models/essay.json5", "--strategy", "key", "--outcome", "duplicate"]
    let json = try Program(arguments + ["--format", "json"])
    #expect(json.status == 0 && json.output.contains("\"impossible\": true"))
    // Nothing takes the place of a picture.
    let svg = try Program(arguments + ["--format", "svg"])
    #expect(svg.status == 0 && svg.output.isEmpty)
    #expect(svg.errors.hasPrefix("note: nothing is drawn. Strategy 'key' never"))
  }

  /// Attempts without end are followed until almost nothing is left, in which there might be anything.
  @Test func theResidualIsReported() throws {
    let model = """
      { network: { request: { loss: "50%" } }, client: { timeout: "1 s" },
        limits: { events: 100000 },
        strategies: { a: { attempts: "unbounded", backoff: { fixed: "1 s" } } } }
      """
    let program = try Program("trace", "-", "--outcome", "unsure", input: model)
    #expect(program.status == 0)
    #expect(program.output.contains("what was not has a"))
  }

  @Test func anApproximationIsMarked() throws {
    let program = try Program(
      "trace", "models/connect.json5", "--strategy", "axios-retry", "--outcome", "duplicate",
      "--discretise", "1")
    #expect(program.status == 0)
    #expect(program.output.contains("probability ≈ "))
    #expect(program.output.contains("≈: 1 delay stands for each continuous latency"))
  }

  /// No exact search finds the likeliest way, but one with the fewest faults is drawn, and ends as asked.
  @Test(arguments: [
    ("payment", "key"), ("worker-lease", "lease-20s"), ("saved-error", "success-only"),
  ])
  func anOrderOfEventsIsDrawn(model: String, strategy: String) throws {
    let program = try Program(
      "trace", "models/\(model).json5", "--strategy", strategy, "--outcome", "duplicate",
      "--format", "json")
    #expect(program.status == 0, "\(program.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(program.output.utf8))
    let chart = try #require(json as? [String: Any])
    let outcome = try #require(chart["outcome"] as? [String: Any])
    #expect(try #require(outcome["copies"] as? Int) >= 2)
    let likelihood = try #require(chart["probability"] as? [String: Any])
    #expect(likelihood["this_way"] is NSNull && likelihood["faults"] is [String])
  }

  @Test func faultsAreThoseOfACheck() throws {
    let check = try Program(
      "check", "models/essay.json5", "--strategy", "ack-first", "--faults", "1")
    let chart = try #require(check.output.range(of: "\n   time"))
    let rows = check.output[chart.lowerBound...].split(separator: "\n\n")[0]
    let trace = try Program(
      "trace", "models/essay.json5", "--strategy", "ack-first", "--faults",
      "attempt 1: server fails before storing")
    #expect(trace.status == 0 && trace.output.contains(rows))
    #expect(trace.output.contains("the probability of these faults and no others"))
  }

  @Test(arguments: [
    (["--trial", "1", "--outcome", "lost"], "--trial and --outcome each say which write"),
    (["--outcome", "lost", "--faults", "none"], "--outcome and --faults each say which write"),
    (["--outcome", "dupliate"], "did you mean duplicate?"),
    (["--faults", "attempt 1: respons lost"], "did you mean 'attempt 1: response lost'?"),
    (["--faults", "nonsense"], "meets no 'nonsense'"),
    (["--faults", "attempt 1: write not replicated"], "the probability 0"),
    (["--seed", "2", "--faults", "none"], "--seed is for --trial"),
    (["--limit-states", "9"], "--limit-states is for --outcome"),
  ])
  func wrongQuestionsAreAnswered(options: [String], message: String) throws {
    let program = try Program(Self.blind + options)
    #expect(program.status == 2 && program.output.isEmpty)
    #expect(program.errors.contains(message), "\(program.errors)")
  }

  @Test func tooManyStatesLeaveItUndecided() throws {
    let program = try Program(Self.blind + ["--outcome", "unsure", "--limit-states", "9"])
    #expect(program.status == 4 && program.output.isEmpty)
    #expect(program.errors.contains("more than 9 states"), "\(program.errors)")
  }

  @Test func theStoryStandsBelowTheChart() throws {
    let program = try Program(Self.blind + ["--outcome", "duplicate"])
    #expect(
      program.output.contains(
        """

        In plain words
          1. The customer's app sent the write for the first time.
          2. The write reached the server.
          3. The server stored the write.
          4. The server answered that all was done, but the answer got lost on the way
             back.
          5. After 200 ms without an answer the app gave up on this try, not knowing
             that the write was stored.

        """))
    let mermaid = try Program(Self.blind + ["--outcome", "duplicate", "--format", "mermaid"])
    #expect(mermaid.output.contains("chance: 0.951#37; of all writes"))
    #expect(!mermaid.output.contains("customer"))
  }

  @Test func anSVGIsADocumentOfItsOwn() throws {
    let program = try Program(Self.blind + ["--trial", "70", "--format", "svg"])
    #expect(program.status == 0 && program.errors.isEmpty)
    #expect(program.output.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(program.output.hasSuffix("</svg>\n"))
    #expect(program.output.contains("<title>Trial 70 of strategy &#39;blind&#39;, seed 1</title>"))
    #expect(!program.output.contains("href") && !program.output.contains("url("))
    let again = try Program(Self.blind + ["--trial", "70", "--format", "svg"])
    #expect(again.output == program.output)
  }

  @Test func jsonHoldsTheWholeChart() throws {
    let program = try Program(Self.blind + ["--outcome", "duplicate", "--format", "json"])
    let json = try JSONSerialization.jsonObject(with: Data(program.output.utf8))
    let chart = try #require(json as? [String: Any])
    let rows = try #require(chart["rows"] as? [[String: Any]])
    let story = try #require(chart["story"] as? [String])
    #expect(rows.count == story.count && rows.count == 12)
    #expect(rows[3]["what"] as? String == "sends" && rows[3]["time_ns"] as? Int == 25_000_000)
    let message = try #require(rows[3]["message"] as? [String: Any])
    #expect(message["fate"] as? String == "lost" && message["arrival_ns"] is NSNull)
    #expect(message["status"] as? Int == 200 && message["attempt"] as? Int == 1)
    let probability = try #require(chart["probability"] as? [String: Any])
    let (way, all) = (probability["this_way"] as? Double, probability["all_ways"] as? Double)
    let share = try #require(probability["share"] as? Double)
    #expect(abs(try #require(way) / #require(all) - share) < 1e-15)
    let outcome = try #require(chart["outcome"] as? [String: Any])
    #expect(outcome["copies"] as? Int == 2 && outcome["belief"] as? String == "acknowledged")
    let trial = try Program(Self.blind + ["--trial", "3", "--format", "json"])
    #expect(trial.output.contains("\"probability\": null"))
  }
}
