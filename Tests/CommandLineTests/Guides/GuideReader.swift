import Foundation
import Testing

/// A reader who types the commands of a guide, from its first command to its last, in a folder of their own.
struct GuideReader {
  /// What the guides use besides, by its first word, and why the tests do not run it.
  static let others = [
    "swift test": "that is what runs this",
    ".ci/run": "that runs what runs this",
    "git clone": "the sources are here",
    "cd": "the sources are here",
    "swift build": "the program is built",
    "install": "the program is not to be installed",
    "soffice": "LibreOffice is not everywhere",
    "parallel": "Tests/Cluster runs it where GNU parallel is",
    "sbatch": "Tests/Cluster runs it where Slurm is",
    "python3 -m": "Tests/Cluster runs it where Dask may be loaded from the network",
    "venv/bin/pip": "Tests/Cluster runs it where Dask may be loaded from the network",
    "venv/bin/python": "Tests/Cluster runs it where Dask may be loaded from the network",
  ]

  /// Shell variables that are set by what a guide writes about, and not by itself.
  static let computed = ["missing", "shard"]

  private let folder: URL
  private var variables: [String: String] = [:]

  init() throws {
    folder = try Program.temporaryFile("-guide")
    try FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "models"),
      withDestinationURL: Program.repository.appending(path: "models"))
  }

  func clean() throws { try FileManager.default.removeItem(at: folder) }

  /// Does what a block says, and looks at what it prints.
  mutating func type(_ example: Guide.Example) throws {
    if let file = example.file {
      try file.text.write(to: folder.appending(path: file.name), atomically: true, encoding: .utf8)
    }
    let shown = example.output.map(ShownOutput.init)
    // What a page does not show is only tried, and what it shows the end of as well: there stand proofs, which
    // take no trials, or the comparison fails.
    let isTried = shown?.leavesOutTheBeginning ?? true
    var outputs: [String] = []
    for command in example.commands {
      if let name = command.assigned {
        #expect(GuideReader.computed.contains(String(name)), "\(command.line)")
        continue
      }
      for number in numbers(of: command) {
        if let number { variables["shard"] = String(number) }
        var output = ""
        for words in command.words(variables) {
          output = try run(words, isTried: isTried, input: output) ?? output
        }
        outputs.append(output)
      }
      variables["shard"] = nil
    }
    guard let shown else { return }
    #expect(
      outputs.contains { shown.matches($0) },
      "\(example.commands.map(\.line)) prints \(outputs.joined(separator: "\n"))")
  }

  /// A command that is about a shard is typed for each of them.
  private func numbers(of command: ShellCommand) -> [Int?] {
    guard command.line.contains("$shard/"), let count = variables["shards"].flatMap(Int.init) else {
      return [nil]
    }
    return Array(1...count)
  }

  /// - Returns: what it prints; `nil` for what the tests do not run.
  private mutating func run(_ words: [String], isTried: Bool, input: String) throws -> String? {
    var words = words
    if words.first == "exec" { words.removeFirst() }
    if words.starts(with: ["swift", "run", "-c", "release", "disagree"]) { words.removeFirst(4) }
    switch words.first {
    case "disagree": return try disagree(Array(words.dropFirst()), isTried: isTried, input: input)
    case "export":
      // Three shards are put together as sixteen are.
      for word in words.dropFirst() {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        variables[parts[0]] = parts[0] == "shards" ? "3" : parts.last
      }
      return ""
    case "mkdir":
      for word in words.dropFirst() {
        try FileManager.default.createDirectory(
          at: folder.appending(path: word), withIntermediateDirectories: false)
      }
      return ""
    default:
      let names = [words.prefix(1), words.prefix(2)].map { $0.joined(separator: " ") }
      #expect(
        names.contains { GuideReader.others[$0] != nil },
        "\(words) is not run, and no reason is given")
      return nil
    }
  }

  private func disagree(_ words: [String], isTried: Bool, input: String) throws -> String {
    var words = try words.flatMap(files)
    if isTried { words = try quick(words) }
    let program = try Program(words, input: input, in: folder)
    // What a proof is broken by is shown, with a status that says so.
    let statuses: [Int32] = words.first == "check" ? [0, 1] : [0]
    #expect(statuses.contains(program.status), "\(words): \(program.errors)")
    if let option = words.firstIndex(of: "--output") {
      #expect(
        !(try Data(contentsOf: folder.appending(path: words[option + 1]))).isEmpty, "\(words)")
    } else {
      #expect(!program.output.isEmpty || words.first == "init", "\(words)")
    }
    return program.output
  }

  /// The files that a word with a star stands for.
  private func files(_ word: String) throws -> [String] {
    guard let star = word.firstIndex(of: "*"), let slash = word[..<star].lastIndex(of: "/") else {
      return [word]
    }
    let (before, after) = (word[word.index(after: slash)..<star], word[word.index(after: star)...])
    return try FileManager.default
      .contentsOfDirectory(atPath: folder.appending(path: String(word[..<slash])).path)
      .filter { $0.hasPrefix(before) && $0.hasSuffix(after) && !$0.hasPrefix(".") }
      .sorted().map { word[...slash] + $0 }
  }

  /// The same with as few trials as show that it works, if it makes any.
  private func quick(_ words: [String]) throws -> [String] {
    guard ["compare", "run", "sweep", "report"].contains(words.first), !words.contains("exact"),
      words.count > 1
    else { return words }
    if let option = words.firstIndex(of: "--trials") {
      var words = words
      words[option + 1] = String(min(Int(words[option + 1]) ?? 0, GuideReader.trials))
      return words
    }
    let model = try String(contentsOf: folder.appending(path: words[1]), encoding: .utf8)
    let isLoad = model.contains("\n  clients:")
    return words + (isLoad ? ["--runs", "1"] : ["--trials", "\(GuideReader.trials)"])
  }

  private static let trials = 320
}
