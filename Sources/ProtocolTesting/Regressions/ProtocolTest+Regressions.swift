import Foundation

/// The replay of the counterexamples of the past.
extension ProtocolTest {
  /// Replays the counterexamples of the regression file that are about this protocol and one of its properties.
  ///
  /// - Returns: notes about lines that could not be used, which also go to standard error.
  /// - Throws: the ``Counterexample`` if one of them still breaks a property.
  func replayRegressions() throws -> [String] {
    guard let file = regressionFile else { return [] }
    var notes: [String] = []
    for line in try file.lines() {
      let place = "\(file.path):\(line.number)"
      guard let property = property(of: line.subject) else { continue }
      if TrapHunt<Subject>.isAboutTrap(property) {
        // Where no trap is caught it would end the process.
        if diary == nil { continue }
      } else if !properties.contains(where: { Self.oneLine($0.sentence) == property }) {
        notes.append(
          "\(place): no property of this test is '\(property)': if it has a new name, write that there"
        )
        continue
      }
      do {
        try replay(line.replay, place: "", notes: ["found in the past: \(place)"])
      } catch ProtocolTestError.noSuchDecision(let name, _, _) {
        notes.append(
          "\(place): left out, since this version of the protocol never decides '\(name)'")
      }
    }
    // A test seldom prints the report of a check that succeeds.
    for note in notes { FileHandle.standardError.write(Data("note: \(note)\n".utf8)) }
    return notes
  }

  /// Adds a counterexample to the file, unless it is there already.
  func record(_ found: Counterexample) throws {
    try regressionFile?.add(
      subject: Self.oneLine("\(protocolKey), \(found.property)"), replay: found.replay, of: found)
  }

  /// The property of a line, if the line is about this protocol.
  ///
  /// A line names the protocol with its parameters, so that a version with a mistake and one without do not try each
  /// other's counterexamples. A line with the type alone is about every version.
  private func property(of subject: String) -> String? {
    for key in [protocolKey, "\(Subject.self)"].map(Self.oneLine) where subject.hasPrefix(key) {
      let rest = subject.dropFirst(key.count)
      if rest.hasPrefix(", ") { return String(rest.dropFirst(2)) }
    }
    return nil
  }

  /// The protocol with its parameters: "Payment(hasKey: false)".
  private var protocolKey: String {
    Mirror(reflecting: subject).children.isEmpty ? "\(Subject.self)" : ValueText.of(subject)
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }).replacing(" | ", with: " / ")
  }
}
