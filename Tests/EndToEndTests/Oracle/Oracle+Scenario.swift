import EndToEnd
import Simulation

extension Oracle {
  /// The scenario that the oracle speaks about, with latencies far below the timeouts.
  var scenario: Scenario {
    var scenario = Scenario()
    scenario.client.timeout = gateway.map { patience(before: $0) } ?? .milliseconds(200)
    scenario.client.retry.attempts = UInt32(attempts)
    scenario.client.retry.retriesTimeouts = retriesTimeout
    scenario.client.retry.retriedConnectionFailures = ConnectionFailures {
      $0 == .notConnected ? retriesConnect : retriesReset
    }
    let retried: [Status] =
      (retries500 ? [.serverError] : []) + (retries503 ? [.unavailable] : [])
      + (retries504 ? [.gatewayTimeout] : []) + (retries502 ? [.badGateway] : [])
    scenario.client.retry.retriedStatuses = StatusSet(retried)
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(50)))
    scenario.client.readBack =
      readsBack ? (readsLast ? .always : .each) : readsLast ? .last : .never
    if !takes.isEmpty {
      var meanings = StatusMeanings()
      for (status, belief) in takes {
        meanings[Status(code: UInt16(status))] =
          belief == .acknowledged ? .done : belief == .rejected ? .rejected : .unknown
      }
      scenario.client.takes = meanings
    }
    scenario.logs.client =
      switch clientLog {
      case .none: .nothing
      case .final: .final
      case .timeouts: .timeouts
      case .attempts: .attempts
      }
    scenario.network.request = Link(
      loss: Probability(q)!, latency: .constant(.milliseconds(20)))
    scenario.network.response = Link(
      loss: Probability(r)!, latency: .constant(.milliseconds(20)))
    scenario.network.connect = ConnectionFaults(fails: Probability(c)!, after: .milliseconds(3))
    scenario.network.breaks = Probability(k)!
    scenario.server.service = .constant(.milliseconds(5))
    scenario.server.failsBeforeStore = Probability(a)!
    scenario.server.failsAfterStore = Probability(b)!
    scenario.server.failure = isSilent ? .silent : .answered
    scenario.client.crashes.chance = Probability(crashes)!
    scenario.client.crashes.restartsAfter = .seconds(5)
    scenario.client.hasOutbox = hasOutbox
    if let repairs {
      var reconciliation = Reconciler()
      reconciliation.passes = UInt32(repairs.passes)
      reconciliation.sees = Probability(repairs.sees)!
      reconciliation.repairsPhantoms = repairs.phantoms
      reconciliation.repairsLost = repairs.lost
      reconciliation.repairsDuplicates = repairs.duplicates
      scenario.reconciliation = reconciliation
    }
    if reserves { scenario.reservation = Reservation() }
    scenario.server.refusal.chance = Probability(refuses)!
    scenario.server.failover.loses = Probability(failover)!
    applyDowntimes(to: &scenario.server)
    scenario.server.acknowledges = acknowledgesFirst ? .beforeStore : .afterStore
    if let key {
      var rule = IdempotencyKey()
      switch key.recorded {
      case .withData: rule.recorded = .withData
      case .beforeData: rule.recorded = .beforeData
      case .afterData: rule.recorded = .afterData
      }
      rule.failsBetween = Probability(key.failsBetween)!
      rule.forgets = Probability(key.forgets)!
      rule.replays = key.replaysOriginal ? .original : .success
      if key.savesSuccessesOnly { rule.replays = .successOnly }
      scenario.key = rule
    }
    var gateway = gateway
    while let here = gateway {
      var hop = EndToEnd.Gateway()
      hop.timeout = here.next.first.map { patience(before: $0) } ?? .milliseconds(200)
      hop.retry.attempts = UInt32(here.attempts)
      hop.retry.retriedStatuses = here.passesErrorsOn ? [] : [.serverError, .gatewayTimeout]
      hop.retry.backoff = Backoff(.fixed(.milliseconds(10)))
      hop.network.request = Link(
        loss: Probability(here.q)!, latency: .constant(.milliseconds(1)))
      hop.network.response = Link(
        loss: Probability(here.r)!, latency: .constant(.milliseconds(1)))
      hop.network.connect.fails = Probability(here.c)!
      hop.network.breaks = Probability(here.k)!
      scenario.gateways.append(hop)
      gateway = here.next.first
    }
    return scenario
  }

  /// A timeout that no gateway needs who tries up to 9 times.
  private func patience(before gateway: Gateway) -> Delay {
    var timeout = Delay.seconds(2)
    for _ in 1..<gateway.depth { timeout = .nanoseconds(timeout.nanoseconds * 10) }
    return timeout
  }
}

extension Ending {
  init(_ outcome: Outcome) {
    switch outcome.belief {
    case .acknowledged: belief = .acknowledged
    case .error: belief = .error
    case .timeout: belief = .timeout
    case .rejected: belief = .rejected
    }
    copies = Int(outcome.copies)
    attempts = Int(outcome.attempts)
    requests = Int(outcome.requests)
    serverLogged = outcome.evidence == .serverLog || outcome.evidence == .both
    clientLogged = outcome.evidence == .clientLog || outcome.evidence == .both
  }
}
