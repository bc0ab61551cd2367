import EndToEnd
import ModelFiles

/// `disagree show`: a model with every default filled in.
///
/// The output reads back to the same model and has the same digest, so it can be compared, edited
/// and kept.
struct ShowCommand: Command {
  let name = CommandName.show
  let summary = "Prints a model with every default filled in; the output is a model, too."
  let operands = "MODEL"
  let examples = ["disagree show models/essay.json5"]

  /// Writes the model that was read, with every default.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let output = try Output.of(arguments)
    try output.write(ModelText.complete(try arguments.model()))
    return .success
  }
}
