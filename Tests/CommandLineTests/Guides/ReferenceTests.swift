import Foundation
import Testing

/// The pages of the reference and the pictures are what the program prints today: `.ci/examples` writes them.
@Suite struct ReferenceTests {
  private static let folder = "Sources/disagree/Documentation.docc/"

  private static func file(_ path: String) throws -> String {
    try String(contentsOf: Program.repository.appending(path: folder + path), encoding: .utf8)
  }

  @Test(arguments: [
    ("ModelFile", "model-file"), ("CommandLine", "commands"), ("MeasuresAndColumns", "columns"),
    ("ClientLibraries", "presets"), ("IdempotencyProtocols", "protections"),
    ("ExitStatusAndLimits", "limits"), ("Glossary", "glossary"),
  ])
  func regeneratingChangesNothing(page: String, name: String) throws {
    let program = try Program("explain", "--reference", name)
    #expect(program.status == 0)
    #expect(try Self.file("Reference/\(page).md") == program.output, "run .ci/examples")
  }

  @Test(arguments: [
    (
      "duplicate.svg",
      "trace models/essay.json5 --strategy blind --outcome duplicate --format svg"
    ),
    (
      "lost-request.svg",
      "sweep models/essay.json5 --vary network.request.loss=0%..20%:2% --strategy none "
        + "--strategy blind --strategy key --method exact --best disagree --format svg"
    ),
  ])
  func everyPictureIsToday(name: String, command: String) throws {
    let program = try Program(command.split(separator: " ").map(String.init))
    #expect(program.status == 0)
    #expect(try Self.file("Resources/\(name)") == program.output, "run .ci/examples")
  }

  /// The JSON Schema is another reading of the same declarations.
  @Test func everyKeyOfTheSchemaIsThere() throws {
    let page = try Self.file("Reference/ModelFile.md")
    let schema = try JSONSerialization.jsonObject(
      with: Data(Program("explain", "--schema").output.utf8))
    var keys: Set<String> = []
    func collect(_ value: Any) {
      if let list = value as? [Any] { list.forEach(collect) }
      guard let object = value as? [String: Any] else { return }
      if let properties = object["properties"] as? [String: Any] { keys.formUnion(properties.keys) }
      object.values.forEach(collect)
    }
    collect(schema)
    keys.remove("$schema")
    #expect(keys.count > 100)
    for key in keys { #expect(page.contains("\n| `\(key)` |"), "\(key)") }
  }

  @Test func everyColumnIsThere() throws {
    let page = try Self.file("Reference/MeasuresAndColumns.md")
    let results = Program.repository.appending(path: "results")
    var columns: Set<Substring> = []
    for name in [
      "essay.csv", "retry-storm.csv", "retry-storm-over-time.csv", "checkout-person.csv",
    ] {
      let text = try String(contentsOf: results.appending(path: name), encoding: .utf8)
      columns.formUnion(text.prefix { $0 != "\n" }.split(separator: ","))
    }
    let long = try Program(
      "compare", "models/essay.json5", "--trials", "1", "--format", "csv-long", "--verdict",
      "--baseline", "blind")
    columns.formUnion(long.output.prefix { $0 != "\n" }.split(separator: ","))
    #expect(columns.count > 80)
    for column in columns { #expect(page.contains("`\(column)`"), "\(column)") }
  }

  @Test func everyOptionIsThere() throws {
    let page = try Self.file("Reference/CommandLine.md")
    let names = try Program("--help").output.matches(of: /(?m:^)  ([a-z]+)  +[A-Z]/).map(\.1)
    #expect(names.count >= 12)
    for name in names {
      let section = try #require(
        page.components(separatedBy: "\n## ").first { $0.hasPrefix("\(name)\n") })
      for option in try Program(String(name), "--help").output.matches(of: /(?m:^)  (--[a-z-]+)/) {
        #expect(section.contains("\n| `\(option.1)"), "\(name) \(option.1)")
      }
    }
  }

  /// A row ends with an example: a value for a key, a column or an option with a value, and else the option itself.
  @Test(arguments: [
    ("ModelFile", "key"), ("MeasuresAndColumns", "column"), ("CommandLine", "option"),
  ])
  func everyRowHasAnExample(page: String, heading: String) throws {
    var isInTable = false
    var rows = 0
    for line in try Self.file("Reference/\(page).md").split(separator: "\n") {
      if line.hasPrefix("| \(heading) ") {
        #expect(line.hasSuffix("| example |"), "\(line)")
        isInTable = true
      } else if !line.hasPrefix("| `") {
        isInTable = isInTable && line.hasPrefix("|")
      } else if isInTable {
        rows += 1
        let example = try #require(line.split(separator: " | ").last)
        #expect(example.hasPrefix("`") && example.hasSuffix("` |"), "\(line)")
        #expect(!example.contains("``"), "\(line)")
      }
    }
    #expect(rows > 50)
  }

  /// The model is small, so that every limit holds for it.
  @Test func theExamplesOfOptionsWork() throws {
    let page = try Self.file("Reference/CommandLine.md")
    let section = try #require(
      page.components(separatedBy: "\n## ").first { $0.hasPrefix("compare\n") })
    let examples = section.matches(of: /\| `(--[a-z-]+) ([^`]+)` \|\n/).map {
      (option: String($0.1), value: String($0.2))
    }
    #expect(examples.count > 15)
    // These write files, or are for models and methods of their own.
    let others = ["--resume", "--series", "--export-chain", "--shard", "--output", "--runs"]
    let exact = [
      "--resolution", "--discretize", "--limit-states", "--limit-memory", "--limit-mass",
      "--faults",
    ]
    for example in examples where !others.contains(example.option) {
      var words = ["compare", "models/essay.json5", example.option, example.value]
      if exact.contains(example.option) {
        words +=
          example.option == "--faults" ? ["--verdict", "--trials", "9"] : ["--method", "exact"]
      } else if !["--trials", "--method"].contains(example.option) {
        words += ["--trials", "1000"]
      }
      if example.option == "--measure" { words += ["--precision", "50%"] }
      let program = try Program(words)
      #expect(program.status == 0, "\(words): \(program.errors)")
    }
  }

  /// The Swift code of the tutorials compiles, because it is copied from tests.
  @Test func everyCopiedPieceOfCodeIsTheFile() throws {
    let copies = Guide.all.flatMap {
      $0.text.matches(of: /<!-- copied from (\S+) -->\n\n```swift\n((?s:.*?))```/).map {
        (path: String($0.1), code: String($0.2))
      }
    }
    #expect(copies.count >= 2)
    for copy in copies {
      let file = try String(
        contentsOf: Program.repository.appending(path: copy.path), encoding: .utf8)
      #expect(file.hasSuffix("\n\n" + copy.code), "\(copy.path): run .ci/examples")
    }
  }
}
