import EndToEnd
import ModelFiles
import Testing
import Text

/// `atMost`, `expect` and `$schema`.
@Suite struct BoundReaderTests {
  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  private func problem(_ keys: String) -> String {
    do throws(ModelFileError) {
      let text = "{ \(keys), strategies: { blind: {} } }"
      _ = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
      return ""
    } catch {
      return error.description
    }
  }

  @Test func boundsAndExpectationsAreReadWithTheirUnits() throws {
    let model = try read(
      """
      { $schema: "disagree.schema.json", costs: { lost: 40 },
        atMost: { duplicate: "0.1%", attempts: 1.5, time: "200 ms", cost: -1 },
        expect: { b: { lost: 0.25, tolerance: "2%" }, a: { copies: 1 } },
        strategies: { a: {}, b: {} } }
      """)
    #expect(
      model.atMost == [.rate(.duplicate): 0.001, .attempts: 1.5, .time: 200, .cost: -1])
    #expect(
      model.expectations == [
        Expectation(strategy: "b", values: [.rate(.lost): 0.25], tolerance: 0.02),
        Expectation(strategy: "a", values: [.copies: 1], tolerance: 0.01),
      ])
    let text = ModelText.complete(model)
    #expect(text.contains("duplicate: \"0.1%\"") && text.contains("time: \"200 ms\""))
    #expect(try read(text) == model)
    #expect(!text.contains("$schema"))
  }

  /// The digest of a model without bounds is what it was before there were any.
  @Test func aModelWithoutBoundsHasNoneInItsCanonicalText() throws {
    let text = ModelText.canonical(try read("{ strategies: { a: {} } }"))
    for key in ["atMost", "expect", "$schema", "tolerance"] { #expect(!text.contains(key)) }
  }

  @Test(arguments: [
    ("atMost: { duplicate: 1.5 }", "'duplicate' must be between 0 and 1"),
    ("atMost: { attempts_mean: 2 }", "unknown key 'attempts_mean' in 'atMost'; say 'attempts'"),
    ("atMost: { dupilcate: 0.1 }", "did you mean 'duplicate'?"),
    ("atMost: { cost: 1 }", "a bound on 'cost' needs prices"),
    ("atMost: []", "'atMost' must be an object, for example"),
    ("expect: { blid: { lost: 0 } }", "no strategy of this model; did you mean 'blind'?"),
    ("expect: { blind: { time: 5 } }", "'time'"),
    ("expect: { blind: { lost: 0, tolerance: 2 } }", "'tolerance' must be between 0 and 1"),
    ("expect: 5", "'expect' must be an object of strategies"),
    ("$schema: 5", "'$schema' must be the address of a schema in quotes"),
  ])
  func mistakesHaveARemedy(keys: String, message: String) {
    #expect(problem(keys).contains(message), "\(problem(keys))")
  }

  @Test func strategiesHavePlaces() {
    let text =
      "{ never: ['lost'],\n  strategies: {\n    none: {}, \"a b\": { attempts: 2 },\n  } }\n"
    let places = ModelPlaces.strategies(
      in: SourceText(name: "m.json5", bytes: Array(text.utf8)), limits: ParserLimits())
    #expect(
      places == [
        "none": SourcePlace(line: 3, column: 5), "a b": SourcePlace(line: 3, column: 15),
      ])
  }
}
