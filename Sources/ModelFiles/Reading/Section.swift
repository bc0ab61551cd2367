/// The keys that an object of a model may have.
struct Section {
  /// What messages call it, as in "unknown key 'x' in NAME".
  let name: String
  let keys: [String]
  /// Keys that it cannot have and that one may look for here, with what to do instead.
  var remedies: [String: String] = [:]

  static let model = Section(
    name: "a model",
    keys: [
      "format", "title", "client", "network", "server", "gateway", "person", "evidence", "clients",
      "strategies", "costs", "never", "limits",
    ])
  static let client = Section(
    name: "'client'", keys: ["timeout", "acceptsLateResponses", "crashes"])
  static let crashes = Section(name: "'crashes'", keys: ["chance", "restartsAfter"])
  static let network = Section(
    name: "'network'", keys: ["request", "response", "connect", "breaks"])
  static let connect = Section(name: "'connect'", keys: ["fails", "after"])
  static let link = Section(name: "one direction of a network", keys: ["loss", "latency"])
  static let server = Section(
    name: "'server'",
    keys: [
      "service", "failsBeforeStore", "failsAfterStore", "failure", "acknowledges", "failover",
      "refuses", "capacity", "outage", "restarts", "outages",
    ])
  static let capacity = Section(
    name: "'capacity'", keys: ["workers", "queue", "discipline", "hearsCancellation"])
  static let clients = Section(
    name: "'clients'", keys: ["count", "arrivals", "lasts", "warmsUp"])
  static let arrivals = Section(
    name: "'arrivals'", keys: ["poisson", "constant", "profile", "closed"])
  static let phase = Section(name: "a phase of a profile", keys: ["from", "rate"])
  static let closedLoop = Section(name: "'closed'", keys: ["thinkTime"])
  static let budget = Section(
    name: "'budget'",
    keys: [
      "tokens", "ratio", "successEarns", "retryCosts", "timeoutCosts", "throttledCosts",
      "failureCosts", "retriesAbove", "refunds", "perSecond", "window",
    ])
  static let circuitBreaker = Section(
    name: "'circuitBreaker'", keys: ["failures", "of", "opensFor", "probes"])
  static let failover = Section(name: "'failover'", keys: ["loses", "after"])
  static let refusal = Section(name: "'refuses'", keys: ["chance", "status", "retryAfter"])
  static let gateway = Section(
    name: "'gateway'",
    keys: [
      "preset", "timeout", "attempts", "retryOn", "backoff", "honorsRetryAfter",
      "acceptsLateResponses", "network", "budget", "hedge",
    ],
    remedies: [
      "gateway": "list gateways that stand one behind the other, from the client outwards: "
        + "gateway: [{ … }, { … }]",
      "retries": countsTheFirst,
    ])
  private static let countsTheFirst =
    "say 'attempts', which counts the first one, too: one retry is attempts: 2"
  static let evidence = Section(name: "'evidence'", keys: ["serverLog", "clientLog"])
  static let strategy = Section(
    name: "a strategy",
    keys: [
      "preset", "method", "attempts", "retryOn", "backoff", "honorsRetryAfter", "deadline",
      "readBack", "hedge", "outbox", "budget", "circuitBreaker", "key", "clientChosenId",
      "reserveConfirm", "reconcile",
      "client", "network", "server", "gateway", "person", "evidence", "clients",
    ],
    remedies: ["retries": countsTheFirst, "maxRetries": countsTheFirst])
  static let key = Section(
    name: "'key'",
    keys: [
      "protocol", "recorded", "failsBetween", "forgets", "window", "replays", "inFlight", "scope",
    ],
    remedies: ["ttl": "say 'window'", "expires": "say 'window'"])
  static let person = Section(
    name: "'person'",
    keys: ["resubmits", "after", "presses", "contactsSupport", "closesPage", "pressesTwice"])
  static let hedge = Section(name: "'hedge'", keys: ["after", "attempts", "hurries"])
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
      client, server, strategy, person, Section.key, clientChosenID, reservation, reconciliation,
      evidence, clients, capacity,
    ].filter {
      $0.name != section.name && $0.keys.contains(key)
    }
    return homes.count == 1 ? homes[0] : nil
  }
}
