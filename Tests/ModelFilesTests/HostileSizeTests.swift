import Testing

@testable import ModelFiles

/// Texts whose size lies in one character, one key or one object.
@Suite struct HostileSizeTests {
  private func problem(_ text: String) -> String {
    do {
      _ = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
      return ""
    } catch {
      return error.description
    }
  }

  @Test func combiningMarksCountAgainstTheLengthOfATitle() {
    func title(_ marks: Int) -> String {
      "{ title: \"e" + String(repeating: "\u{301}", count: marks) + "\", strategies: { a: {} } }"
    }
    #expect(problem(title(199)).isEmpty)
    #expect(problem(title(200)).contains("must be one line of at most 200 characters"))
    // Of what is too long, the message has little.
    #expect(problem(title(20_000)).utf8.count < 1_000)
  }

  @Test func aLongKeyIsCut() {
    let problem = problem(
      "{ " + String(repeating: "k", count: 50_000) + ": 1, strategies: { a: {} } }")
    #expect(problem.contains("unknown key 'kkk") && problem.contains("kkk…'"))
    #expect(problem.utf8.count < 1_000)
  }

  @Test func manyMistakesAreCounted() {
    let keys = (0..<3_000).map { "k\($0): 1" }.joined(separator: ", ")
    #expect(problem("{ \(keys), strategies: { a: {} } }").hasSuffix("… and 2980 more errors\n"))
  }

  /// As the JSON Schema says it to editors.
  @Test func theAddressOfASchemaIsALine() {
    func model(_ count: Int) -> String {
      "{ $schema: \"" + String(repeating: "x", count: count) + "\", strategies: { a: {} } }"
    }
    #expect(problem(model(200)).isEmpty)
    #expect(problem(model(201)).contains("at most 200 characters"))
  }

  @Test func theFileNameIsTheDefaultTitleWithoutControlCharacters() throws {
    let name = "folder/\u{1b}[2J" + String(repeating: "x", count: 300) + ".json5"
    let model = try ModelFile.read(
      SourceText(name: name, bytes: Array("{ strategies: { a: {} } }".utf8)))
    #expect(model.name.hasPrefix("\\u{1b}[2Jxxx") && model.name.unicodeScalars.count == 200)
    #expect(model.title == model.name)
  }
}
