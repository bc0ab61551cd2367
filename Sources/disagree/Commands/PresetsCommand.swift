import ModelFiles
import Reports

/// The retry policies of real libraries.
struct PresetsCommand: Command {
  let name = "presets"
  let summary = "Lists the retry policies of real libraries, or shows all of one."
  let operands = "[NAME]"
  let options = [Option.listFormat, .output, .quiet]
  let examples = [
    "disagree presets", "disagree presets stripe-python", "disagree presets --format csv",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.word(.listFormat, among: ["table", "csv"])
    let output = try Output(arguments)
    guard let name = arguments.operands.first else {
      try output.write(format == "csv" ? csv : table)
      return .success
    }
    if arguments.operands.count > 1 {
      throw .usage(
        "one preset at a time: '\(TerminalText.visible(arguments.operands[1]))' is one too many")
    }
    if format == "csv" { throw .usage("--format csv is for the list; leave the name out") }
    guard let preset = Preset.named(name) else {
      let remedy =
        NearMiss.suggestion(for: name, among: Preset.all.map(\.name)).map { "did you mean \($0)?" }
        ?? "disagree presets lists them"
      throw .usage("there is no preset '\(TerminalText.visible(name))'; \(remedy)")
    }
    try output.write(PresetText(preset).page)
    return .success
  }

  private static let heading = ["name", "version", "attempts", "POST", "backoff"]

  private func cells(_ preset: Preset) -> [String] {
    let text = PresetText(preset)
    return [preset.name, preset.version, text.attempts, text.post, text.backoff]
  }

  private var table: String {
    // What is long stands whole on the preset's own page.
    let rows = Preset.all.map { preset in
      cells(preset).map { $0.count <= 34 ? $0 : $0.prefix(33) + "…" }
    }
    let lines = [PresetsCommand.heading] + rows
    let widths = PresetsCommand.heading.indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    let texts = lines.map { line in
      var text = ""
      for (cell, width) in zip(line, widths) {
        text += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }
    return texts.joined() + """

      POST: whether it retries one by itself. partly: only after what no model has yet;
      caller: whoever uses it says what is retried. n counts retries from 0.
      disagree presets NAME shows all of one.

      """
  }

  private var csv: String {
    var document = CSVDocument()
    document.append(row: ["name", "title", "version", "attempts", "post", "backoff", "source"])
    for preset in Preset.all {
      let text = PresetText(preset)
      document.append(
        row: [
          preset.name, preset.title, preset.version, text.attempts, text.post, text.backoff,
          preset.source,
        ])
    }
    return document.text
  }
}
