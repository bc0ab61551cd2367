import ModelFiles
import Reports
import Text

/// The list that `disagree presets --protections` prints.
enum ProtectionList {
  static var table: String {
    let rows = Protection.all.map { protection in
      let text = ProtectionText(protection)
      return [protection.name, text.window, text.replays, text.inFlight]
    }
    return ColumnText.lines([["name", "window", "replays", "in flight"]] + rows) + """

      window: how long a key is known in a model; none: it is not known to end.
      replays: what a known key is answered. -: no model can use it.
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
          protection.name, protection.title, protection.scope, text.window, text.replays,
          text.inFlight, protection.source,
        ])
    }
    return document.text
  }
}
