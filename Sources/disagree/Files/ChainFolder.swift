import Foundation
import ModelFiles
import Reports
import Study
import Text

/// The folder that `--export-chain` names: the Markov chain of every strategy, and a list of them.
struct ChainFolder {
  /// The path of the folder, as the user gave it.
  private let path: String

  /// The folder of a path, which is made if it is not there.
  ///
  /// - Throws: if it cannot be made, before any work is done.
  static func opened(_ path: String) throws(Failure) -> ChainFolder {
    let visible = SanitizedText.visible(path)
    if path.isEmpty || path == "-" {
      throw .usage("\(Option.exportChain.name) needs the name of a folder")
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      if !isFolder.boolValue { throw .file("'\(visible)' is a file; name a folder") }
      return ChainFolder(path: path)
    }
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path), withIntermediateDirectories: false)
    } catch {
      throw .file("the folder '\(visible)' cannot be made: \(error.localizedDescription)")
    }
    return ChainFolder(path: path)
  }

  /// Writes the chains of strategies, and `strategies.csv`, which names the files of each.
  func write(_ chains: [StrategyChain]) throws(Failure) {
    var list = CSVDocument()
    list.append(row: ["strategy", "files", "states", "steps"])
    var names: Set<String> = []
    for chain in chains {
      let name = ChainFolder.fileName(chain.strategy, besides: names)
      names.insert(name)
      list.append(
        row: [chain.strategy, name, "\(chain.chain.states)", "\(chain.chain.steps.count)"])
      for file in chain.explicitFiles {
        try write(file.text, to: name + file.ending)
      }
    }
    try write(list.text, to: "strategies.csv")
  }

  /// Writes one file of the folder.
  private func write(_ text: String, to name: String) throws(Failure) {
    try Output.to(path + "/" + name, named: Option.exportChain.name).write(text)
  }

  /// The strategy's name without what file systems do not take, different from others.
  private static func fileName(_ strategy: String, besides names: Set<String>) -> String {
    let allowed = strategy.unicodeScalars.prefix(80).map { scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        || scalar == "-" || scalar == "_" ? Character(scalar) : "_"
    }
    let name = String(allowed)
    var unique = name
    var number = 2
    while names.contains(unique) {
      unique = "\(name)_\(number)"
      number += 1
    }
    return unique
  }
}
