import EndToEnd
import Foundation
import ModelFiles
import Text

/// `disagree init`: a model to start from.
///
/// The model is small, and each of its values has a comment on where to get the real one.
struct InitCommand: Command {
  let name = CommandName.initialize
  let summary = "Writes a model to start from, with comments."
  let operands = "[FILE]"
  let examples = ["disagree init my-service.json5", "disagree init > my-service.json5"]

  /// Writes the first model to a file that does not exist yet, or to standard output.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    if arguments.operands.count > 1 {
      throw .usage(
        "one file at a time: '\(SanitizedText.visible(arguments.operands[1]))' is one too many")
    }
    let text = FirstModel.text + "\n"
    guard let path = arguments.operands.first, path != "-" else {
      try StandardOutput.write(text)
      return .success
    }
    let visible = SanitizedText.visible(path)
    if FileManager.default.fileExists(atPath: path) {
      throw .file("'\(visible)' is there already, and is left as it is; choose another name")
    }
    try Output.to(path, named: "init").write(text)
    StandardError.write("wrote \(visible); now try: disagree compare \(visible)\n")
    return .success
  }
}
