import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file of counterexamples: one a line, with the protocol, the property and the replay.
///
/// ```
/// # Counterexamples that were found once and are tried first, ever after. Keep this file.
/// Payment(hasKey: false), never: charged twice | bank->customer #1 lost
/// ```
///
/// Tests of several threads and processes may add lines to the same file at the same time.
struct RegressionFile {
  /// One counterexample.
  struct Line {
    /// The number of the line, from 1.
    let number: Int
    /// The protocol and the property: "Payment(hasKey: false), never: charged twice".
    let subject: String
    /// The names of the decisions, as ``ProtocolTest/replay(_:)`` reads them.
    let replay: String
  }

  private static let separator = " | "
  private static let heading =
    "# Counterexamples that were found once and are tried first, ever after. Keep this file.\n"

  let path: String

  /// The file beside a source file, in a folder that package managers and editors leave alone since its name begins
  /// with a dot.
  ///
  /// A file beside the source file, where earlier versions kept it, stays in use.
  init(source: String) {
    let stem = source.hasSuffix(".swift") ? String(source.dropLast(6)) : source
    let url = URL(fileURLWithPath: stem)
    let hidden = url.deletingLastPathComponent().appendingPathComponent(".counterexamples")
      .appendingPathComponent(url.lastPathComponent + ".txt").path
    let beside = stem + ".counterexamples.txt"
    let files = FileManager.default
    path = !files.fileExists(atPath: hidden) && files.fileExists(atPath: beside) ? beside : hidden
  }

  init(path: String) {
    self.path = path
  }

  /// The counterexamples, in their order.
  ///
  /// - Throws: a ``ProtocolTestError`` if the file cannot be read, or if a line is no counterexample.
  func lines() throws -> [Line] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ProtocolTestError.file(path, reason: "cannot be read: \(error.localizedDescription)")
    }
    var lines: [Line] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let range = line.range(of: Self.separator, options: .backwards) else {
        throw ProtocolTestError.file(
          path,
          reason: "line \(index + 1) is not 'protocol, property | decisions': delete or mend it")
      }
      lines.append(
        Line(
          number: index + 1, subject: String(line[..<range.lowerBound]),
          replay: String(line[range.upperBound...])))
    }
    return lines
  }

  /// Adds a counterexample at the end, unless it is there already.
  ///
  /// The folder is locked meanwhile, and the file is replaced as a whole: no reader meets half a line, and no other
  /// writer's line is lost.
  ///
  /// - Throws: a ``ProtocolTestError`` if the file cannot be written.
  func add(subject: String, replay: String, of found: Counterexample) throws {
    let line = subject + Self.separator + replay
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      if folder.hasSuffix(".counterexamples") {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
      try Self.locking(folder) {
        var text = FileManager.default.fileExists(atPath: path) ? try contents() : Self.heading
        if text.split(separator: "\n").contains(Substring(line)) { return }
        if !text.hasSuffix("\n") { text += "\n" }
        try (text + line + "\n").write(toFile: path, atomically: true, encoding: .utf8)
      }
    } catch {
      let reason = (error as? LockError)?.reason ?? error.localizedDescription
      throw ProtocolTestError.file(
        path, reason: "cannot be written (\(reason)); the counterexample is\n\(found)")
    }
  }

  private func contents() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private struct LockError: Error {
    let reason: String
  }

  /// Runs a body while no other thread and no other process holds the lock of a folder.
  private static func locking(_ folder: String, _ body: () throws -> Void) throws {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LockError(reason: String(cString: strerror(errno))) }
    // Closing it releases the lock.
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      if errno != EINTR { throw LockError(reason: String(cString: strerror(errno))) }
    }
    try body()
  }
}
