import EndToEnd
import Simulation
import Text

/// Settings that can have no effect, or not the one that was meant.
///
/// Each warning has the place of the setting. A setting that a preset or a default brings is not the user's
/// doing and is not looked at, but for a budget.
extension ModelReader {
  /// Warns about the settings of one strategy.
  ///
  /// Each check asks the scenario if the setting can have an effect, and the sections if the user
  /// has said it.
  mutating func warn(about scenario: Scenario, of strategy: Member, _ sections: Sections) {
    // What contradicts itself is an error; what is left of it would warn of the wrong things.
    if diagnostics.hasErrors { return }
    warnAboutRetries(scenario, sections)
    warnAboutRetryAfter(scenario, sections)
    warnAboutSharedState(scenario, sections)
    warnAboutServer(scenario, sections)
    warnAboutKey(scenario, sections)
    warnAboutLongTimes(scenario, sections)
  }

  /// Reports a warning at the key of a member; nothing if no member says the setting.
  private mutating func warn(_ message: String, at member: Member?) {
    warnings.report(message, at: member?.keyRange)
  }

  /// Warns of reads, outboxes and backoffs that a client without a second request never uses.
  private mutating func warnAboutRetries(_ scenario: Scenario, _ sections: Sections) {
    let client = scenario.client
    if client.readBack.precedesRetries, !client.retry.mayRetry {
      let rest =
        client.readBack == .always
        ? "'readBack: \"always\"' is as \"last\" here" : "'readBack' does nothing here"
      warn(
        rest + ": it reads before a retry, and this client makes none; allow more 'attempts', or "
          + "say readBack: \"last\" to read after the only one",
        at: sections["readBack"])
    }
    let closesPage = scenario.person?.closesPage.chance ?? .never
    if client.hasOutbox, client.crashes.chance == .never, closesPage == .never {
      warn(
        "'outbox' does nothing here: it helps a client whose process ends, and this one never does; "
          + "say client: { crashes: { chance: \"1%\" } }, or leave it out",
        at: sections["outbox"])
    }
  }

  /// Warns of waits that no answer asks for, or that the client would not follow.
  private mutating func warnAboutRetryAfter(_ scenario: Scenario, _ sections: Sections) {
    let isSent = scenario.server.sendsRetryAfter
    let honors = sections["honorsRetryAfter"]
    if scenario.client.retry.honorsRetryAfter, let honors {
      if !isSent {
        warn(
          "'honorsRetryAfter' does nothing here: no answer asks for a wait; say "
            + "server: { refuses: { chance: \"1%\", status: 503, retryAfter: \"2 s\" } }, or leave it "
            + "out",
          at: honors)
      } else if !scenario.client.retry.mayRetry(after: scenario.server.refusal.status) {
        warn(
          "'honorsRetryAfter' does nothing here: the answer that asks for a wait is "
            + "\(scenario.server.refusal.status.code), which this client does not retry",
          at: honors)
      }
    }
    warnAboutCap(scenario, sections)
    let gatewaysHonor = scenario.gateways.contains { $0.retry.honorsRetryAfter }
    if gatewaysHonor, !isSent, let honors = sections["gateway", "honorsRetryAfter"] {
      warn(
        "'honorsRetryAfter' does nothing here: no answer asks for a wait; say "
          + "server: { refuses: { chance: \"1%\", status: 503, retryAfter: \"2 s\" } }, or leave it out",
        at: honors)
    }
  }

  /// Warns of a cap that no wait reaches.
  private mutating func warnAboutCap(_ scenario: Scenario, _ sections: Sections) {
    let policy = scenario.client.retry
    if let cap = sections["retryAfterCap"], policy.retryAfterCap != .longest {
      if !policy.honorsRetryAfter {
        warn(
          "'retryAfterCap' does nothing here: this client does not do as answers ask; say "
            + "honorsRetryAfter: true, or leave it out",
          at: cap)
      } else if let wait = scenario.server.refusal.retryAfter, wait <= policy.retryAfterCap {
        warn(
          "'retryAfterCap' does nothing here: no answer asks for more than "
            + "\(Quantity.text(of: wait)); lower it, or leave it out",
          at: cap)
      }
    }
    let ignores = scenario.gateways.contains {
      $0.retry.retryAfterCap != .longest && !$0.retry.honorsRetryAfter
    }
    if ignores, let cap = sections["gateway", "retryAfterCap"] {
      warn(
        "'retryAfterCap' does nothing here: this gateway does not do as answers ask; say "
          + "honorsRetryAfter: true, or leave it out",
        at: cap)
    }
  }

  /// Warns of budgets and breakers that begin anew for each write, since there is only one.
  private mutating func warnAboutSharedState(_ scenario: Scenario, _ sections: Sections) {
    guard scenario.clients == nil else { return }
    let remedy =
      "add 'clients', for example clients: { count: 100, arrivals: { poisson: \"50/s\" } }"
    if scenario.client.budget != nil {
      let member = sections["budget"] ?? sections["preset"]
      let subject = member?.key == "preset" ? "the retry budget of this preset" : "'budget'"
      warn(
        "\(subject) starts every write with a full bucket here, since a model without 'clients' looks "
          + "at one write by itself; " + remedy
          + (member?.key == "preset" ? ", or say budget: \"none\"" : ""),
        at: member)
    }
    if scenario.client.circuitBreaker != nil {
      warn(
        "'circuitBreaker' starts every write closed here, with no failure counted, since a model "
          + "without 'clients' looks at one write by itself; " + remedy,
        at: sections["circuitBreaker"] ?? sections["preset"])
    }
  }

  /// Warns of two failures of the server whose chances add up to more than 1.
  ///
  /// `failsAfterStore` is a share of the requests that did not fail before. A user who reads both
  /// as shares of all requests would get other numbers than meant.
  private mutating func warnAboutServer(_ scenario: Scenario, _ sections: Sections) {
    let (before, after) = (scenario.server.failsBeforeStore, scenario.server.failsAfterStore)
    // What is 1 on paper may be a little more as a sum of doubles.
    guard before.value + after.value > 1 + 1e-12 else { return }
    let members = (sections["server", "failsBeforeStore"], sections["server", "failsAfterStore"])
    if before == .always {
      // A strategy of which every write fails may leave the model's other chance as it is.
      guard sections.isInOneObject(members.0, members.1) else { return }
      warn(
        "'failsAfterStore' does nothing here: with 'failsBeforeStore' at 100% nothing is ever stored",
        at: members.1)
      return
    }
    let share = Probability((1 - before.value) * after.value) ?? .never
    warn(
      "'failsBeforeStore' and 'failsAfterStore' add up to more than 100%: the second is the chance to "
        + "fail of what was stored, \(Quantity.text(of: after)) of the "
        + "\(rounded(1 - before.value)) that come so far, so that "
        + "\(rounded(share.value)) of all fail after storing",
      at: members.1)
  }

  /// A share as a percentage of three digits.
  private func rounded(_ share: Double) -> String {
    NumberText.withoutZeros(NumberText.significant(share * 100, digits: 3)) + "%"
  }

  /// Warns of the treatment of requests in flight where there can be no second one, or where no
  /// request is in flight for any time.
  private mutating func warnAboutKey(_ scenario: Scenario, _ sections: Sections) {
    warnAboutLease(scenario, sections)
    guard let key = scenario.key, let member = sections["key", "inFlight"] else { return }
    guard scenario.mayRepeatRequests else {
      warn(
        "'inFlight' does nothing here: it is about a second request with the same key, and none is "
          + "ever sent; allow more 'attempts', or leave it out",
        at: member)
      return
    }
    if scenario.server.service == .constant(.zero), scenario.server.capacity == nil {
      warn(
        "'inFlight' does nothing here: no request is in flight at the server for any time, since "
          + "'service' takes none; say server: { service: \"50 ms\" }, or leave it out",
        at: member)
      return
    }
    // A model that says what 409 means to the client means it.
    let isExpected = scenario.client.takes?[.conflict] != nil
    if key.inFlight == .conflict, !scenario.retries(.conflict), !isExpected {
      warn(
        "'inFlight: \"conflict\"' ends a write here that meets its own earlier request in flight: the "
          + "answer is 409, which is not retried; say retryOn: [\"timeout\", \"5xx\", \"409\"], or "
          + "takes: { \"409\": \"done\" }",
        at: member)
    }
  }
}

extension ModelReader {
  /// A lease is about records in progress, and matters if something may outlive it.
  private mutating func warnAboutLease(_ scenario: Scenario, _ sections: Sections) {
    guard let key = scenario.key, key.recorded == .inProgress else { return }
    if let member = sections["key", "renews"], let renews = key.renews {
      guard let lease = key.lease else {
        warn(
          "'renews' does nothing here: a lease that never ends needs no renewal; say lease: \"30 s\", "
            + "or leave it out",
          at: member)
        return
      }
      if renews >= lease {
        warn(
          "'renews' does nothing here: the lease of \(Quantity.text(of: lease)) is over before it is "
            + "renewed; renew it more often",
          at: member)
      }
    }
  }
}

extension RetryPolicy {
  /// A Boolean value that indicates whether it allows a second request.
  fileprivate var mayRetry: Bool { attempts != 1 }

  /// Returns true if a request may follow an answer with a status.
  fileprivate func mayRetry(after status: Status) -> Bool {
    mayRetry && retriedStatuses.contains(status)
  }
}

extension Scenario {
  /// A Boolean value that indicates whether the server may see two requests of one key.
  fileprivate var mayRepeatRequests: Bool {
    if client.retry.attempts != 1 || client.hedge != nil { return true }
    if gateways.contains(where: { $0.retry.attempts != 1 }) { return true }
    if network.mayDuplicateRequests || gateways.contains(where: \.network.mayDuplicateRequests) {
      return true
    }
    return key?.scope == .intention
  }

  /// Returns true if the client or a gateway sends again after an answer with a status.
  fileprivate func retries(_ status: Status) -> Bool {
    client.retry.retriedStatuses.contains(status)
      || gateways.contains { $0.retry.mayRetry(after: status) }
  }
}

extension Server {
  /// A Boolean value that indicates whether an answer may ask for a wait (Retry-After).
  fileprivate var sendsRetryAfter: Bool {
    guard refusal.retryAfter != nil else { return false }
    // The wait goes with the status, so every answer with that status asks for it.
    return refusal.chance != .never || capacity?.queue != nil || outage != nil || restarts != nil
      || !outages.isEmpty || refusal.status == .serverError
  }
}
