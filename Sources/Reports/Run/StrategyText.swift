import EndToEnd
import Simulation
import Text

/// A strategy in one line: attempts, waits, and the protection.
struct StrategyText {
  /// The scenario of the strategy.
  let scenario: Scenario

  /// The strategy in one line: "up to 4 attempts, backoff 50 ms × 2ⁿ up to 1 s with full jitter, no key".
  var text: String {
    ([attempts] + (scenario.sendsOnce ? [] : [waits]) + layers + protections)
      .joined(separator: ", ")
  }

  /// The attempts and the first protections, for a row of a table.
  var brief: String {
    let attempts =
      switch scenario.client.retry.attempts {
      case nil: "attempts without a limit"
      case 1?: "sends once"
      case let attempts?: "\(attempts) attempts"
      }
    let known = protections.filter { $0 != "no key" }
    let early = scenario.server.acknowledges == .beforeStore ? ["server answers first"] : []
    return ([attempts] + known.prefix(2) + early + layers.prefix(1)).joined(separator: ", ")
  }

  private var attempts: String {
    switch scenario.client.retry.attempts {
    case nil: "attempts without a limit"
    case 1?: "1 attempt"
    case let attempts?: "up to \(attempts) attempts"
    }
  }

  /// The waits before retries, with their growth and jitter.
  private var waits: String {
    let backoff = scenario.client.retry.backoff
    if scenario.client.retry.attempts == 1 { return "no retry of its own" }
    func words(_ delay: Delay) -> String { DelayText.exact(nanoseconds: delay.nanoseconds) }
    func most(_ cap: Delay) -> String { cap == .longest ? "" : " up to \(words(cap))" }
    let growth =
      switch backoff.growth {
      case nil: "retries at once"
      case .fixed(let delay)?: "backoff \(words(delay))"
      case .linear(let base, let step, let cap)?:
        "backoff \(words(base)) + \(words(step)) × n\(most(cap))"
      case .exponential(let base, let factor, let cap)?:
        "backoff \(words(base)) × \(NumberText.plain(factor))ⁿ\(most(cap))"
      case .polynomial(let base, let step, let power, let cap)?:
        "backoff \(words(base)) + \(words(step)) × n^\(power)\(most(cap))"
      case .schedule(let delays)?:
        "backoff " + delays.prefix(3).map(words).joined(separator: ", ")
          + (delays.count > 3 ? " …" : "")
      }
    let jitter =
      switch backoff.jitter {
      case .none: ""
      case .full: " with full jitter"
      case .equal: " with equal jitter"
      case .decorrelated: " with decorrelated jitter"
      case .proportional(let share): " ±\(NumberText.plain(share * 100))%"
      case .shortened(let share): " less up to \(NumberText.plain(share * 100))%"
      case .additive(let most, _): " plus up to \(words(most))"
      }
    return growth + jitter
  }

  /// The others who send something again.
  private var layers: [String] {
    var layers: [String] = []
    if scenario.client.hedge != nil { layers.append("hedged") }
    let count = scenario.gateways.count
    if count > 0 { layers.append(count == 1 ? "a gateway" : "\(count) gateways") }
    if scenario.person != nil { layers.append("a person who presses again") }
    return layers
  }

  /// The protections against duplicates and losses; "no key" if there are none.
  private var protections: [String] {
    var protections: [String] = []
    if let key = scenario.key {
      protections.append("key recorded " + StrategyText.words(key.recorded))
    }
    if scenario.clientChosenID != nil { protections.append("an ID that the client chooses") }
    if scenario.reservation != nil { protections.append("reserved, then confirmed") }
    if scenario.client.readBack != .never { protections.append("read back") }
    if scenario.client.hasOutbox { protections.append("an outbox") }
    if scenario.reconciliation != nil { protections.append("reconciled later") }
    return protections.isEmpty ? ["no key"] : protections
  }

  /// The words for the moment at which a key is recorded.
  private static func words(_ recorded: IdempotencyKey.Recording) -> String {
    switch recorded {
    case .withData: "with the data"
    case .beforeData: "before the data"
    case .afterData: "after the data"
    case .inProgress: "as in progress"
    }
  }
}
