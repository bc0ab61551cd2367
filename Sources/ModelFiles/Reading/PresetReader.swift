import EndToEnd
import Simulation

/// The retry policies that libraries ship with.
extension ModelReader {
  /// The preset that a strategy or a gateway names, if it names one.
  mutating func preset(of fields: Fields) -> Preset? {
    guard let member = fields["preset"] else { return nil }
    guard case .string(let name) = member.value.value else {
      reportMismatch(
        "preset", "must be a name in quotes, for example \"\(Preset.all.first?.name ?? "…")\"",
        member.value)
      return nil
    }
    if let preset = Preset.named(name) { return preset }
    let names = Preset.all.map { ($0.name, $0.title) }
    let remedy =
      SpellingSuggestion.question(for: name, amongNames: names, quote: "\"")
      ?? "'disagree presets' lists them"
    report("there is no preset of this name; \(remedy)", at: member.value.range)
    return nil
  }

  /// Fills in what a library has beside its policy: its timeout, what it logs, and whether it hears late
  /// answers. Of these a model may say the last two for all of its strategies.
  mutating func begin(
    _ preset: Preset, _ sections: Sections, _ fields: Fields, _ scenario: inout Scenario
  ) {
    if let timeout = preset.timeout {
      scenario.client.timeout = timeout
    } else if sections["client", "timeout"] == nil {
      report(
        "this preset needs 'client.timeout': the library sets none, or it is not known, and none is "
          + "made up for it; say how long its caller waits, for example client: { timeout: \"30 s\" }",
        at: fields["preset"]?.value.range)
    }
    if sections["evidence", "clientLog"] == nil { scenario.logs.client = preset.clientLog.log }
    if preset.hearsLateAnswers, sections["client", "acceptsLateResponses"] == nil {
      scenario.client.acceptsLateResponses = true
    }
  }

  /// Fills in a policy; what the preset leaves open, the strategy must say.
  mutating func apply(
    _ preset: Preset, of draft: ScenarioDraft, fields: Fields, to policy: inout RetryPolicy
  ) {
    let method = draft.method
    policy.retriesTimeouts = preset.retriesTimeouts(method: method)
    policy.retriedConnectionFailures = preset.retriedConnectionFailures(method: method)
    policy.retriedStatuses = StatusSet(preset.retriedStatuses(method: method))
    if preset.leavesRetriesToTheCaller {
      demand("retryOn", "what is retried is the caller's to say, or not known", fields)
    }
    let retries = preset.retries(
      method: method, whereConnectionsFail: draft.mentionsConnections)
    guard retries || fields["retryOn"] != nil else {
      policy.attempts = 1
      policy.backoff = preset.backoff ?? .none
      return
    }
    switch preset.attempts {
    case .atMost(let attempts): policy.attempts = attempts
    case .unbounded: policy.attempts = nil
    case .unknown: demand("attempts", "the number of attempts is not known", fields)
    }
    if let backoff = preset.backoff {
      policy.backoff = backoff
    } else if policy.attempts != 1 {
      demand("backoff", "the waits are not known or cannot be said", fields)
    }
  }

  /// Reports that a preset leaves a setting open, unless it is said beside it.
  mutating func demand(_ key: String, _ reason: String, _ fields: Fields) {
    guard fields[key] == nil, let member = fields["preset"] else { return }
    report(
      "this preset needs '\(key)' beside it: \(reason); 'disagree presets' with its name says more",
      at: member.value.range)
  }
}

extension Preset.ClientLog {
  /// The events that a model's client logs.
  fileprivate var log: Logs.ClientLog {
    switch self {
    case .none: .nothing
    case .final: .final
    case .timeouts: .timeouts
    case .attempts: .attempts
    }
  }
}
