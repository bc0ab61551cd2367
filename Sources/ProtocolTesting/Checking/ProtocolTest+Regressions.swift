import Foundation

/// The regression file: one counterexample a line, with the property and the replay.
extension ProtocolTest {
  private static var separator: String { " | " }

  /// Replays the counterexamples of the file.
  func replayRegressions() throws {
    guard let path = regressionPath, FileManager.default.fileExists(atPath: path) else { return }
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ProtocolTestError.file(path, reason: "cannot be read: \(error.localizedDescription)")
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let range = line.range(of: Self.separator, options: .backwards) else {
        throw ProtocolTestError.file(
          path,
          reason: "line \(index + 1) is not 'protocol, property | decisions': delete or mend it")
      }
      let subject = String(line[..<range.lowerBound])
      guard properties.contains(where: { self.subject($0.sentence) == subject }) else { continue }
      let place =
        "\(path):\(index + 1): this counterexample of the past fits no longer; delete the line. "
      try replay(
        String(line[range.upperBound...]), place: place,
        notes: ["found in the past: \(path):\(index + 1)"])
    }
  }

  /// Adds a counterexample to the file, unless it is there already.
  func record(_ found: Counterexample) throws {
    guard let path = regressionPath else { return }
    let line = subject(found.property) + Self.separator + found.replay
    var text =
      (try? String(contentsOfFile: path, encoding: .utf8))
      ?? "# Counterexamples that were found once and are tried first, ever after. Keep this file.\n"
    if text.split(separator: "\n").contains(Substring(line)) { return }
    if !text.hasSuffix("\n") { text += "\n" }
    do {
      try (text + line + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw ProtocolTestError.file(
        path,
        reason: "cannot be written (\(error.localizedDescription)); the counterexample is\n\(found)"
      )
    }
  }

  /// The first part of a line.
  private func subject(_ sentence: String) -> String { "\(Subject.self), \(sentence)" }
}
