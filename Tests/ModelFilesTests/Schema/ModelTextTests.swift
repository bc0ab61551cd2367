import EndToEnd
import Foundation
import ModelFiles
import Testing

/// Models as text, with and without the keys that they do not use.
@Suite struct ModelTextTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "models")

  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  @Test func everyModelReadsBackFromItsCompleteText() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".json5") }
    #expect(files.count > 20)
    for file in files {
      let bytes = try Data(contentsOf: Self.folder.appending(path: file))
      var model = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(bytes)))
      let complete = ModelText.complete(model)
      let again = try read(complete)
      // The title of a model that has none is the file's name, which is the same here.
      #expect(again == model, "\(file)")
      #expect(again.digest == model.digest && ModelText.complete(again) == complete, "\(file)")
      model.digest = ""
      #expect(ModelText.canonical(model) == ModelText.canonical(again), "\(file)")
    }
  }

  /// The keys of a model of one write stand in its complete text, but for those that name other rules.
  @Test func theCompleteTextHasEveryKey() throws {
    let text = ModelText.complete(
      try read(
        """
        { server: { outage: { chance: '1%', lasts: '1 s' }, restarts: { chance: '1%', lasts: '1 s' },
            slow: { chance: '1%', lasts: '1 s', factor: 2 } },
          gateway: {}, person: {}, costs: {}, strategies: { a: { attempts: 2, deadline: '5 s',
            backoff: { fixed: '1 s' }, hedge: '5 ms', budget: {}, circuitBreaker: {}, key: {},
            clientChosenId: true, reconcile: '1 h' }, b: { reserveConfirm: true } } }
        """))
    let absent: Set = [
      "preset", "method", "protocol", "clients", "count", "arrivals", "warmsUp", "latency",
      "$schema", "atMost", "expect",
    ]
    let alternatives: Set = [
      "linear", "exponential", "polynomial", "schedule", "proportional", "shortened", "additive",
      "capacity", "poisson", "constant", "profile", "closed", "outages", "from",
      "slowdowns", "rate", "within", "closesAfter",
    ]
    var count = 0
    // A latency has one of several forms.
    for entry in ModelReference.entries
    where !entry.path.hasPrefix("latency") && !entry.path.hasPrefix("server.service.") {
      let parts = entry.path.split(separator: ".").map(String.init)
      if parts.contains(where: { absent.union(alternatives).contains($0) }) { continue }
      count += 1
      let name = entry.key.name
      #expect(text.contains(" \(name): "), "\(entry.path)")
    }
    #expect(count > 80, "\(count)")
  }

  /// The digests that results carry do not change when a key is added that a model does not use.
  @Test func theCanonicalTextLeavesOutWhatNoStrategyUses() throws {
    let plain = ModelText.canonical(try read("{ strategies: { a: {} } }"))
    for key in [
      "breaks", "outage", "restarts", "person", "clients", "capacity", "budget", "hurries", "scope",
      "least", "capsJitter", "reconcile", "slow", "slowdowns", "contention", "overload", "within",
    ] {
      #expect(!plain.contains(" \(key): "), "\(key)")
    }
    // Where one strategy has it, the other must say that it has not.
    let mixed = ModelText.canonical(
      try read(
        "{ server: { outage: { chance: '1%', lasts: '1 s' } }, strategies: { a: {}, b: { server: { outage: 'none' } } } }"
      ))
    #expect(mixed.contains("outage: \"none\"") && mixed.contains("outage: { chance: \"1%\""))
  }

  /// Known digests, computed before the declarations were one: results carry them.
  @Test(arguments: [
    ("essay", "c5a97e8a0dc9dbf3"),
    ("saved-error", "e4aa1bdb0f4d80e1"),
    ("three-layers", "422a699dcce7f583"),
    ("connect", "e4ce3b62b45457a3"),
    ("checkout-person", "06e2e169bf404611"),
    ("retry-storm", "3853e2ba8ddea1ee"),
  ])
  func digestsStay(model: String, digest: String) throws {
    let bytes = try Data(contentsOf: Self.folder.appending(path: model + ".json5"))
    let read = try ModelFile.read(SourceText(name: model + ".json5", bytes: Array(bytes)))
    #expect(read.digest == digest)
  }
}
