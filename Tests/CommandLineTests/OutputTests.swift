import Foundation
import Testing

/// `--output` and everything that may have that name.
@Suite struct OutputTests {
  private let folder: URL
  private let model: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "disagree-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    model = folder.appending(path: "model.json5").path
    try Data("{ strategies: { a: {} } }".utf8).write(to: URL(filePath: model))
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func show(to output: String) throws -> Program {
    try Program("show", model, "--output", output)
  }

  private func attributes(_ path: String) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: path)
  }

  @Test func aLinkIsFollowed() throws {
    try Data("old".utf8).write(to: folder.appending(path: "target.json5"))
    for (link, target) in [
      ("to-old", "target.json5"), ("to-new", "new.json5"), ("twice", "to-old"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: path(link), withDestinationPath: target)
      let program = try show(to: path(link))
      #expect(program.status == 0, "\(program.errors)")
      #expect(try attributes(path(link))[.type] as? FileAttributeType == .typeSymbolicLink)
      #expect(try String(contentsOfFile: path(target), encoding: .utf8).contains("strategies"))
    }
    try FileManager.default.createSymbolicLink(
      atPath: path("circle"), withDestinationPath: "circle")
    let circle = try show(to: path("circle"))
    #expect(circle.status == 3 && circle.errors.contains("its links lead nowhere"))
  }

  @Test func permissionsAreKept() throws {
    try Data("old".utf8).write(to: folder.appending(path: "private"))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path("private"))
    #expect(try show(to: path("private")).status == 0)
    #expect(try attributes(path("private"))[.posixPermissions] as? Int == 0o640)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path("private"))
    let before = try Data(contentsOf: folder.appending(path: "private"))
    let refused = try show(to: path("private"))
    #expect(refused.status == 3 && refused.errors.contains("is read-only"))
    #expect(try Data(contentsOf: folder.appending(path: "private")) == before)
  }

  @Test func theInputStaysAsItIs() throws {
    let before = try Data(contentsOf: URL(filePath: model))
    try FileManager.default.createSymbolicLink(
      atPath: path("same"), withDestinationPath: "model.json5")
    for output in [model, path("same")] {
      let program = try show(to: output)
      #expect(program.status == 2 && program.errors.contains("would replace a file that is read"))
    }
    #expect(try Data(contentsOf: URL(filePath: model)) == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["model.json5", "same"])
  }

  @Test func anOpenDescriptorIsWrittenTo() throws {
    let usual = try Program("show", model).output
    for name in ["/dev/stdout", "/dev/fd/1"] {
      #expect(try show(to: name).output == usual)
    }
    let closed = try show(to: "/dev/fd/63")
    #expect(closed.status == 3 && closed.errors.contains("nothing is open for writing there"))
    #expect(try show(to: "/dev/null").status == 0)
    #expect(try attributes("/dev/null")[.type] as? FileAttributeType == .typeCharacterSpecial)
    #if os(Linux)
      let full = try show(to: "/dev/full")
      #expect(full.status == 3 && full.errors.contains("cannot be written"))
    #endif
  }

  /// A process that is killed while it writes leaves its draft, which the next one deletes.
  @Test func draftsAreCleanedUp() throws {
    // No process has this number: it is above the largest that systems allow.
    let left = path(".out.json5.disagree-2000000000")
    let others = path(".out.json5.disagree-x")
    for file in [left, others] { try Data("half".utf8).write(to: URL(filePath: file)) }
    #expect(try show(to: path("out.json5")).status == 0)
    #expect(!FileManager.default.fileExists(atPath: left))
    #expect(FileManager.default.fileExists(atPath: others))
  }

  @Test func anOutputFileWhoseNameNamesAnotherFormatIsRefused() throws {
    let page = try Program("compare", model, "--trials", "1", "--output", path("page.html"))
    #expect(page.status == 2 && page.errors.contains("disagree report writes a page"))
    for (command, name) in [("compare", "a.png"), ("compare", "a.xlsx"), ("check", "a.md")] {
      let wrong = try Program(command, model, "--output", path(name))
      let ending = name.drop { $0 != "." }
      #expect(wrong.status == 2 && wrong.errors.contains("writes no \(ending)"), "\(wrong.errors)")
      #expect(!FileManager.default.fileExists(atPath: path(name)))
    }
    let text = try Program("compare", model, "--trials", "1", "--output", path("a.txt"))
    #expect(text.status == 0)
    let same = try Program(
      "compare", "models/jitter.json5", "--runs", "1", "--output", path("a"), "--series", path("a"))
    #expect(same.status == 2 && same.errors.contains("name the same file"))
  }

  @Test func controlCharactersInAModelsNameAreNotPrinted() throws {
    let name = "\u{1b}[31m" + String(repeating: "e\u{301}", count: 60)
    let file = folder.appending(path: name + ".json5")
    try Data(contentsOf: URL(filePath: model)).write(to: file)
    let shown = try Program("show", file.path)
    #expect(shown.status == 0 && !shown.output.contains("\u{1b}"))
    let again = try Program(["show", "-"], input: shown.output)
    #expect(again.output == shown.output && again.status == 0, "\(again.errors)")
    for format in ["table", "csv", "markdown"] {
      let program = try Program("compare", file.path, "--trials", "1", "--format", format)
      #expect(program.status == 0 && !program.output.contains("\u{1b}"))
    }
  }
}
