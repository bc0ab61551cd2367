import Foundation
import Testing

/// The answers in the head comments of the models against the results of running them.
///
/// The files of `results/` hold a million writes of each strategy; `.ci/run` makes them again from the models and
/// compares the bytes. A number in a comment is right if the result rounds to it.
@Suite struct ModelCommentTests {
  /// A number in the comment of a model, with the strategy and the column that it is about.
  struct Claim: Sendable, CustomTestStringConvertible {
    let model: String
    /// The number and its unit: "1.49 %", "26 calls" or "0.83 s".
    let phrase: String
    let strategy: String
    let column: String

    var testDescription: String { "\(model), \(strategy), \(column): \(phrase)" }
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Numbers of the answers that are about no column: inputs, sums of inputs and conversions.
  private static let otherNumbers: [String: Set<String>] = [
    "deploy": ["0.25 %"], "queue": ["0.05 %"], "rpc": ["0.001 %", "0.95 %", "13 %"],
  ]

  static let claims: [Claim] = [
    ("autosave", "13.4 %", "none", "unsure"), ("autosave", "8.3 %", "none", "phantom"),
    ("autosave", "0.003 %", "patient", "unsure"), ("autosave", "8.7 %", "patient", "duplicate"),
    ("autosave", "1.6 %", "put", "stale"), ("autosave", "6.9 %", "put-if-match", "falseRejection"),
    ("autosave", "0.085 %", "ack-first", "lost"),
    ("checkout-person", "3.0 %", "key-per-press", "duplicate"),
    ("checkout-person", "3.6 %", "blind", "duplicate"),
    ("checkout-person", "0.058 %", "button-off", "duplicate"),
    ("checkout", "9.2 %", "gateway", "duplicate"), ("checkout", "9.5 %", "both", "duplicate"),
    ("checkout", "0.38 %", "client-only", "duplicate"),
    ("checkout", "8.8 %", "key-races", "duplicate"),
    ("connect", "0.7 %", "connect", "unsure"), ("connect", "0.19 %", "axios-retry", "unsure"),
    ("connect", "0.49 %", "axios-retry", "duplicate"),
    ("deploy", "1.46 %", "no-key", "duplicate"), ("deploy", "1.46 %", "after-25h", "duplicate"),
    ("deploy", "0.003 %", "memory", "duplicate"), ("deploy", "0.012 %", "cache", "duplicate"),
    ("deploy", "0.56 %", "memory-x2", "duplicate"),
    ("essay", "1.46 %", "none", "disagree"), ("essay", "1.49 %", "blind", "duplicate"),
    ("failover", "10.0 %", "none", "lost"), ("failover", "0.20 %", "sync-redis-py", "duplicate"),
    ("in-flight", "12.6 %", "no-key", "duplicate"), ("in-flight", "0.33 %", "waits", "phantom"),
    ("in-flight", "8.3 %", "refuses", "falseRejection"),
    ("in-flight", "4.2 %", "409-retried", "phantom"),
    ("in-flight", "0.60 %", "409-backoff", "phantom"),
    ("in-flight", "8.3 %", "races", "duplicate"),
    ("jitter", "26 calls", "none", "attempts_mean"),
    ("jitter", "16 s", "exponential", "time_mean_ms"),
    ("jitter", "8.0 calls", "full", "attempts_mean"), ("jitter", "0.83 s", "full", "time_mean_ms"),
    ("layers", "0.36 %", "both", "duplicate"), ("layers", "35 %", "both-slow", "unsure"),
    ("layers", "18.5 %", "both-slow", "evidence_none"), ("layers", "8.7 %", "key-slow", "unsure"),
    ("layers", "0.49 %", "key-patient", "unsure"),
    ("outage", "99.4 %", "aws", "unsure"), ("outage", "90 %", "stripe", "unsure"),
    ("outage", "67 %", "redis-py", "unsure"), ("outage", "43 %", "go-35s", "clean"),
    ("outage", "16 %", "aws-silent", "unsure"),
    ("payment", "0.152 %", "blind", "duplicate"),
    ("payment", "0.0011 %", "forgetful", "duplicate"),
    ("payment", "10 %", "hold-2-s", "rejected_0"),
    ("presets", "0.7 %", "requests", "disagree"),
    ("protections", "3.93 %", "sqs", "duplicate"),
    ("protections", "0.45 %", "dynamodb", "duplicate"),
    ("protections", "0.04 %", "aws", "duplicate"), ("protections", "0.003 %", "kafka", "duplicate"),
    ("protections", "1 %", "checkout", "duplicate"),
    ("protections", "0.95 %", "stripe", "duplicate"),
    ("queue", "3.40 %", "no-key", "duplicate"), ("queue", "0.055 %", "hidden-5min", "duplicate"),
    ("queue", "0.0005 %", "key-in-cache", "duplicate"),
    ("queue", "0.054 %", "key-after", "duplicate"), ("queue", "0.052 %", "delete-first", "lost"),
    ("reconcile", "0.152 %", "blind", "duplicate"),
    ("reconcile", "0.014 %", "sees-90%", "duplicate"),
    ("reconcile", "0.35 %", "nightly", "unsure"),
    ("retry-storm", "84 %", "retries", "unsure"), ("retry-storm", "84 %", "jitter", "unsure"),
    ("retry-storm", "18 %", "none", "unsure"), ("retry-storm", "19 %", "budget", "unsure"),
    ("retry-storm", "15 %", "breaker", "unsure"), ("retry-storm", "10 %", "lifo", "unsure"),
    ("retry-storm", "35 %", "cancels", "unsure"),
    ("rpc", "1.05 %", "grpc-example", "duplicate"), ("rpc", "16.9 %", "timeout-10ms", "duplicate"),
    ("rpc", "0.10 %", "only-500", "duplicate"), ("rpc", "0.96 %", "only-500", "phantom"),
    ("saved-error", "0.40 %", "replays-all", "unsure"),
    ("saved-error", "0.40 %", "all-10-times", "unsure"),
    ("saved-error", "0.10 %", "replays-all", "phantom"),
    ("saved-error", "0.152 %", "no-key", "duplicate"),
    ("slow-generation", "34 %", "as-shipped", "duplicate"),
    ("slow-generation", "34 %", "as-shipped", "unsure"),
    ("slow-generation", "0.33 %", "gateway-300s", "duplicate"),
    ("three-layers", "6 %", "all-bad", "unsure"), ("three-layers", "73 %", "edge-bad", "unsure"),
    ("three-layers", "1 %", "inner", "unsure"),
    ("unique-constraint", "1.49 %", "blind", "duplicate"),
    ("unique-constraint", "1.49 %", "409-is-no", "falseRejection"),
    ("unique-constraint", "1.49 %", "409-is-unknown", "phantom"),
    ("unique-constraint", "0.040 %", "read-last", "falseRejection"),
    ("webhooks", "0.35 %", "waits-15s", "duplicate"),
    ("webhooks", "8.8 %", "waits-1.25s", "duplicate"),
    ("webhooks", "0.32 %", "id-after", "duplicate"), ("webhooks", "0.32 %", "id-first", "unsure"),
    ("webhooks", "0.50 %", "answers-first", "lost"),
    ("worker-lease", "7.7 %", "no-key", "duplicate"),
    ("worker-lease", "1.0 %", "no-lease", "unsure"),
    ("worker-lease", "0.21 %", "lease-20s", "duplicate"),
    ("worker-lease", "0.022 %", "lease-2min", "duplicate"),
    ("answer-first", "10.0 %", "works-first", "duplicate"),
    ("answer-first", "0.1 %", "answers-first", "lost"),
  ].map { Claim(model: $0, phrase: $1, strategy: $2, column: $3) }

  /// The paragraph of a model's head comment that gives the answer.
  private static func answer(_ model: String) throws -> String {
    let url = root.appendingPathComponent("models/\(model).json5")
    let comment = try String(contentsOf: url, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("//") }.map { $0.dropFirst(2).trimmingCharacters(in: .whitespaces) }
    guard let start = comment.firstIndex(where: { $0.hasPrefix("The result:") }) else { return "" }
    return comment[start...].prefix { !$0.isEmpty }.joined(separator: " ")
  }

  /// The value of a column for a strategy, from the results.
  private static func value(_ claim: Claim) throws -> Double? {
    let url = root.appendingPathComponent("results/\(claim.model).csv")
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    guard let column = rows.first?.firstIndex(of: claim.column),
      let row = rows.first(where: { $0.count > column && $0[1] == claim.strategy })
    else { return nil }
    return Double(row[column])
  }

  @Test(arguments: claims) func aNumberInACommentIsWhatTheModelGives(claim: Claim) throws {
    #expect(try Self.answer(claim.model).contains(claim.phrase))
    let parts = claim.phrase.split(separator: " ")
    let said = try #require(Double(parts[0]))
    let scale = parts[1] == "%" ? 100 : parts[1] == "s" ? 0.001 : 1
    let measured = try #require(try Self.value(claim)) * scale
    let decimals = parts[0].split(separator: ".").dropFirst().first?.count ?? 0
    // Half of the last digit, and a little: results are sampled.
    let margin = 0.51 * pow(10, -Double(decimals))
    #expect(abs(measured - said) <= margin, "\(measured)")
  }

  /// No answer has a percentage that is not checked.
  @Test func everyPercentageOfAnAnswerIsChecked() throws {
    let folder = Self.root.appendingPathComponent("models")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json5") }
    var answers = 0
    for file in files {
      let model = String(file.dropLast(6))
      let answer = try Self.answer(model)
      // Every model has its answer in its head.
      #expect(!answer.isEmpty, "\(model)")
      answers += answer.isEmpty ? 0 : 1
      let known = Set(Self.claims.filter { $0.model == model }.map(\.phrase))
        .union(Self.otherNumbers[model] ?? [])
      for match in answer.matches(of: /[0-9]+(\.[0-9]+)? %/) {
        #expect(known.contains(String(match.output.0)), "\(model): \(match.output.0)")
      }
    }
    #expect(answers >= 29)
  }
}
