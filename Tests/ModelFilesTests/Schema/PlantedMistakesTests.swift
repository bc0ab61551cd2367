import Foundation
import ModelFiles
import Testing
import Text

/// Mistakes that are planted in the complete texts of the models: the reader refuses each.
@Suite struct PlantedMistakesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "models")

  /// A change of a text that makes it wrong.
  private struct Mistake {
    let path: String
    let range: SourceRange
    let replacement: String
  }

  /// Keys whose members have names of the users' own.
  private static let named: Set = ["strategies", "expect"]
  /// Keys whose value may be any text.
  private static let free: Set = ["title", "$schema"]

  /// The mistakes at and below a node: a key that is misspelled, a list of a list, which is never right, and a word
  /// that is none.
  private static func mistakes(in node: Node, at path: String, named isNamed: Bool) -> [Mistake] {
    var mistakes: [Mistake] = []
    switch node.value {
    case .object(let members):
      for member in members {
        let below = path + "." + (isNamed ? "NAME" : member.key)
        if !isNamed {
          mistakes.append(
            Mistake(path: below + " key", range: member.keyRange, replacement: "\(member.key)Zq"))
        }
        mistakes.append(
          Mistake(path: below + " list", range: member.value.range, replacement: "[[]]"))
        switch member.value.value {
        case .string, .number, .boolean:
          if !free.contains(member.key) {
            mistakes.append(
              Mistake(path: below + " word", range: member.value.range, replacement: "\"!\""))
          }
        default: break
        }
        let isBelowNamed = path.isEmpty && named.contains(member.key)
        mistakes += Self.mistakes(in: member.value, at: below, named: isBelowNamed)
      }
    case .array(let elements):
      for element in elements {
        mistakes.append(
          Mistake(path: path + ".N list", range: element.range, replacement: "[[]]"))
        mistakes += Self.mistakes(in: element, at: path + ".N", named: false)
      }
    default: break
    }
    return mistakes
  }

  @Test func theReaderRefusesEachOfAtLeastTwoHundred() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".json5") }.sorted()
    var seen: Set<String> = []
    for file in files {
      let bytes = try Data(contentsOf: Self.folder.appending(path: file))
      // As users write it, since the complete text of a model with many strategies is long.
      let source = SourceText(name: file, bytes: Array(bytes))
      var diagnostics = Diagnostics()
      let root = try #require(
        JSON5Parser.parse(source, limits: ParserLimits(), diagnostics: &diagnostics))
      for mistake in Self.mistakes(in: root, at: "", named: false)
      where seen.insert(mistake.path).inserted {
        var wrong = Array(bytes)
        wrong.replaceSubrange(
          mistake.range.lower..<mistake.range.upper, with: Array(mistake.replacement.utf8))
        #expect(throws: ModelFileError.self, "\(file): \(mistake.path)") {
          try ModelFile.read(SourceText(name: file, bytes: wrong))
        }
      }
    }
    #expect(seen.count >= 200, "\(seen.count)")
  }
}
