import Testing

/// `disagree explain` and the JSON Schema.
@Suite struct ExplainTests {
  @Test func aKeyIsExplained() throws {
    let page = try Program("explain", "server.failsAfterStore")
    #expect(page.status == 0 && page.errors.isEmpty)
    #expect(page.output.contains("\ndefault     \"0%\"\n"))
    #expect(page.output.contains("failsAfterStore: \"0.5%\""))
  }

  @Test func withoutAPathTheTopOfAModelIsExplained() throws {
    let page = try Program("explain")
    #expect(page.status == 0)
    for key in ["client", "network", "server", "strategies", "costs", "never", "limits"] {
      #expect(page.output.contains("\n\(key) "), "\(key)")
    }
    for line in page.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func theSchemaIsOneDocument() throws {
    let schema = try Program("explain", "--schema")
    #expect(schema.status == 0)
    #expect(schema.output.hasPrefix("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/"))
    #expect(schema.output.hasSuffix("\n}\n"))
  }

  @Test(arguments: [
    (["duplicate"], ["term        A class of outcomes: stored twice or more.", "costs.duplicate"]),
    (["attempts_mean"], ["column      The mean number of requests", "Unit: attempts"]),
    (["duplicate_low"], ["The lower end of the 95% interval of 'duplicate'"]),
    (["cost"], ["cost_mean: The mean cost of a write", "atMost.cost"]),
    (["atMost"], ["meaning     The upper bounds on rates and means", "- duplicate: "]),
    (["--verdict"], ["- impossible: proved for any number of faults."]),
  ])
  func termsAndColumnsAreExplained(words: [String], texts: [String]) throws {
    let page = try Program(["explain"] + words)
    #expect(page.status == 0 && page.errors.isEmpty)
    let output = page.output.replacing(/\n +(?=attempts)/, with: " ")
    for text in texts { #expect(output.contains(text), "\(page.output)") }
  }

  @Test(arguments: [
    (["explain", "server.failAfterStore"], "did you mean server.failsAfterStore?"),
    (["explain", "client", "server"], "one path at a time"),
    (["explain", "client", "--schema"], "leave the path out"),
    (["explain", "client", "--verdict"], "leave the path out"),
  ])
  func anUnknownPathHasARemedy(words: [String], remedy: String) throws {
    let program = try Program(words)
    #expect(program.status == 2 && program.output.isEmpty)
    #expect(program.errors.contains(remedy), "\(program.errors)")
  }
}
