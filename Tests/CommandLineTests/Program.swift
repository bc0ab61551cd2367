import Foundation

/// The program as its users run it: in a process of its own.
struct Program {
  let output: String
  /// Standard error, without the notes of a program that still works: a busy machine makes them come.
  let errors: String
  let status: Int32

  /// Runs the program that was built with the tests, or the one at the path that `DISAGREE_PROGRAM` names.
  init(_ arguments: String...) throws {
    try self.init(arguments)
  }

  /// Runs it with a text as its standard input.
  init(_ arguments: String..., input: String) throws {
    try self.init(arguments, input: input)
  }

  /// - Parameter folder: where it runs.
  init(_ arguments: [String], input: String? = nil, in folder: URL = Program.repository) throws {
    let process = Process()
    process.executableURL = Program.location
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let files = try (0..<2).map { _ in try Program.temporaryFile() }
    let handles = try files.map { try FileHandle(forWritingTo: $0) }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    if let input { pipe.fileHandleForWriting.write(Data(input.utf8)) }
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    output = String(decoding: try Data(contentsOf: files[0]), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
      .replacing(/still working after .*\n/, with: "")
    status = process.terminationStatus
    for file in files { try FileManager.default.removeItem(at: file) }
  }

  /// An empty file of its own.
  static func temporaryFile(_ name: String = "") throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "disagree-" + UUID().uuidString + name)
    try Data().write(to: url)
    return url
  }

  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The path in the environment, or a place beside the tests themselves.
  static let location: URL = {
    if let path = ProcessInfo.processInfo.environment["DISAGREE_PROGRAM"] {
      return URL(filePath: path)
    }
    let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for folder in [tests, Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent()]
    {
      let program = folder.appending(path: "disagree")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    }
    return repository.appending(path: ".build/debug/disagree")
  }()
}
