import EndToEnd
import Study
import Text

extension CheckReport {
  /// Workflow commands of GitHub Actions, which mark the strategies in the model: an error for a broken property and
  /// a warning for an undecided one. The last line counts them.
  ///
  /// Source: GitHub, *Workflow commands for GitHub Actions* (read 2026-11).
  ///
  /// ```
  /// ::error file=models/essay.json5,line=73,col=5,title=ack-first%3A never lost::broken by 1 fault: …
  /// 1 property: 0 hold, 1 broken, 0 undecided
  /// ```
  func github() -> String {
    var text = ""
    for result in results where result.status != .holds {
      let command = result.status == .broken ? "error" : "warning"
      var properties: [(String, String)] = []
      if let file = source.file {
        properties.append(("file", file))
        if let place = source.strategies[result.strategy.name] {
          properties += [("line", "\(place.line)"), ("col", "\(place.column)")]
        }
      }
      properties.append(
        ("title", "\(result.strategy.name): \(CheckText.name(of: result.property))"))
      let list = properties.map { "\($0.0)=\(CheckReport.escaped($0.1, isProperty: true))" }
      let message = CheckReport.escaped(CheckText(result).answer, isProperty: false)
      text += "::\(command) \(list.joined(separator: ","))::\(message)\n"
    }
    return text + counts + "\n"
  }

  /// The text in a workflow command, whose lines and properties have ends of their own.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var escaped = ""
    for scalar in SanitizedText.visible(text).unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
