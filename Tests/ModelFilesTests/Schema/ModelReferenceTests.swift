import EndToEnd
import Foundation
import ModelFiles
import Testing

/// The declarations of the keys, by what is made of them.
@Suite struct ModelReferenceTests {
  private func page(_ path: String) throws -> String {
    ModelReference.page(for: try ModelReference.entry(at: path))
  }

  private func problem(_ path: String) -> String {
    do throws(ModelReference.PathError) {
      _ = try ModelReference.entry(at: path)
      return ""
    } catch {
      return error.message
    }
  }

  @Test func aPageSaysMeaningTypeDefaultAndExample() throws {
    #expect(
      try page("server.failsAfterStore") == """
        server.failsAfterStore

        meaning     The chance that the server fails after it stored, given that it came
                    this far: an error, and the data is stored.
        type        a probability, for example "1%", "0.5‰" or 0.01
        default     "0%"
        example     failsAfterStore: "0.5%"

        """)
  }

  @Test(arguments: [
    ("client.timeout", "\"1 s\""), ("strategies.blind.attempts", "1"),
    ("strategies.NAME.backoff", "\"none\""), ("gateway.0.timeout", "\"1 s\""),
    ("gateway.timeout", "\"1 s\""), ("strategies.a.server.capacity.queue", "\"unbounded\""),
    ("network.request.latency", "{ constant: \"0 s\" }"), ("title", "the file's name"),
    ("latency.lognormal.median", "none: a model must say it"),
    ("server.service.mixture.0.latency.pareto.shape", "none: a model must say it"),
    ("forgetsKeys", "false"),
  ])
  func aPathLeadsToItsKeyAndDefault(path: String, standard: String) throws {
    #expect(try page(path).contains("\ndefault     \(standard)\n"))
  }

  @Test(arguments: [
    ("server.failAfterStore", "did you mean server.failsAfterStore?"),
    ("nonsense", "'disagree explain' lists them"),
    ("server.capacity.hedge.after", "no model has a key"),
    ("client.hearsCancellation", "did you mean server.capacity.hearsCancellation?"),
    ("loss", "several keys 'loss': network.request.loss, network.response.loss"),
    ("a..b", "is no path"), ("\u{1b}[31m", "\\u{1b}[31m"),
  ])
  func aWrongPathIsAnsweredWithARemedy(path: String, remedy: String) {
    #expect(problem(path).contains(remedy), "\(problem(path))")
    #expect(!problem(path).contains("\u{1b}"))
  }

  @Test func everyKeyIsExplainedOnce() {
    let entries = ModelReference.entries
    #expect(entries.count > 150)
    #expect(Set(entries.map(\.path)).count == entries.count)
    for entry in entries {
      let meaning = entry.key.meaning
      #expect(meaning.hasSuffix(".") && meaning.first?.isUppercase == true, "\(entry.path)")
      #expect(!meaning.contains("\""), "\(entry.path)")
      #expect(!entry.key.example.isEmpty && !entry.key.type.phrase.isEmpty, "\(entry.path)")
      #expect(
        !["How", "What", "When", "Where", "Which", "Who", "Why"].contains(
          String(meaning.prefix { $0.isLetter })), "\(entry.path)")
      for line in ModelReference.page(for: entry).split(separator: "\n") {
        #expect(line.count <= 80 || line.contains("{"), "\(line)")
      }
    }
    for line in ModelReference.overview.split(separator: "\n") { #expect(line.count <= 80) }
  }

  /// The example of every key is a value that the reader takes, at the path that the key is named by.
  @Test func everyExampleCanStandWhereItsKeyDoes() throws {
    let base = SourceText(
      name: "m.json5",
      bytes: Array("{ strategies: { a: { attempts: 4, backoff: { fixed: '5 ms' } } } }".utf8))
    var read = 0
    for entry in ModelReference.entries where !entry.path.hasPrefix("latency") {
      let path = entry.path.replacing("NAME", with: "a")
      let variation = try Variation("\(path)=\(entry.key.example)", limit: 10)
      do throws(ModelFileError) {
        _ = try ModelFile.read(base, varying: [(variation, 0)])
        read += 1
      } catch {
        // Another key may be missing or contradict it, but this one is known and right.
        let text = error.description
        #expect(!text.contains("unknown key"), "\(text)")
        #expect(!text.contains("'\(entry.key.name)' must "), "\(text)")
      }
    }
    #expect(read > 70, "\(read)")
  }

  @Test func theLatenciesExamplesAreLatencies() throws {
    let latencies = ModelReference.entries.filter {
      $0.path.split(separator: ".").count == 2 && $0.path.hasPrefix("latency.")
    }
    #expect(latencies.count == 9)
    for entry in latencies {
      let text =
        "{ server: { service: { \(entry.key.name): \(entry.key.example) } }, strategies: { a: {} } }"
      _ = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
    }
  }
}
