import Simulation

/// Protocols from papers.
extension Protection {
  static let research: [Protection] = [
    Protection(
      name: "rifl",
      title: "RIFL (Lee et al., SOSP 2015)",
      scope: "a client's lease and its sequence number",
      window: "until the client acknowledges the answer, or its lease ends",
      replay: "the saved result, which travels with the data",
      inFlight: "dropped, or told that it is in progress",
      key: key(window: nil, replays: .success, inFlight: .conflict),
      remains: ["a client whose lease has ended, or that comes back under a new id: duplicate"],
      assumed: [
        "that the lease lives as long as the operation",
        "that a request in progress is told so, with 409",
      ],
      source: """
        Lee et al., Implementing Linearizability at Large Scale and Low Latency, SOSP 2015 \
        (reading notes)
        """),
    Protection(
      name: "raft-session",
      title: "Raft, client sessions",
      scope: "a session and its serial number",
      window: "while the session lives",
      replay: "the saved result, which is replicated with the data",
      inFlight: "one after the other, by the log",
      key: key(window: nil, replays: .success, inFlight: .wait),
      remains: [
        "a client whose session was expired gets an error and does not know: phantom",
        "one that comes back under a new session: duplicate",
      ],
      assumed: ["that the session lives as long as the operation"],
      source: "rabbitmq/ra issue 145; the crate raft-rust, docs 09 session and idempotency"),
  ]
}
