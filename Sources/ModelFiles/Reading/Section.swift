/// The keys that an object of a model may have.
struct Section {
  /// What messages call it, as in "unknown key 'x' in NAME".
  let name: String
  let keys: [String]

  static let model = Section(
    name: "a model",
    keys: [
      "format", "title", "client", "network", "server", "gateway", "evidence", "strategies",
      "costs", "never", "limits",
    ])
  static let client = Section(
    name: "'client'", keys: ["timeout", "acceptsLateResponses", "crashes"])
  static let crashes = Section(name: "'crashes'", keys: ["chance", "restartsAfter"])
  static let network = Section(name: "'network'", keys: ["request", "response"])
  static let link = Section(name: "one direction of a network", keys: ["loss", "latency"])
  static let server = Section(
    name: "'server'",
    keys: [
      "service", "failsBeforeStore", "failsAfterStore", "failure", "acknowledges", "failover",
      "refuses",
    ])
  static let failover = Section(name: "'failover'", keys: ["loses", "after"])
  static let refusal = Section(name: "'refuses'", keys: ["chance", "status", "retryAfter"])
  static let gateway = Section(
    name: "'gateway'",
    keys: [
      "timeout", "attempts", "retryOn", "backoff", "honorsRetryAfter", "acceptsLateResponses",
      "network",
    ])
  static let evidence = Section(name: "'evidence'", keys: ["serverLog", "clientLog"])
  static let strategy = Section(
    name: "a strategy",
    keys: [
      "preset", "method", "attempts", "retryOn", "backoff", "honorsRetryAfter", "deadline",
      "readBack", "hedge", "outbox", "key", "clientChosenId",
      "reserveConfirm", "reconcile", "client", "network", "server", "gateway", "evidence",
    ])
  static let key = Section(
    name: "'key'",
    keys: ["protocol", "recorded", "failsBetween", "forgets", "window", "replays", "inFlight"])
  static let hedge = Section(name: "'hedge'", keys: ["after", "attempts"])
  static let deadline = Section(name: "'deadline'", keys: ["after", "propagate"])
  static let clientChosenID = Section(name: "'clientChosenId'", keys: ["edits", "ifMatch"])
  static let reservation = Section(name: "'reserveConfirm'", keys: ["expires"])
  static let reconciliation = Section(
    name: "'reconcile'", keys: ["every", "passes", "sees", "repairs"])
  static let backoff = Section(
    name: "'backoff'",
    keys: [
      "fixed", "linear", "exponential", "polynomial", "schedule", "jitter", "least", "capsJitter",
    ])
  static let limits = Section(name: "'limits'", keys: ["events"])

  /// Where a key belongs that was found in the wrong place, if that is certain.
  static func home(of key: String, not section: Section) -> Section? {
    let homes = [
      client, server, strategy, Section.key, clientChosenID, reservation, reconciliation,
      evidence,
    ].filter {
      $0.name != section.name && $0.keys.contains(key)
    }
    return homes.count == 1 ? homes[0] : nil
  }
}
