import EndToEnd
import Simulation
import Text

/// A preset in words, for `disagree presets`.
///
/// Users read these words before they trust a preset. So the page says what the library does,
/// what a model leaves out of that, and where it was read.
package struct PresetText: Sendable {
  /// The preset that is described.
  let preset: Preset

  /// Creates the words for a preset.
  package init(_ preset: Preset) {
    self.preset = preset
  }

  /// The most requests: a number, `unbounded` or `unknown`.
  package var attempts: String {
    switch preset.attempts {
    case .atMost(let attempts): "\(attempts)"
    case .unbounded: "unbounded"
    case .unknown: "unknown"
    }
  }

  /// The waits in as few words as possible.
  ///
  /// The number of the retry is `n`, counted from 0. A preset whose waits are known only in words
  /// leads to its page.
  package var backoff: String {
    if let hedge = preset.hedge { return "hedges after \(Quantity.text(of: hedge.after))" }
    guard let backoff = preset.backoff else { return "see disagree presets \(preset.name)" }
    guard let growth = backoff.growth else { return "none" }
    func most(_ cap: Delay) -> String {
      cap == .longest ? "" : ", at most \(Quantity.text(of: cap))"
    }
    var text =
      switch growth {
      case .fixed(let delay): Quantity.text(of: delay)
      case .linear(let base, let step, let cap):
        "\(Quantity.text(of: base)) + n · \(Quantity.text(of: step))\(most(cap))"
      case .exponential(let base, let factor, let cap):
        "\(Quantity.text(of: base)) · \(JSON5Writer.plain(factor))^n\(most(cap))"
      case .polynomial(let base, let step, let power, let cap):
        "\(Quantity.text(of: base)) + n^\(power) · \(Quantity.text(of: step))\(most(cap))"
      case .schedule(let delays):
        delays.map(Quantity.text).joined(separator: ", ")
      }
    switch backoff.jitter {
    case .none: break
    case .full: text += ", full jitter"
    case .equal: text += ", equal jitter"
    case .decorrelated: text += ", decorrelated jitter"
    case .proportional(let share): text += ", ±\(JSON5Writer.plain(share * 100))%"
    case .shortened(let share): text += ", −0–\(JSON5Writer.plain(share * 100))%"
    case .additive(let upTo, let step):
      text += ", +0–\(Quantity.text(of: upTo))"
      if step > .zero { text += " · (n + 1)" }
    }
    if backoff.least > .zero { text += ", at least \(Quantity.text(of: backoff.least))" }
    return backoff.capsJitter ? text + " (all cut to the most)" : text
  }

  /// The rule about a POST in one word: "partly" is after connections that fail, or after failures that no
  /// model has.
  package var post: String {
    if preset.timeouts == .unknown, preset.connectionErrors == .unknown { return "caller" }
    if preset.retries(method: "POST") { return "yes" }
    if preset.retries(method: "POST", whereConnectionsFail: true) { return "partly" }
    let word = preset.post.prefix { $0.isLetter }
    return word == "yes" ? "partly" : String(word)
  }

  /// The page of the preset, in lines of 80 columns.
  package var page: String {
    var page = Paragraphs()
    page.append("\(preset.name): \(preset.title)")
    page.append("version", preset.version)
    page.append("attempts", attempts)
    page.append(
      "timeout",
      preset.timeout.map(Quantity.text) ?? "none, or not known: say 'client.timeout'")
    page.append("deadline", preset.deadline.map(Quantity.text) ?? "none, or not known")
    page.append("waits", preset.waits ?? backoff)
    if let hedge = preset.hedge {
      page.append("hedge", ModelSchema.hedge.text(of: .init(hedge), .canonical(.init())).line)
    }
    page.append(
      "budget",
      preset.budget.map { ModelSchema.budget.text(of: $0, .canonical(.init())).line } ?? "none")
    if let breaker = preset.breaker {
      page.append("breaker", ModelSchema.circuitBreaker.text(of: breaker, .canonical(.init())).line)
    }
    page.append("timeouts", words(preset.timeouts))
    page.append("connecting", words(preset.connects))
    page.append("resets", words(preset.resets))
    for statuses in preset.statuses {
      page.append(PresetText.list(statuses.codes), words(statuses.rule))
    }
    if preset.statuses.isEmpty { page.append("statuses", words(.unknown)) }
    page.append("a POST", preset.post)
    page.append("key", preset.idempotencyKey ?? "none by itself")
    page.append("logs", logs)
    page.append(
      "late", preset.hearsLateAnswers ? "late answers are heard" : "late answers are not heard")
    page.append("notes", preset.notes ?? "none")
    page.append("source", preset.source)
    page.separate()
    page.append("Not modeled:")
    for line in notModelled { page.append("-", line) }
    page.separate()
    page.append("In a model:")
    for line in uses { page.append("-", line) }
    return page.text
  }

  /// The parts that no model says yet.
  ///
  /// An unstated difference between a library and its model would be a wrong number. Each line
  /// here is one such difference.
  package var notModelled: [String] {
    var lines: [String] = []
    if let waits = preset.waits { lines.append("the waits: \(waits)") }
    if preset.attempts == .unknown { lines.append("the number of attempts: it is not known") }
    let rules = [preset.timeouts, preset.connects, preset.resets] + preset.statuses.map(\.rule)
    let isConditional = rules.contains { if case .partly = $0 { true } else { false } }
    if isConditional { lines.append("what is retried on a condition above: it is not retried") }
    if preset.timeouts == .unknown { lines.append("timeouts: whether they are retried") }
    if [preset.connects, preset.resets].contains(.unknown) {
      lines.append("connections that fail: whether that is retried")
    }
    if let limits = preset.limits { lines.append("other limits: \(limits)") }
    if let breaker = preset.circuitBreaker { lines.append("circuit breaker: \(breaker)") }
    if let key = preset.idempotencyKey, !key.hasPrefix("none") {
      lines.append("its key: say 'key' beside it if the server records it")
    }
    if preset.notes != nil { lines.append("what the notes say beyond the lines above them") }
    return lines.isEmpty ? ["nothing known"] : lines
  }

  /// The strategies that name it, for a POST and for an idempotent method.
  private var uses: [String] {
    ["POST", "PUT"].map { method in
      guard preset.retries(method: method, whereConnectionsFail: true) else {
        return preset.leavesRetriesToTheCaller
          ? "{ preset: \"\(preset.name)\", retryOn: [ … ] }"
          : "{ preset: \"\(preset.name)\", method: \"\(method)\" } sends once"
      }
      var policy = RetryPolicy()
      policy.retriesTimeouts = preset.retriesTimeouts(method: method)
      policy.retriedStatuses = StatusSet(preset.retriedStatuses(method: method))
      policy.retriedConnectionFailures = preset.retriedConnectionFailures(method: method)
      return "{ preset: \"\(preset.name)\", method: \"\(method)\" } retries on "
        + JSON5Writer.retryOn(policy, among: .all).line
    }.reduce(into: []) { lines, line in if lines.last != line { lines.append(line) } }
  }

  /// The failures that the library logs by itself, as the logs of a model would show them.
  private var logs: String {
    switch preset.clientLog {
    case .none: "nothing that the operator of the client can read"
    case .final: "no retry; the caller sees the last failure"
    case .timeouts: "attempts that no answer ended, and the caller sees the last failure"
    case .attempts: "every attempt that fails"
    }
  }

  /// A rule as a clause that stands behind the name of a failure.
  private func words(_ rule: Preset.Rule) -> String {
    switch rule {
    case .always: "retried"
    case .never: "not retried"
    case .only(let methods): "retried for \(methods.joined(separator: ", "))"
    case .partly(let condition): "retried on a condition: \(condition)"
    case .unknown: "not known, or the caller says; not retried unless 'retryOn' says so"
    }
  }

  /// Codes with ranges for those that follow each other.
  static func list(_ codes: [UInt16]) -> String {
    var parts: [String] = []
    var rest = codes[...]
    while let first = rest.popFirst() {
      var last = first
      while rest.first == last + 1 { last = rest.removeFirst() }
      parts.append(last > first + 1 ? "\(first)–\(last)" : "\(first)")
      if last == first + 1 { parts.append("\(last)") }
    }
    return parts.joined(separator: ", ")
  }
}
