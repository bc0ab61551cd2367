import EndToEnd
import Simulation
import Text

/// A write and one strategy for it, as the controls of the playground have them: a number for each.
///
/// Probabilities are fractions, times are milliseconds, and choices are their places in a list.
package struct PlaygroundSettings: Hashable, Sendable {
  /// One number for each of ``Field``, in their order.
  package var values: [Double]

  /// The controls.
  package enum Field: Int, CaseIterable, Sendable {
    /// The faults of network and server.
    case requestLoss, responseLoss, failsBefore, failsAfter
    /// The timeout of the client, and the three parts of a request's time.
    case timeout, requestLatency, responseLatency, service
    /// The number of attempts, and the failures that a retry follows.
    case attempts, retriesTimeouts, retriesErrors
    /// The growth of the waits, and their jitter.
    case backoff, base, factor, cap, jitter
    /// The idempotency key, and the two ways in which it fails.
    case key, failsBetween, forgets
    /// Other protections, and a server that answers before it stores.
    case readBack, unique, answersFirst

    /// The number of fields that are about the write and not about the strategy.
    package static let worldCount = 8
  }

  /// Creates settings from the numbers of all fields.
  package init(_ values: [Double]) {
    precondition(values.count == Field.allCases.count, "a setting has a number for each field")
    self.values = values
  }

  /// The number of a field.
  package subscript(field: Field) -> Double {
    get { values[field.rawValue] }
    set { values[field.rawValue] = newValue }
  }

  /// The recordings of a key that the control offers.
  private static let recordings: [IdempotencyKey.Recording] = [.withData, .beforeData, .afterData]
  /// Their words, in the same order.
  private static let recordingNames = ["with-data", "before-data", "after-data"]

  /// The probability that a field holds.
  private func chance(_ field: Field) -> Probability { Probability(self[field]) ?? .never }
  /// The length of time that a field holds in milliseconds.
  private func delay(_ field: Field) -> Delay { Delay(rounding: max(self[field], 0) * 1e6) }
  /// A Boolean value that indicates whether a field is switched on.
  private func isOn(_ field: Field) -> Bool { self[field] != 0 }
  /// The choice that a field holds, at most the last one.
  private func choice(_ field: Field, below count: Int) -> Int {
    min(max(Int(self[field]), 0), count - 1)
  }

  /// The same in the engine.
  package var scenario: Scenario {
    var scenario = Scenario()
    scenario.client.timeout = delay(.timeout)
    scenario.network.request = Link(
      loss: chance(.requestLoss), latency: .constant(delay(.requestLatency)))
    scenario.network.response = Link(
      loss: chance(.responseLoss), latency: .constant(delay(.responseLatency)))
    scenario.server.service = .constant(delay(.service))
    scenario.server.failsBeforeStore = chance(.failsBefore)
    scenario.server.failsAfterStore = chance(.failsAfter)
    scenario.client.retry.attempts = UInt32(min(max(self[.attempts], 1), 64))
    if !(isOn(.retriesTimeouts) && isOn(.retriesErrors)) {
      scenario.client.retry.retriesTimeouts = isOn(.retriesTimeouts)
      scenario.client.retry.retriedStatuses = isOn(.retriesErrors) ? [.serverError] : []
    }
    let jitter: Backoff.Jitter = isOn(.jitter) ? .full : .none
    switch choice(.backoff, below: 3) {
    case 1: scenario.client.retry.backoff = Backoff(.fixed(delay(.base)), jitter: jitter)
    case 2:
      scenario.client.retry.backoff = Backoff(
        .exponential(base: delay(.base), factor: self[.factor], cap: delay(.cap)), jitter: jitter)
    default: break
    }
    let recorded = choice(.key, below: 4)
    if recorded > 0 {
      var key = IdempotencyKey()
      key.recorded = PlaygroundSettings.recordings[recorded - 1]
      if recorded > 1 { key.failsBetween = chance(.failsBetween) }
      key.forgets = chance(.forgets)
      scenario.key = key
    }
    scenario.client.readBack = isOn(.readBack) ? .each : .never
    if isOn(.unique) { scenario.server.isUnique = true }
    if isOn(.answersFirst) { scenario.server.acknowledges = .beforeStore }
    return scenario
  }

  /// The settings that mean a scenario; `nil` if it has something that no control sets.
  package init?(_ scenario: Scenario) {
    guard case .constant(let there) = scenario.network.request.latency,
      case .constant(let back) = scenario.network.response.latency,
      case .constant(let service) = scenario.server.service,
      let attempts = scenario.client.retry.attempts
    else { return nil }
    self.init([Double](repeating: 0, count: Field.allCases.count))
    func set(_ field: Field, _ delay: Delay) {
      values[field.rawValue] = Double(delay.nanoseconds) / 1e6
    }
    self[.requestLoss] = scenario.network.request.loss.value
    self[.responseLoss] = scenario.network.response.loss.value
    self[.failsBefore] = scenario.server.failsBeforeStore.value
    self[.failsAfter] = scenario.server.failsAfterStore.value
    set(.timeout, scenario.client.timeout)
    set(.requestLatency, there)
    set(.responseLatency, back)
    set(.service, service)
    self[.attempts] = Double(attempts)
    self[.retriesTimeouts] = scenario.client.retry.retriesTimeouts ? 1 : 0
    self[.retriesErrors] =
      scenario.client.retry.retriedStatuses.contains(.serverError) ? 1 : 0
    (self[.base], self[.factor], self[.cap]) = (50, 2, 1_000)
    switch scenario.client.retry.backoff.growth {
    case .fixed(let delay)?:
      self[.backoff] = 1
      set(.base, delay)
    case .exponential(let base, let factor, let cap)?:
      self[.backoff] = 2
      set(.base, base)
      self[.factor] = factor
      set(.cap, cap)
    default: break
    }
    self[.jitter] = scenario.client.retry.backoff.jitter == .full ? 1 : 0
    if let key = scenario.key {
      let place = PlaygroundSettings.recordings.firstIndex(of: key.recorded)
      self[.key] = Double((place ?? 0) + 1)
      self[.failsBetween] = key.failsBetween.value
      self[.forgets] = key.forgets.value
    }
    self[.readBack] = scenario.client.readBack == .each ? 1 : 0
    self[.unique] = scenario.server.isUnique ? 1 : 0
    self[.answersFirst] = scenario.server.acknowledges == .beforeStore ? 1 : 0
    if self.scenario != scenario { return nil }
  }

  /// The settings as a model file with one strategy, "yours".
  package var modelText: String {
    func number(_ field: Field) -> String { NumberText.plain(self[field]) }
    func time(_ field: Field) -> String { "\"\(number(field)) ms\"" }
    func link(_ loss: Field, _ latency: Field) -> String {
      "{ loss: \(number(loss)), latency: { constant: \(time(latency)) } }"
    }
    var server = [
      "service: { constant: \(time(.service)) }", "failsBeforeStore: \(number(.failsBefore))",
      "failsAfterStore: \(number(.failsAfter))",
    ]
    if isOn(.answersFirst) { server.append("acknowledges: \"before-store\"") }
    var strategy = ["attempts: \(number(.attempts))"]
    if !(isOn(.retriesTimeouts) && isOn(.retriesErrors)) {
      let retried = isOn(.retriesTimeouts) ? "\"timeout\"" : isOn(.retriesErrors) ? "\"500\"" : ""
      strategy.append("retryOn: [\(retried)]")
    }
    let jitter = isOn(.jitter) ? ", jitter: \"full\"" : ""
    switch choice(.backoff, below: 3) {
    case 1: strategy.append("backoff: { fixed: \(time(.base))\(jitter) }")
    case 2:
      strategy.append(
        "backoff: { exponential: { base: \(time(.base)), factor: \(number(.factor)), cap: \(time(.cap)) }\(jitter) }"
      )
    default: break
    }
    let recorded = choice(.key, below: 4)
    if recorded > 0 {
      var key = ["recorded: \"\(PlaygroundSettings.recordingNames[recorded - 1])\""]
      if recorded > 1 { key.append("failsBetween: \(number(.failsBetween))") }
      if isOn(.forgets) { key.append("forgets: \(number(.forgets))") }
      strategy.append("key: { \(key.joined(separator: ", ")) }")
    }
    if isOn(.readBack) { strategy.append("readBack: true") }
    if isOn(.unique) { strategy.append("unique: true") }
    return """
      {
        format: 1,
        title: "A write from the playground",
        client: { timeout: \(time(.timeout)) },
        network: {
          request: \(link(.requestLoss, .requestLatency)),
          response: \(link(.responseLoss, .responseLatency)),
        },
        server: { \(server.joined(separator: ", ")) },
        strategies: {
          yours: { \(strategy.joined(separator: ", ")) },
        },
      }

      """
  }
}
