import EndToEnd
import ModelFiles
import Reports
import Text

/// `disagree presets`: the retry policies of real libraries, and the protocols by which servers recognize a retry.
struct PresetsCommand: Command {
  let name = CommandName.presets
  let summary = "Lists the retry policies of real libraries, or shows all of one."
  let operands = "[NAME]"
  let examples = [
    "disagree presets", "disagree presets stripe-python", "disagree presets --format csv",
    "disagree presets --protections", "disagree presets stripe-v1",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.form()
    let output = try Output.of(arguments)
    guard let name = arguments.operands.first else {
      if arguments.has(.protections) {
        try output.write(format == "csv" ? ProtectionList.csv : ProtectionList.table)
      } else {
        try output.write(format == "csv" ? csv : table)
      }
      return .success
    }
    if arguments.operands.count > 1 {
      throw .usage(
        "one preset at a time: '\(SanitizedText.visible(arguments.operands[1]))' is one too many")
    }
    if format == "csv" { throw .usage("--format csv is for the list; leave the name out") }
    if let protection = Protection.named(name) {
      try output.write(ProtectionText(protection).page)
      return .success
    }
    guard let preset = Preset.named(name) else {
      let names =
        Preset.all.map { ($0.name, $0.title) } + Protection.all.map { ($0.name, $0.title) }
      let remedy =
        SpellingSuggestion.question(for: name, amongNames: names)
        ?? "disagree presets lists them, and disagree presets --protections the servers' side"
      throw .usage("there is no preset '\(SanitizedText.visible(name))'; \(remedy)")
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
    return ColumnText.lines([PresetsCommand.heading] + rows) + """

      POST: whether it retries one by itself. partly: only after what no model has yet;
      caller: whoever uses it says what is retried. n counts retries from 0.
      disagree presets NAME shows all of one, disagree presets --protections the servers' side.

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

/// The list that `disagree presets --protections` prints.
private enum ProtectionList {
  static var table: String {
    let rows = Protection.all.map { protection in
      let text = ProtectionText(protection)
      return [protection.name, text.window, text.saves, text.inFlight]
    }
    return ColumnText.lines([["name", "window", "replays", "in flight"]] + rows) + """

      window: how long a key is known in a model; none: it is not known to end.
      replays: the answers that are saved and given again. -: no model can use it.
      disagree presets NAME shows all of one, and what can still go wrong.

      """
  }

  static var csv: String {
    var document = CSVDocument()
    document.append(
      row: ["name", "title", "scope", "window", "replays", "in_flight", "source"])
    for protection in Protection.all {
      let text = ProtectionText(protection)
      document.append(
        row: [
          protection.name, protection.title, protection.scope, text.window, text.saves,
          text.inFlight, protection.source,
        ])
    }
    return document.text
  }
}
