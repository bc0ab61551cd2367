import ModelFiles
import Text

extension ReferencePage {
  /// The retry policies of libraries, from their table.
  static var presetsText: String {
    var text = """
      # Client libraries

      The retry policies of \(Preset.all.count) client libraries, proxies and services.

      A strategy uses one by its name: `preset: "stripe-python"`. `disagree presets NAME` prints all of one, with what \
      no model can say of it. *POST* says if the library retries a POST by itself: *partly* is only after some \
      failures, and *caller* leaves it to the caller. In a wait, n counts the retries from 0.

      | name | library | version | requests | POST | wait before a retry | source |
      |---|---|---|---|---|---|---|

      """
    for preset in Preset.all {
      let words = PresetText(preset)
      let cells = [
        preset.title, preset.version, words.attempts, words.post, words.backoff, preset.source,
      ]
      text += "| `\(preset.name)` | "
      text += cells.map(MarkdownTable.escaped).joined(separator: " | ") + " |\n"
    }
    return text
  }

  /// The idempotency protocols of servers, from their table.
  static var protectionsText: String {
    var text = """
      # Idempotency protocols

      The protocols by which \(Protection.all.count) services and papers recognize a retry.

      A strategy uses one by its name: `key: "stripe-v1"`. `disagree presets NAME` prints all of one. *Window* is the \
      time that a key is known. *Saves* names the answers that a known key replays. A dash means that no model can \
      use the protocol.

      | name | service | scope of a key | window | saves | while the first request runs |
      |---|---|---|---|---|---|

      """
    for protection in Protection.all {
      let words = ProtectionText(protection)
      let cells = [
        protection.title, protection.scope, words.window, words.saves, words.inFlight,
      ]
      text += "| `\(protection.name)` | "
      text += cells.map(MarkdownTable.escaped).joined(separator: " | ") + " |\n"
    }
    text += "\n## What can still go wrong\n"
    for protection in Protection.all {
      text += "\n### \(protection.name)\n\n"
      for line in protection.remains { text += "- \(MarkdownTable.escaped(line))\n" }
      text += "\nSource: \(MarkdownTable.escaped(protection.source))\n"
    }
    return text
  }
}
