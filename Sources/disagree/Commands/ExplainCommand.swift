import ModelFiles

/// The meaning of the keys of a model.
struct ExplainCommand: Command {
  let name = "explain"
  let summary = "Explains the keys of a model: meaning, type, default and an example."
  let operands = "[PATH]"
  let options = [Option.schema, .output, .quiet]
  let examples = [
    "disagree explain", "disagree explain server.failsAfterStore",
    "disagree explain --schema --output disagree.schema.json",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let output = try Output(arguments)
    if arguments.operands.count > 1 {
      throw .usage(
        "one path at a time: '\(SanitizedText.visible(arguments.operands[1]))' is one too many")
    }
    let path = arguments.operands.first
    if arguments.has(.schema) {
      if path != nil { throw .usage("--schema is for all keys; leave the path out") }
      try output.write(JSONSchema.text)
      return .success
    }
    guard let path else {
      try output.write(ModelReference.overview)
      return .success
    }
    let entry: ModelReference.Entry
    do throws(ModelReference.PathError) {
      entry = try ModelReference.entry(at: path)
    } catch {
      throw .usage(error.message)
    }
    try output.write(ModelReference.page(for: entry))
    return .success
  }
}

extension Option {
  static let schema = Option(
    name: "--schema", value: nil, help: "a JSON Schema of model files (draft 2020-12), for editors")
}
