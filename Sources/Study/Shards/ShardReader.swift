import EndToEnd

/// A file that is no shard or not a whole one, or that does not fit others.
package struct ShardError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The fault and the remedy, without the name of the file.
  package let description: String

  /// Creates an error with its text.
  package init(_ description: String) {
    self.description = description
  }
}

extension Shard {
  /// The size of the largest file that is read as a shard. A shard of ten thousand runs with ten strategies fits.
  package static let mostBytes = 1 << 30

  /// Reads a shard from the bytes of its file.
  ///
  /// - Throws: if the file is no shard, is not whole, was changed, is from another version of the program, or contains
  ///   impossible numbers.
  package static func read(_ bytes: [UInt8]) throws(ShardError) -> Shard {
    try checkWhole(bytes)
    guard case .object(let members) = ShardJSON.parse(bytes) else {
      throw ShardError("it is not a shard file; make one with disagree compare --shard I/N")
    }
    return try Shard(ShardMembers(members))
  }

  /// Checks that nothing is missing, and nothing was changed since it was written.
  private static func checkWhole(_ bytes: [UInt8]) throws(ShardError) {
    guard bytes.starts(with: "{\n  \"disagree\": \"shard\",\n".utf8) else {
      throw ShardError("it is not a shard file; make one with disagree compare --shard I/N")
    }
    let end = Shard.checksumStart + String(repeating: "0", count: 16) + "\"\n}\n"
    let tail = String(decoding: bytes.suffix(end.utf8.count), as: UTF8.self)
    guard tail.hasPrefix(Shard.checksumStart), tail.hasSuffix("\"\n}\n") else {
      throw ShardError("its end is missing; run that shard again")
    }
    let body = bytes.dropLast(end.utf8.count)
    if tail != Shard.checksumStart + Digest.hexadecimal(of: body) + "\"\n}\n" {
      throw ShardError("it was changed after it was written; run that shard again")
    }
  }

  /// Reads a shard from the members of its file.
  ///
  /// - Throws: an error if the shard is of another version: counts of two versions must not be
  ///   added up.
  private init(_ members: ShardMembers) throws(ShardError) {
    let format: UInt64 = try members.number("format")
    if format != UInt64(Shard.format) {
      throw ShardError("it has the form \(format), and this program reads form \(Shard.format)")
    }
    let version = try members.string("version")
    if version != Version.current {
      throw ShardError(
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
    try Shard.check(subject)
    var ranges: [Range<UInt64>] = []
    for pair in try members.rows("done") {
      guard pair.count == 2, let first = UInt64(pair[0]), let end = UInt64(pair[1]), first < end,
        end <= subject.total
      else { throw ShardError("'done' holds no ranges of trials") }
      ranges.append(first..<end)
    }
    guard let done = TrialRanges(ranges), !ranges.isEmpty else {
      throw ShardError("'done' holds no ranges of trials")
    }
    let records = try members.records("counts")
    let counts: TrialCounts
    do throws(CountRecordError) {
      counts =
        countsRuns
        ? .runs(
          try LoadExperiment.Count(
            records, strategies: subject.strategies.count, done: done))
        : .operations(
          try Experiment.Count(
            records, strategies: subject.strategies.count,
            baseline: subject.baseline.flatMap { subject.strategies.firstIndex(of: $0) },
            done: done))
    } catch {
      throw ShardError("in 'counts', \(error.description)")
    }
    self.init(subject: subject, done: done, counts: counts)
  }

  /// Checks that an experiment can be what is said of it.
  private static func check(_ subject: Subject) throws(ShardError) {
    let most = subject.countsRuns ? StudyMethod.mostRuns : CountRecord.mostTrials
    if subject.total < 1 || subject.total > most {
      throw ShardError("its whole cannot have \(subject.total) trials or runs")
    }
    if subject.strategies.isEmpty || Set(subject.strategies).count != subject.strategies.count {
      throw ShardError("'strategies' does not have different names")
    }
    guard let baseline = subject.baseline else { return }
    if subject.strategies.count < 2 || !subject.strategies.contains(baseline) {
      throw ShardError("'baseline' is none of the strategies")
    }
  }
}

/// The members of a shard's file.
private struct ShardMembers {
  private let members: [(key: String, value: ShardJSON)]

  init(_ members: [(key: String, value: ShardJSON)]) {
    self.members = members
  }

  /// Returns true if a member is there.
  func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  /// A member that is a text.
  func string(_ key: String) throws(ShardError) -> String {
    guard case .string(let text) = try value(key) else { throw wrong(key) }
    return text
  }

  /// A member that is a text or `null`.
  func stringOrNull(_ key: String) throws(ShardError) -> String? {
    if case .null = try value(key) { return nil }
    return try string(key)
  }

  /// A member that is a whole number.
  func number(_ key: String) throws(ShardError) -> UInt64 {
    guard case .number(let digits) = try value(key), let number = UInt64(digits) else {
      throw wrong(key)
    }
    return number
  }

  /// A member that is a list of texts.
  func strings(_ key: String) throws(ShardError) -> [String] {
    guard case .array(let nodes) = try value(key) else { throw wrong(key) }
    var strings: [String] = []
    for node in nodes {
      guard case .string(let text) = node else { throw wrong(key) }
      strings.append(text)
    }
    return strings
  }

  /// Returns lists of numbers, as they are written.
  func rows(_ key: String) throws(ShardError) -> [[String]] {
    try ShardMembers.rows(try value(key), key)
  }

  /// A member that is a list of counts.
  func records(_ key: String) throws(ShardError) -> [CountRecord] {
    guard case .array(let nodes) = try value(key) else { throw wrong(key) }
    var records: [CountRecord] = []
    for node in nodes {
      guard case .object(let members) = node else { throw wrong(key) }
      var tables: [CountRecord.Table] = []
      for member in members {
        tables.append(
          CountRecord.Table(
            name: member.key, rows: try ShardMembers.rows(member.value, member.key)))
      }
      records.append(CountRecord(tables))
    }
    return records
  }

  /// The rows of one table of counts.
  private static func rows(_ value: ShardJSON, _ key: String) throws(ShardError) -> [[String]] {
    guard case .array(let nodes) = value else { throw ShardError("'\(key)' is not a list") }
    var rows: [[String]] = []
    for node in nodes {
      guard case .array(let fields) = node else {
        throw ShardError("'\(key)' is not a list of lists")
      }
      var row: [String] = []
      for field in fields {
        guard case .number(let digits) = field else {
          throw ShardError("'\(key)' holds something that is no number")
        }
        row.append(digits)
      }
      rows.append(row)
    }
    return rows
  }

  /// The value of a member.
  ///
  /// - Throws: an error if it is missing.
  private func value(_ key: String) throws(ShardError) -> ShardJSON {
    guard let member = members.first(where: { $0.key == key }) else {
      throw ShardError("'\(key)' is missing")
    }
    return member.value
  }

  /// The error for a member of another type.
  private func wrong(_ key: String) -> ShardError {
    ShardError("'\(key)' is not what it should be")
  }
}
