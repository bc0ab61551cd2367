import EndToEnd
import Foundation
import ModelFiles
import Testing

/// Mistakes in the form of a file.
extension ModelFileTests {
  /// Where one of many brackets is missing, the end of the file is too late to say so: the lines tell which.
  @Test(arguments: [
    ("{\n  client: { timeout: '2 s',\n  strategies: { a: {} },\n}\n", "2:11", "line 3"),
    ("{\n  strategies: {\n    a: { attempts: 2,\n    b: {},\n  },\n}\n", "3:8", "line 4"),
    ("{\n  strategies: {\n    a: {\n      attempts: 2,\n  },\n}\n", "3:8", "line 5"),
    ("{\n\tclient: { timeout: '2 s',\n\tstrategies: { a: {} },\n}\n", "2:10", "line 3"),
    ("{\n  strategies: {\n    a: {},\n", "2:15", ""),
    ("{\nstrategies: {\na: {\nattempts: 2,\n},\n}\n", "1:1", ""),
    ("{ strategies: { a: {\n  attempts: 2 } }", "1:1", ""),
  ])
  func theBracketThatIsNotClosedIsNamed(text: String, place: String, evidence: String) {
    let problem = problem(text)
    #expect(problem.contains("m.json5:\(place): error: this '{' is never closed"), "\(problem)")
    #expect(problem.contains(", it seems: \(evidence) begins") != evidence.isEmpty, "\(problem)")
    // What then stands in the wrong object is not a mistake of its own.
    #expect(problem.components(separatedBy: "error:").count == 2, "\(problem)")
  }

  /// A search for the start of the line at each of them would take hours.
  @Test func aLineMayHoldAsMuchAsAFile() {
    let line = String(repeating: " ", count: 100_000) + String(repeating: "0,", count: 50_000)
    let problem = problem("{ strategies: { a: {} }, never: [\n\(line)] }")
    #expect(problem.contains("'never' each must be"))
  }

  /// What a message shows as an example can be written there.
  @Test(arguments: ["client", "network", "server", "clients", "evidence", "costs", "limits"])
  func anExampleOfAnObjectIsRight(key: String) throws {
    let problem = problem("{ \(key): 7, strategies: { a: {} } }")
    let example = try #require(problem.firstMatch(of: /must be an object, for example (.*), not 7/))
      .1
    #expect(self.problem("{ \(key): \(example), strategies: { a: {} } }") == "", "\(example)")
  }

  @Test(arguments: [
    "client: { crashes: X }", "network: { request: X }",
    "server: { refuses: X }", "server: { outages: [X] }", "server: { service: { uniform: X } }",
    "server: { service: { lognormal: X } }", "server: { service: { mixture: [X] } }",
    "clients: { arrivals: { closed: X }, count: 3, lasts: '9 s' }",
  ])
  func anExampleFurtherInsideIsRight(place: String) throws {
    func problem(with value: String) -> String {
      self.problem("{ \(place.replacing("X", with: value)), strategies: { a: {} } }")
    }
    let text = problem(with: "true")
    let example = try #require(text.firstMatch(of: /must be an object, for example (.*), not true/))
      .1
    #expect(!problem(with: String(example)).contains("must be an object"), "\(example)")
  }

  /// What such a text seems to lack may stand in the part that could not be read.
  @Test(arguments: [
    ("{ client: { timeout: '2 s },\n strategies: { a: {} } }", "no closing quote"),
    ("{ client: { /* timeout: '2 s' },\n strategies: { a: {} } }", "comment is never closed"),
  ])
  func ofATextWithoutAnEndOnlyTheCauseIsSaid(text: String, message: String) {
    let problem = problem(text)
    #expect(problem.contains(message), "\(problem)")
    #expect(problem.components(separatedBy: "error:").count == 2, "\(problem)")
  }

  @Test func allErrorsOfAFileAreReportedTogether() {
    let problem = problem(
      """
      {
        client: { timeuot: "1 s" },
        network: { request: { loss: "200%" } },
        strategies: { a: { attempts: 0, backoff: { fixed: 5 } }, b: { attempts: 0 } },
      }
      """)
    #expect(problem.components(separatedBy: "error:").count - 1 == 5, "\(problem)")
    #expect(problem.contains("m.json5:3:31: error: 'loss' must be between 0 and 1"))
    #expect(
      problem.contains(
        """
            3 |   network: { request: { loss: "200%" } },
              |                               ^~~~~~
        """))
  }

  @Test func aFileThatIsTooLargeOrTooDeepIsRefused() {
    let deep = "{ a: " + String(repeating: "[", count: 100_000)
    #expect(problem(deep).contains("--limit-nesting"))
    let large = "{ strategies: { a: {} } } // " + String(repeating: "x", count: 1 << 20)
    #expect(problem(large).contains("--limit-file-bytes"))
    let names = (0..<101).map { "s\($0): {}" }.joined(separator: ",")
    #expect(problem("{ strategies: { \(names) } }").contains("--limit-strategies"))
  }

  @Test func bytesThatAreNoTextAreRefused() {
    let source = SourceText(name: "m", bytes: [0x7b, 0xff, 0x7d])
    #expect(throws: ModelFileError.self) { try ModelFile.read(source) }
  }

  /// Whatever the bytes, there is a model or a message, and no crash.
  @Test func randomBytesGiveAModelOrAMessageAndNoCrash() {
    var bits: UInt64 = 88_172_645_463_325_252
    func random(_ bound: Int) -> Int {
      bits ^= bits << 13
      bits ^= bits >> 7
      bits ^= bits << 17
      return Int(bits % UInt64(bound))
    }
    let whole = Array(Self.whole.utf8)
    let tokens = ["{", "}", "[", "]", ",", ":", "\"", "'", "\\", "//", "/*", "1e999", "\\u12", "é"]
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0...random(4) {
        let place = random(bytes.count)
        switch random(3) {
        case 0: bytes.removeSubrange(place..<min(place + random(20), bytes.count))
        case 1: bytes[place] = UInt8(random(256))
        default: bytes.insert(contentsOf: tokens[random(tokens.count)].utf8, at: place)
        }
      }
      do {
        _ = try ModelFile.read(SourceText(name: "m", bytes: bytes))
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
