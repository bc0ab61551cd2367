import EndToEnd

/// Failures of connections in words.
extension ConnectionFailure {
  /// The words for a failure in all places of a report that tell of it.
  struct Words {
    /// The fault, as checks and `--faults` name it.
    let fault: String
    /// The event as one word for programs.
    let event: String
    /// The event in a chart, after the name of the request.
    let clause: String
    /// The event in the story, after its participant.
    let story: String
    /// The knowledge of a client whose last attempt ended so.
    let belief: String
    /// The knowledge of a client that sent nothing at all; `nil` if something is always sent before.
    let beliefWithoutSending: String?
  }

  /// The words in a chart and in a story.
  var words: Words {
    switch self {
    case .notConnected:
      Words(
        fault: "no connection", event: "cannot-connect",
        clause: " cannot connect: nothing is sent",
        story: "found no connection, so nothing was sent",
        belief: "its last attempt found no connection, so it has no idea of those before",
        beliefWithoutSending: "it found no connection, so nothing is stored")
    case .reset:
      Words(
        fault: "connection breaks", event: "loses-connection",
        clause: ": the connection broke",
        story: "saw its connection break before the answer came",
        belief: "the connection of its last attempt broke, so it has no idea",
        beliefWithoutSending: nil)
    }
  }
}
