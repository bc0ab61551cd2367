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

  /// Writes the list of presets or of protections, or one of them in full.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.form()
    let output = try Output.of(arguments)
    guard let name = arguments.operands.first else {
      if arguments.has(.protections) {
        try output.write(format == "csv" ? ProtectionList.csv : ProtectionList.table)
      } else {
        try output.write(
          format == "csv" ? csv : arguments.screen().text(table(isWide: arguments.has(.wide))))
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

  /// The heading of the table.
  private static let heading = ["name", "version", "tries", "POST", "wait before a retry"]

  /// The cells of a preset, in the order of the heading.
  private func cells(_ preset: Preset) -> [String] {
    let text = PresetText(preset)
    return [preset.name, preset.version, text.attempts, text.post, text.backoff]
  }

  /// The cells in as few characters as possible.
  private func shortCells(_ preset: Preset) -> [String] {
    var cells = cells(preset)
    // The number of the version, without the name of the package.
    let words = cells[1].split { $0 == " " || $0 == "," }
    if let number = words.first(where: { $0.first?.isNumber == true || $0.contains(".") }) {
      cells[1] = String(number)
    }
    if cells[4].hasPrefix("see disagree presets") { cells[4] = "see its page" }
    for (long, short) in [
      (", at most ", " ≤ "), (", at least ", " ≥ "), (" jitter", ""), (" · ", "·"),
    ] {
      cells[4] = cells[4].replacing(long, with: short)
    }
    return cells
  }

  /// The widths that the columns of names and versions have at most, unless they are shown whole.
  private static let mostColumns = [24, 10, 9, 6]

  /// The table of all presets, with a note on how to use one.
  ///
  /// - Parameter isWide: true for whole cells, however wide the table becomes; false for 80
  ///   columns, with cells cut where they are too long.
  private func table(isWide: Bool) -> String {
    let notes = """

      POST: yes if it retries one by itself; partly: only after what no model has yet;
      caller: its caller says what is retried. n counts retries from 0.
      disagree presets NAME shows all of one, --wide every column whole,
      and disagree presets --protections the servers' side.

      """
    let rows = [PresetsCommand.heading] + Preset.all.map(isWide ? cells : shortCells)
    if isWide { return ColumnText.lines(rows) + notes }
    var short = rows.map { row in
      zip(row, PresetsCommand.mostColumns).map { PresetsCommand.shortened($0, to: $1) }
        + [row[row.count - 1]]
    }
    let widths = short[0].indices.dropLast().map { column in
      short.map { $0[column].count }.max() ?? 0
    }
    let room = 80 - widths.reduce(0) { $0 + $1 + 2 }
    for index in short.indices {
      let last = short[index].count - 1
      short[index][last] = PresetsCommand.shortened(short[index][last], to: room)
    }
    return ColumnText.lines(short) + notes
  }

  /// A text that is cut where it is too long: all of it is on the preset's own page.
  private static func shortened(_ text: String, to width: Int) -> String {
    text.count <= width ? text : text.prefix(width - 1) + "…"
  }

  /// All presets as CSV, with the sources that the table has no room for.
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
  /// The table of all protocols, with a note on how to use one.
  static var table: String {
    let rows = Protection.all.map { protection in
      let text = ProtectionText(protection)
      return [protection.name, text.window, text.saves, text.inFlight]
    }
    return ColumnText.lines([["name", "window", "saves", "in flight"]] + rows) + """

      window: how long a key is known in a model; none: it is not known to end.
      saves: the answers that a known key replays. -: no model can use it.
      disagree presets NAME shows all of one, and what can still go wrong.

      """
  }

  /// All protocols as CSV, with their scopes and sources.
  static var csv: String {
    var document = CSVDocument()
    document.append(
      row: ["name", "title", "scope", "window", "saves", "in_flight", "source"])
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
