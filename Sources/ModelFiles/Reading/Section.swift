/// The keys that an object of a model may have.
struct Section {
  /// What messages call it, as in "unknown key 'x' in NAME".
  let name: String
  let keys: [String]
  /// What may stand there, for who wrote something else than an object.
  var example: String?
  /// Keys that it cannot have and that one may look for here, with what to do instead.
  var remedies: [String: String] = [:]

  static let model = Section(
    name: "a model",
    keys: [
      "format", "title", "client", "network", "server", "gateway", "person", "evidence", "clients",
      "strategies", "costs", "never", "limits",
    ], example: "{ strategies: { none: { attempts: 1 } } }")
  static let client = Section(
    name: "'client'", keys: ["timeout", "acceptsLateResponses", "crashes"],
    example: "{ timeout: \"2 s\" }")
  static let crashes = Section(
    name: "'crashes'", keys: ["chance", "restartsAfter"],
    example: "{ chance: \"1%\", restartsAfter: \"10 s\" }")
  static let network = Section(
    name: "'network'", keys: ["request", "response", "connect", "breaks"],
    example: "{ request: { loss: \"1%\" }, response: { loss: \"1%\" } }")
  static let connect = Section(name: "'connect'", keys: ["fails", "after"])
  static let link = Section(
    name: "one direction of a network", keys: ["loss", "latency"],
    example: "{ loss: \"1%\", latency: { constant: \"20 ms\" } }")
  static let server = Section(
    name: "'server'",
    keys: [
      "service", "failsBeforeStore", "failsAfterStore", "failure", "acknowledges", "failover",
      "refuses", "capacity", "outage", "restarts", "outages",
    ], example: "{ service: { constant: \"5 ms\" }, failsAfterStore: \"0.5%\" }")
  static let capacity = Section(
    name: "'capacity'", keys: ["workers", "queue", "discipline", "hearsCancellation"])
  static let clients = Section(
    name: "'clients'", keys: ["count", "arrivals", "lasts", "warmsUp"],
    example: "{ arrivals: { poisson: \"100/s\" }, lasts: \"60 s\" }")
  static let arrivals = Section(
    name: "'arrivals'", keys: ["poisson", "constant", "profile", "closed"])
  static let phase = Section(
    name: "a phase of a profile", keys: ["from", "rate"],
    example: "{ from: \"10 s\", rate: \"200/s\" }")
  static let closedLoop = Section(
    name: "'closed'", keys: ["thinkTime"], example: "{ thinkTime: { exponential: \"1 s\" } }")
  static let budget = Section(
    name: "'budget'",
    keys: [
      "tokens", "ratio", "successEarns", "retryCosts", "timeoutCosts", "throttledCosts",
      "failureCosts", "retriesAbove", "refunds", "perSecond", "window",
    ])
  static let circuitBreaker = Section(
    name: "'circuitBreaker'", keys: ["failures", "of", "opensFor", "probes"])
  static let failover = Section(name: "'failover'", keys: ["loses", "after"])
  static let refusal = Section(
    name: "'refuses'", keys: ["chance", "status", "retryAfter"],
    example: "{ chance: \"1%\", status: 503 }")
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
  static let evidence = Section(
    name: "'evidence'", keys: ["serverLog", "clientLog"],
    example: "{ serverLog: true, clientLog: \"final\" }")
  static let strategy = Section(
    name: "a strategy",
    keys: [
      "preset", "method", "attempts", "retryOn", "backoff", "honorsRetryAfter", "deadline",
      "readBack", "hedge", "outbox", "budget", "circuitBreaker", "key", "clientChosenId",
      "reserveConfirm", "reconcile",
      "client", "network", "server", "gateway", "person", "evidence", "clients",
    ], example: "{ attempts: 4, backoff: { fixed: \"50 ms\" } }",
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
  static let limits = Section(name: "'limits'", keys: ["events"], example: "{ events: 1000000 }")

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
