import ModelFiles
import Statistics
import Study

/// A file that is no shard, or not the whole of one.
package struct ShardProblem: Error, Hashable, Sendable {
  /// What is wrong with it and what to do, without its name.
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

extension Shard {
  /// The largest file that is read as a shard: one of ten thousand runs with ten strategies has room in it.
  package static let mostBytes = 1 << 30

  /// Reads a shard.
  package init(_ source: SourceText) throws(ShardProblem) {
    try Shard.checkWhole(source)
    var limits = ParserLimits()
    limits.bytes = Shard.mostBytes
    var diagnostics = Diagnostics()
    let root = JSON5Parser.parse(source, limits: limits, diagnostics: &diagnostics)
    guard let root, !diagnostics.hasErrors, case .object(let members) = root.value else {
      throw ShardProblem("it is no shard; write one with --shard")
    }
    try self.init(ShardMembers(members))
  }

  /// Whether nothing is missing, and nothing was changed since it was written.
  private static func checkWhole(_ source: SourceText) throws(ShardProblem) {
    let text = String(decoding: source.bytes, as: UTF8.self)
    guard text.hasPrefix("{\n  \"disagree\": \"shard\",\n") else {
      throw ShardProblem("it is no shard; write one with --shard")
    }
    let end = Shard.checksumStart + String(repeating: "0", count: 16) + "\"\n}\n"
    let body = String(decoding: source.bytes.dropLast(end.utf8.count), as: UTF8.self)
    let tail = String(decoding: source.bytes.suffix(end.utf8.count), as: UTF8.self)
    guard tail.hasPrefix(Shard.checksumStart), tail.hasSuffix("\"\n}\n") else {
      throw ShardProblem("its end is missing; run that shard again")
    }
    if tail != Shard.checksumStart + Digest.hexadecimal(of: body) + "\"\n}\n" {
      throw ShardProblem("it was changed after it was written; run that shard again")
    }
  }

  private init(_ members: ShardMembers) throws(ShardProblem) {
    let format: UInt64 = try members.number("format")
    if format != UInt64(Shard.format) {
      throw ShardProblem("it has the form \(format), and this program reads form \(Shard.format)")
    }
    let version = try members.string("version")
    if version != Version.current {
      throw ShardProblem(
        "it is of version \(version), and this is version \(Version.current); "
          + "use one version for all shards")
    }
    let countsRuns = members.has("runs")
    var subject = Subject(
      command: try members.string("command"), model: try members.string("model"),
      digest: try members.string("model_digest"), text: try members.string("model_text"),
      seed: try members.number("seed"), total: try members.number(countsRuns ? "runs" : "trials"),
      countsRuns: countsRuns, strategies: try members.strings("strategies"),
      baseline: try members.stringOrNull("baseline"))
    subject.version = version
    var ranges: [Range<UInt64>] = []
    for pair in try members.rows("done") {
      guard pair.count == 2, let first = UInt64(pair[0]), let end = UInt64(pair[1]), first < end,
        end <= subject.total
      else { throw ShardProblem("'done' holds no ranges of trials") }
      ranges.append(first..<end)
    }
    guard let done = TrialRanges(ranges), !ranges.isEmpty else {
      throw ShardProblem("'done' holds no ranges of trials")
    }
    let records = try members.records("counts")
    let counts: Counts
    do throws(CountRecord.Problem) {
      counts =
        countsRuns
        ? .runs(
          try LoadExperiment.Count(
            records, strategies: subject.strategies.count, runs: done.count))
        : .operations(
          try Experiment.Count(
            records, strategies: subject.strategies.count, isPaired: subject.baseline != nil,
            trials: done.count))
    } catch {
      throw ShardProblem("in 'counts', \(error.description)")
    }
    self.init(subject: subject, done: done, counts: counts)
  }
}

/// The members of a shard's file.
private struct ShardMembers {
  private let members: [Member]

  init(_ members: [Member]) {
    self.members = members
  }

  func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  func string(_ key: String) throws(ShardProblem) -> String {
    guard case .string(let text) = try value(key) else { throw wrong(key) }
    return text
  }

  func stringOrNull(_ key: String) throws(ShardProblem) -> String? {
    if case .null = try value(key) { return nil }
    return try string(key)
  }

  func number(_ key: String) throws(ShardProblem) -> UInt64 {
    guard case .number(let literal) = try value(key), let number = UInt64(literal.text) else {
      throw wrong(key)
    }
    return number
  }

  func strings(_ key: String) throws(ShardProblem) -> [String] {
    guard case .array(let nodes) = try value(key) else { throw wrong(key) }
    var strings: [String] = []
    for node in nodes {
      guard case .string(let text) = node.value else { throw wrong(key) }
      strings.append(text)
    }
    return strings
  }

  /// Lists of numbers, as they are written.
  func rows(_ key: String) throws(ShardProblem) -> [[String]] {
    try ShardMembers.rows(try value(key), key)
  }

  func records(_ key: String) throws(ShardProblem) -> [CountRecord] {
    guard case .array(let nodes) = try value(key) else { throw wrong(key) }
    var records: [CountRecord] = []
    for node in nodes {
      guard case .object(let members) = node.value else { throw wrong(key) }
      var tables: [CountRecord.Table] = []
      for member in members {
        tables.append(
          CountRecord.Table(
            name: member.key, rows: try ShardMembers.rows(member.value.value, member.key)))
      }
      records.append(CountRecord(tables))
    }
    return records
  }

  private static func rows(_ value: Value, _ key: String) throws(ShardProblem) -> [[String]] {
    guard case .array(let nodes) = value else { throw ShardProblem("'\(key)' is not a list") }
    var rows: [[String]] = []
    for node in nodes {
      guard case .array(let fields) = node.value else {
        throw ShardProblem("'\(key)' is not a list of lists")
      }
      var row: [String] = []
      for field in fields {
        guard case .number(let literal) = field.value else {
          throw ShardProblem("'\(key)' holds something that is no number")
        }
        row.append(literal.text)
      }
      rows.append(row)
    }
    return rows
  }

  private func value(_ key: String) throws(ShardProblem) -> Value {
    guard let member = members.first(where: { $0.key == key }) else {
      throw ShardProblem("'\(key)' is missing")
    }
    return member.value.value
  }

  private func wrong(_ key: String) -> ShardProblem {
    ShardProblem("'\(key)' is not what it should be")
  }
}
