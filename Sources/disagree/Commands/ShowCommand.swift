import EndToEnd
import ModelFiles

/// A model with every default filled in.
struct ShowCommand: Command {
  let name = "show"
  let summary = "Prints a model with every default filled in; the output is a model, too."
  let operands = "MODEL"
  let options = [Option.output, .quiet] + Option.limits
  let examples = ["disagree show models/essay.json5"]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let output = try Output(arguments)
    try output.write(ModelText.complete(try arguments.model()))
    return .success
  }
}
