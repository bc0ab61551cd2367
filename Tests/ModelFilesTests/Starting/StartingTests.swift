import Foundation
import ModelFiles
import Testing

/// The models that the program brings with it.
@Suite struct StartingTests {
  @Test func theEssayIsTheFileOfThatName() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "models/essay.json5")
    #expect(try String(contentsOf: file, encoding: .utf8) == EssayModel.text)
  }

  @Test func theFirstModelReads() throws {
    let source = SourceText(name: "first.json5", bytes: Array(FirstModel.text.utf8))
    let model = try ModelFile.read(source)
    #expect(model.strategies.map(\.name) == ["none", "blind", "key"])
    #expect(model.costs != nil && model.never == [.lost])
  }
}
