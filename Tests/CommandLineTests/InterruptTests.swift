import Foundation
import Testing

/// Signals that ask the program to end while it works.
///
/// The work is far more than fits into a test, and each program is killed if it does not end.
@Suite(.serialized) struct InterruptTests {
  private struct Ending {
    let status: Int32
    let isSignal: Bool
    let output: String
    let errors: String
  }

  /// Runs the program, and sends it a signal after a while.
  private func run(_ arguments: [String], signal number: Int32) throws -> Ending {
    let process = Process()
    process.executableURL = Program.location
    process.arguments = arguments
    process.currentDirectoryURL = Program.repository
    let files = try (0..<2).map { _ in try Program.temporaryFile() }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: 0.3)
    kill(process.processIdentifier, number)
    for _ in 0..<2_000 where process.isRunning { Thread.sleep(forTimeInterval: 0.01) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    for file in files { try FileManager.default.removeItem(at: file) }
    return Ending(
      status: process.terminationStatus, isSignal: process.terminationReason == .uncaughtSignal,
      output: texts[0], errors: texts[1])
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSampleIsCutShort(signal: Int32) throws {
    let ending = try run(
      ["compare", "models/essay.json5", "--strategy", "none", "--trials", "1000000000000"],
      signal: signal)
    // A busy machine may not have finished a piece, or not even have begun to watch.
    if ending.isSignal {
      #expect(ending.status == signal)
    } else {
      #expect(ending.status == 128 + signal, "\(ending.errors)")
      #expect(ending.errors.contains("interrupted"))
      #expect(ending.output.isEmpty || ending.output.contains("none"))
    }
  }

  /// The search for this verdict takes long, since no rule decides it; the sample before it does not.
  @Test func aVerdictIsLeftBehind() throws {
    let model = """
      {client:{timeout:"10 ms"},network:{request:{loss:"1%",latency:"3 s"}},strategies:{a:{
      attempts:200,key:{window:"1 d"}}}}
      """
    let file = try Program.temporaryFile(".json5")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(model.utf8).write(to: file)
    let ending = try run(
      ["compare", file.path, "--trials", "10", "--jobs", "1", "--verdict"], signal: SIGINT)
    if ending.isSignal {
      #expect(ending.status == SIGINT)
      return
    }
    #expect(ending.status == 130 && ending.errors.contains("not everything was searched"))
    #expect(ending.output.contains("10"))
  }
}
