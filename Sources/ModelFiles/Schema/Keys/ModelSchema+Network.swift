import EndToEnd
import Simulation

/// The declarations of all keys of a model, object by object.
///
/// To add a key is to add one declaration here, beside the parameter that it sets. A key that belongs to
/// every model's canonical text says so (`written: .always`); a new one must not, or the digests of all
/// models change.
enum ModelSchema {
  /// The objects that a misplaced key may belong in.
  static let homes: [ObjectDescription] = [
    client.description, server.description, strategy.description, person.description,
    key.description, clientChosenID.description, reservation.description,
    reconciliation.description, evidence.description, clients.description, capacity.description,
  ]
}

/// Messages and connections.
extension ModelSchema {
  /// `network: { request: { … }, response: { … }, breaks: "0.1%" }`.
  static let network = ObjectSchema(
    "'network'", example: "{ request: { loss: \"1%\" }, response: { loss: \"1%\" } }",
    initial: Network()
  ) {
    Key(
      "request", \.requestDirection, .object(link), "The direction from the client to the server.",
      example: "{ loss: \"1%\", latency: \"20 ms\" }", written: .always)
    Key(
      "response", \.responseDirection, .object(link),
      "The direction from the server to the client.",
      example: "{ loss: \"1%\", latency: \"20 ms\" }", written: .always)
    Key(
      "connect", \.connect,
      .object(
        connect, orOnly: \.fails, .probability,
        alternative: ", or an object, for example { fails: \"1%\", after: \"50 ms\" }",
        parse: Quantity.probability),
      "The chance that an attempt finds no connection, alone or with the time until that is known.",
      example: "{ fails: \"1%\", after: \"50 ms\" }", written: .ifUsed("connections"))
    Key(
      "breaks", \.breaks, .probability,
      "The chance that the connection breaks before the response arrives, so that the client does not know whether the server received the request.",
      example: "\"0.1%\"", written: .ifUsed("connections"))
  }

  /// The keys of a network that say something about failures of connections.
  static let connectionKeys = ["connect", "breaks"]

  /// `request: { loss: "1%", latency: "20 ms" }`: one direction of a network.
  static let link = ObjectSchema(
    "one direction of a network", example: "{ loss: \"1%\", latency: { constant: \"20 ms\" } }",
    initial: Direction()
  ) {
    Key(
      "loss", \.link.loss, .probability, "The chance that a message in this direction is lost.",
      example: "\"1%\"", written: .always)
    Key(
      "latency", \.link.latency, .latency, "The time that a message in this direction travels.",
      example: "\"20 ms\"", written: .always)
    Key(
      "duplicates", \.duplicates, .probability,
      "The chance that a message arrives a second time, after a latency of its own.",
      example: "\"0.1%\"")
  }

  /// One direction of a network as model files have it.
  struct Direction: Sendable {
    /// The direction that is read.
    var link = Link()
    /// The chance that a message arrives a second time.
    var duplicates = Probability.never
  }

  /// `connect: { fails: "1%", after: "50 ms" }`.
  static let connect = ObjectSchema("'connect'", initial: ConnectionFaults()) {
    Key(
      "fails", \.fails, .probability,
      "The chance, for each attempt and each read, that no connection is made; nothing is sent then, and the sender knows it.",
      example: "\"1%\"", written: .always)
    Key(
      "after", \.after, .duration,
      "The time until the sender knows that there is no connection.", example: "\"50 ms\"",
      written: .always)
  }
}

extension Network {
  /// The direction to the server, with the duplicates that the network makes on it.
  fileprivate var requestDirection: ModelSchema.Direction {
    get { .init(link: request, duplicates: requestDuplicates) }
    set { (request, requestDuplicates) = (newValue.link, newValue.duplicates) }
  }

  /// The direction to the client, with the duplicates that the network makes on it.
  fileprivate var responseDirection: ModelSchema.Direction {
    get { .init(link: response, duplicates: responseDuplicates) }
    set { (response, responseDuplicates) = (newValue.link, newValue.duplicates) }
  }
}
