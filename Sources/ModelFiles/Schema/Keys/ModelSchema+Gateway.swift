import EndToEnd
import Simulation

/// The sections that stand at the top of a model or in a strategy.
///
/// A strategy may have each of these sections as well: what it says changes the model's section,
/// and what it leaves out stays.
extension ModelSchema {
  @KeyBuilder<ScenarioDraft> static var sections: [Key<ScenarioDraft>] {
    Key(
      "client", \.scenario.client, .object(client), "The client that sends the writes.",
      example: "{ timeout: \"2 s\" }", written: .always)
    Key(
      "network", \.scenario.network, .object(network),
      "The way from the client to the server, or to the first gateway.",
      example: "{ request: { loss: \"1%\" } }", written: .always)
    Key(
      "server", \.scenario.server, .object(server), "The server that stores the data.",
      example: "{ failsAfterStore: \"0.5%\" }", written: .always)
    Key(
      "gateway",
      type: .either([
        .object(gateway.description),
        .list(.object(gateway.description), 1...Scenario.mostGateways),
        .literal("false"),
      ]),
      "The gateways between client and server, from the client outwards; each may retry by itself.",
      example: "{ timeout: \"1 s\", attempts: 2 }", written: .always
    ) { reader, member, draft in
      reader.apply(gateway: member, to: &draft)
    } write: { draft, form in
      // One as an object, several as a list.
      let gateways = draft.scenario.gateways.map { gateway.text(of: $0, form) }
      return gateways.isEmpty ? .of(false) : gateways.count == 1 ? gateways[0] : .list(gateways)
    }.written(before: "server")
    Key(
      "person", \.scenario.person,
      .object(
        person, or: .false,
        mismatch:
          "must be an object, for example { resubmits: \"45%\", after: \"20 s\" }, or false",
        inherits: true, check: check),
      "The user at the button, who may press again.",
      example: "{ resubmits: \"45%\", after: \"20 s\" }")
    Key(
      "evidence", \.scenario.logs, .object(evidence),
      "The logs that may show what went wrong with a write.",
      example: "{ serverLog: true, clientLog: \"final\" }", written: .always
    ).written(before: "person")
    Key(
      "clients", type: .object(clients.description),
      "Many clients that share one server; without them one write is looked at by itself.",
      example: "{ count: 100, arrivals: { poisson: \"50/s\" } }", written: .ifUsed("clients"),
      default: "absent"
    ) { reader, member, draft in
      let earlier = draft.scenario.clients
      var value = earlier ?? clients.initial
      guard
        let fields = reader.read(member.value, clients, into: &value, isPart: earlier != nil)
      else { return }
      check(&reader, value, fields)
      draft.scenario.clients = value
    } write: { draft, form in
      draft.scenario.clients.map { clients.text(of: $0, form) }
    }
  }

  /// `gateway: { attempts: 2, timeout: "1 s" }`, or a list of gateways from the client's side on.
  ///
  /// A gateway has no budget, hedge, deadline or key of its own. It retries a request as it is,
  /// so the server sees the client's key again.
  static let gateway = ObjectSchema(
    "'gateway'",
    remedies: [
      "gateway": "list gateways that stand one behind the other, from the client outwards: "
        + "gateway: [{ … }, { … }]",
      "retries": countsTheFirst,
    ], initial: Gateway()
  ) {
    presetKey()
    Key(
      "timeout", \.timeout, .positiveDuration,
      "The time that the gateway waits for the answer to one of its attempts.",
      example: "\"1 s\"", written: .always)
    Key(
      "attempts", \.retry.attempts, gatewayAttempts,
      "The number of requests that the gateway makes of one, the first one included.",
      example: "2", written: .always)
    retryRules(\.retry, over: \.network)
    Key(
      "acceptsLateResponses", \.acceptsLateResponses, .boolean,
      "Whether a success that answers an earlier attempt counts while the gateway is still trying.",
      example: "true", written: .always)
    Key(
      "network", type: .object(network.description),
      "The way from the gateway to its next hop; what it does not say is as in the client's network.",
      example: "{ request: { loss: \"0.1%\" } }", written: .always, default: "the model's network"
    ) { reader, member, _ in
      // Once for what is wrong with it: it can be applied when the client's network is known.
      var network = Network()
      reader.read(member.value, ModelSchema.network, into: &network)
    } write: { gateway, form in
      network.text(of: gateway.network, form)
    }
    absent("budget")
    absent("hedge")
  }

  /// The number of requests that a gateway makes. Unlike a client's, it has a bound: a gateway
  /// without one would never answer.
  private static let gatewayAttempts = Codec<UInt32?>(.count(1...65_535)) {
    value throws(QuantityError) in
    UInt32(try Quantity.count(value, in: 1...65_535))
  } write: {
    .atom("\($0 ?? 1)")
  }

  /// A key of clients that a gateway can only do without, where its preset has it.
  private static func absent(_ name: String) -> Key<Gateway> {
    Key(
      name, type: .words(["none"]),
      "Says that the gateway does without the \(name) of its preset, which only clients can have.",
      example: "\"none\"", default: "absent"
    ) { reader, member, _ in
      if case .string("none") = member.value.value { return }
      reader.reportMismatch(
        name,
        "is a client's: a gateway has none, and may say \"none\" beside a preset that has one",
        member.value)
    } write: { _, _ in
      nil
    }
  }
}
