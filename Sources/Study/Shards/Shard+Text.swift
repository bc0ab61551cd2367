import EndToEnd
import Text

extension Shard {
  /// The shard as a file: JSON, whose last member tells if anything is missing or was changed.
  package var text: String {
    var lines = [
      "\"disagree\": \"shard\"",
      "\"format\": \(Shard.format)",
      "\"version\": \(JSONText.quoted(subject.version))",
      "\"command\": \(JSONText.quoted(subject.command))",
      "\"model\": \(JSONText.quoted(subject.model))",
      "\"model_digest\": \(JSONText.quoted(subject.digest))",
      "\"model_text\": \(JSONText.quoted(subject.text))",
      "\"seed\": \(subject.seed)",
      "\"\(subject.countsRuns ? "runs" : "trials")\": \(subject.total)",
      "\"strategies\": \(JSONText.list(subject.strategies.map(JSONText.quoted)))",
      "\"baseline\": \(subject.baseline.map(JSONText.quoted) ?? "null")",
      "\"done\": "
        + JSONText.list(done.ranges.map { "[\($0.lowerBound), \($0.upperBound)]" }),
    ]
    let records =
      switch counts {
      case .operations(let count): count.records
      case .runs(let count): count.records
      }
    lines.append("\"counts\": [\n" + records.map(\.json).joined(separator: ",\n") + "\n  ]")
    let body = "{\n" + lines.map { "  \($0),\n" }.joined()
    return body + Shard.checksumStart + Digest.hexadecimal(of: body) + "\"\n}\n"
  }

  /// The version of the form. Form 2 has cells for the belief `rejected`.
  static let format = 2
  static let checksumStart = "  \"checksum\": \""
}

extension CountRecord {
  /// The record as JSON: a line for each table, and its rows as lists of numbers.
  fileprivate var json: String {
    let lines = tables.map { table in
      "      \(JSONText.quoted(table.name)): " + JSONText.list(table.rows.map(JSONText.list))
    }
    return "    {\n" + lines.joined(separator: ",\n") + "\n    }"
  }
}
