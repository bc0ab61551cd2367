import Foundation
import Testing

/// What README and the guides show is what happens.
@Suite struct GuideTests {
  @Test(arguments: Guide.all.filter { !$0.examples.isEmpty })
  func everyCommandDoesWhatIsShown(guide: Guide) throws {
    var reader = try GuideReader()
    for example in guide.examples { try reader.type(example) }
    try reader.clean()
  }

  /// Commands stand where the test above finds them.
  @Test(arguments: Guide.all)
  func everyCommandIsFound(guide: Guide) {
    for block in guide.blocks where block.language != "sh" {
      #expect(
        ["", "swift", "json5", "r", "python", "yaml", "sql"].contains(block.language),
        "\(block.language)")
      for line in block.text.split(separator: "\n") {
        #expect(!line.hasPrefix("disagree ") && !line.hasPrefix("swift run"), "\(line)")
      }
    }
    // No fence was overlooked.
    #expect(2 * guide.blocks.count == guide.text.ranges(of: "```").count)
  }

  @Test func allGuidesAreFound() {
    let counts = Guide.all.map {
      (String($0.path.split(separator: "/").last ?? ""), $0.examples.count)
    }
    for (name, least) in [("README.md", 4), ("TheProblem.md", 5), ("FirstAnswer.md", 9)] {
      #expect(counts.contains { $0.0 == name && $0.1 >= least }, "\(name)")
    }
    #expect(counts.filter { $0.1 > 0 }.count >= 12)
  }

  /// Nothing is excused that no guide shows any more.
  @Test func everyExcuseIsNeeded() {
    let lines = Guide.all.flatMap(\.examples).flatMap(\.commands).map(\.line)
    for name in GuideReader.others.keys {
      #expect(lines.contains { $0.hasPrefix(name + " ") || $0 == name }, "\(name)")
    }
    for name in GuideReader.computed {
      #expect(lines.contains { $0.hasPrefix(name + "=") }, "\(name)")
    }
  }

  @Test func everyGuideIsListed() throws {
    let folder = "Sources/disagree/Documentation.docc/"
    let index = try Guide(folder + "disagree.md").text
    for guide in Guide.all
    where guide.path.hasPrefix(folder) && !guide.path.hasSuffix("/disagree.md") {
      let path = guide.path.dropFirst(folder.count)
      #expect(index.contains("](\(path))\n"), "\(path)")
    }
  }

  @Test func omittedOutputIsMarked() {
    let shown = ShownOutput(text: "a\n…\nc\nd\n…\nf\n")
    #expect(shown.matches("a\nb\nc\nd\ne\nf\n") && shown.matches("a\nc\nd\nf\n"))
    for output in ["a\nb\nc\nd\ne\nf", "b\nc\nd\nf\n", "a\nb\nc\ne\nf\n", "a\nd\nc\nf\n", "a\n"] {
      #expect(!shown.matches(output), "\(output)")
    }
    #expect(ShownOutput(text: "…\nb\n").matches("a\nb\n"))
    #expect(!ShownOutput(text: "b\n").matches("a\nb\n"))
    #expect(ShownOutput(text: "a\n…\n").matches("a\nb\n"))
  }

  @Test func aLineIsReadAsAShellReadsIt() {
    let command = ShellCommand.all(
      in: "# nothing\n  a 'b c' \"$d e\"f --g='$d' \\\n  h/$d # i\n")[0]
    #expect(command.words(["d": "x y"]) == [["a", "b c", "x y ef", "--g=$d", "h/x y"]])
    #expect(ShellCommand(line: "a | b -").words([:]) == [["a"], ["b", "-"]])
    #expect(ShellCommand(line: "a=$(b)").assigned == "a")
    #expect(ShellCommand(line: "a b=c").assigned == nil)
  }
}
