import EndToEnd
import Foundation
import ModelFiles
import Statistics
import Study

/// Prints what the simulator makes of models, a line a strategy; or source that makes a program for
/// another processor, which has to print the same: `fingerprints [--seed N | --source] FILE…`.
@main
enum Main {
  /// Prints fingerprints, or the source of a program that does.
  ///
  /// The second form is for processors that have no Foundation: such a program cannot read a
  /// file, so its scenarios are compiled in.
  static func main() throws {
    var files = Array(CommandLine.arguments.dropFirst())
    var seed: UInt64 = 1
    let writesSource = files.first == "--source"
    if writesSource { files.removeFirst() }
    if files.count > 1, files[0] == "--seed", let number = UInt64(files[1]) {
      seed = number
      files.removeFirst(2)
    }
    let models = try files.map(model)
    if writesSource {
      print(ModelSource.program(models), terminator: "")
    } else {
      for fingerprint in models.flatMap({ fingerprints($0, seed: seed) }) {
        print(fingerprint.line())
      }
    }
  }

  /// Reads a model from a file.
  private static func model(file: String) throws -> Model {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    return try ModelFile.read(SourceText(name: file, bytes: Array(bytes)))
  }

  /// The fingerprints of a model's strategies.
  private static func fingerprints(_ model: Model, seed: UInt64) -> [Fingerprint] {
    model.strategies.map { strategy in
      Fingerprint(
        name: "\(model.name) \(strategy.name)", scenario: strategy.scenario,
        eventLimit: model.eventLimit, seed: seed)
    }
  }
}
