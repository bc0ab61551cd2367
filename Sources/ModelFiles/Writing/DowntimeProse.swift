import EndToEnd

/// How it is written when servers are down: nothing at all in a model in which none ever is.
struct DowntimeProse {
  // Where one strategy has such a rule, it must be said that another has none.
  private let hasOutage: Bool
  private let hasRestarts: Bool
  private let hasOutages: Bool

  /// - Parameter servers: those of all strategies of a model.
  init(of servers: [Server]) {
    hasOutage = servers.contains { $0.outage != nil }
    hasRestarts = servers.contains { $0.restarts != nil }
    hasOutages = servers.contains { !$0.outages.isEmpty }
  }

  func members(of server: Server) -> [JSON5Writer.Member] {
    var members: [JSON5Writer.Member] = []
    if hasOutage {
      members.append(
        .init(key: "outage", value: server.outage.map(JSON5Writer.of) ?? .quoted("none")))
    }
    if hasRestarts {
      members.append(
        .init(key: "restarts", value: server.restarts.map(JSON5Writer.of) ?? .quoted("none")))
    }
    if hasOutages {
      members.append(.init(key: "outages", value: .list(server.outages.map { .of($0) })))
    }
    return members
  }
}

extension JSON5Writer {
  fileprivate static func of(_ outage: Outage) -> JSON5Writer {
    .object([
      .init(key: "chance", value: .of(outage.chance)),
      .init(key: "lasts", value: .of(outage.lasts)),
      .init(key: "answers", value: .answers(outage.answers)),
    ])
  }

  fileprivate static func of(_ restarts: ServerRestarts) -> JSON5Writer {
    .object([
      .init(key: "chance", value: .of(restarts.chance)),
      .init(key: "stores", value: .of(restarts.stores)),
      .init(key: "lasts", value: .of(restarts.lasts)),
      .init(key: "answers", value: .answers(restarts.answers)),
      .init(key: "forgetsKeys", value: .of(restarts.forgetsKeys)),
    ])
  }

  fileprivate static func of(_ outage: PlannedOutage) -> JSON5Writer {
    .object([
      .init(key: "from", value: .of(outage.from)), .init(key: "lasts", value: .of(outage.lasts)),
      .init(key: "answers", value: .answers(outage.answers)),
    ])
  }

  private static func answers(_ status: Status?) -> JSON5Writer {
    .quoted(status.map { "\($0.code)" } ?? "nothing")
  }
}
